// Talking to the server: one request a run, whose answer comes line by line.

export class Refused extends Error {
  constructor(faults) {
    super(faults.join("\n"));
    this.faults = faults;
  }
}

export async function ask(address, asked, signal) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(asked),
    signal,
  });
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({ faults: [`HTTP ${answer.status}`] }));
    throw new Refused(told.faults);
  }
  return answer;
}

// Run and hand each line to `tell` as it comes; ending `signal` is Stop.
export async function run(asked, tell, signal) {
  const answer = await ask("/run", asked, signal);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) tell(JSON.parse(line));
  }
}
