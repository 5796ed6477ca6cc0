// What the file is: its question, where its numbers come from, and how it is made again.

import { element, language, of, say } from "./say.js";

const at = (name) => document.getElementById(name);

export function showAbout(content) {
  const name = say("TITLE", { name: content.name });
  const why = of(content.why);
  document.title = name;
  at("name").textContent = name;
  at("question").textContent = of(content.question);
  at("why").textContent = why ? say("WHY", { why }) : "";
  at("how").replaceChildren(...content.how.map((text) => element("li", {}, of(text))));
  const commands = [["COMMAND_SWEEP", content.commands.sweep], ["COMMAND_FILE", content.commands.file]];
  list(at("facts"), [...content.facts[language()], ...commands.map(([head, text]) => [say(head), code(text)])]);
  list(at("details"), content.details[language()]);
}

function code(text) {
  return element("code", {}, text);
}

function list(place, pairs) {
  place.replaceChildren(...pairs.map(([head, text]) =>
    element("div", {}, element("dt", {}, head), element("dd", {}, text))));
}
