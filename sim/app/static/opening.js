// A file with policies: read here as text, understood by the server's own loader.

import { Refused, ask } from "./asking.js";
import { say } from "./say.js";

export async function opened(file, most) {
  if (file.size > most) throw new Refused([say("FILE_TOO_LARGE", { file: file.name, most: most / 1024 })]);
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new Refused([say("FILE_NOT_TEXT", { file: file.name })]);
  }
  return (await ask("/open", { name: file.name.slice(0, 200), text })).json();
}
