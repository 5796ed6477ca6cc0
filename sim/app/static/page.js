// The page: what was chosen, what is running, and what is shown of it.

import { Refused, ask, run } from "./asking.js";
import { Charts } from "./charts.js";
import { Levers } from "./levers.js";
import { showNetworks } from "./network.js";
import { opened } from "./opening.js";
import { Outcomes } from "./outcomes.js";
import { element, language, learn, left, of, say, sayAll, speak } from "./say.js";
import { State } from "./state.js";
import { showTable } from "./tables.js";

const at = (name) => document.getElementById(name);
let state, levers, charts, outcomes;
let running = null; // what ends the run that is going on
let answer = null; // what is known of the last run
let news = () => ""; // what the status line says, in whatever language
let ranLink = ""; // the question of the last run

function told(how) {
  news = how;
  at("status").textContent = how();
}

function link() {
  return state.link(language());
}

function question() {
  return new URLSearchParams(link().slice(1)).toString().replace(/&?lang=\w+/, "");
}

function changed() {
  history.replaceState(null, "", link());
  at("changed").hidden = ranLink === "" || ranLink === question();
}

function faults(lines) {
  at("faults").hidden = lines.length === 0;
  at("faults").replaceChildren(...lines.map((line) => element("li", {}, line)));
}

function show() {
  if (!answer) return;
  charts.show(answer.bands);
  showTable(at("table"), state, answer.table);
  showNetworks(at("networks"), at("network-table"), answer.links);
}

function hear(line) {
  if (line.type === "state" && !answer) {
    const states = { loading: "LOADING", compiling: "COMPILING", ready: "WAITING" };
    told(() => say(states[line.state]));
  } else if (line.type === "answer") {
    answer = line;
    at("progress").value = line.worlds / line.asked;
    told(() => say("PROGRESS", line));
    show();
  } else if (line.type === "end") {
    const worlds = answer ? answer.worlds : 0;
    const left = answer && answer.failed ? ` ${say("FAILED", { count: answer.failed })}` : "";
    told(() => say("DONE", { worlds, seconds: line.seconds }) + left);
    faults(line.faults);
  }
}

async function start() {
  running?.abort();
  const ending = new AbortController();
  running = ending;
  [answer, ranLink] = [null, question()];
  const shown = [...at("charts").querySelectorAll(".plot")].map((each) => each.dataset.outcome);
  if (shown.join() !== state.asked.outcomes.join()) charts.build();
  changed();
  faults([]);
  at("progress").value = 0;
  at("stop").disabled = false;
  document.body.classList.add("running");
  told(() => say("WAITING"));
  try {
    await run(state.asked, (line) => ending.signal.aborted || hear(line), ending.signal);
  } catch (error) {
    if (running === ending) failed(error);
  }
  if (running !== ending) return;
  running = null;
  at("stop").disabled = true;
  document.body.classList.remove("running");
}

function failed(error) {
  const seen = { worlds: answer ? answer.worlds : 0, asked: state.asked.worlds };
  if (error.name === "AbortError") told(() => say("STOPPED", seen));
  else if (error instanceof Refused) [told(() => ""), faults(error.faults)];
  else told(() => say("BROKEN"));
}

async function download() {
  try {
    const file = await (await ask("/experiment.toml", state.asked)).blob();
    const anchor = element("a", { href: URL.createObjectURL(file), download: "side_by_side.toml" });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
    faults([]);
  } catch (error) {
    failed(error);
  }
}

async function copy() {
  changed();
  try {
    await navigator.clipboard.writeText(location.href);
    told(() => say("COPIED"));
  } catch {
    told(() => say("NOT_COPIED"));
  }
}

// Ask what a file asks, and run it.
async function openFile() {
  const [file] = at("file").files;
  at("file").value = ""; // the same file can be chosen again
  if (!file) return;
  try {
    state.open(await opened(file, state.catalogue.limits.file_bytes));
  } catch (error) {
    failed(error);
    return;
  }
  answer = null;
  levers = new Levers(state, at("levers"), changed);
  everything();
  await start();
}

function showFile() {
  const { file } = state;
  at("opened").hidden = !file;
  if (!file) return;
  const [told, list] = at("opened").children;
  told.textContent = say("OPENED", { file: file.file, question: of(file) });
  list.replaceChildren(...file.left.map(([name, values]) => element("li", {}, left(name, values))));
}

// Bring the fields to what is asked.
function fill() {
  const { asked, origin, file } = state;
  const starts = state.starts();
  for (const name of ["worlds", "months", "seed"]) at(name).value = asked[name];
  const presets = [["place", asked.place, asked.place], ["preset-a", origin.a, asked.a.scenario], ["preset-b", origin.b, asked.b.scenario]];
  for (const [name, chosen, scenario] of presets) {
    const options = starts.scenarios.map(option);
    if (file && name !== "place") {
      options.unshift(element("optgroup", { label: say("FROM_FILE", { file: file.file }) }, ...starts.file.map(option)));
    }
    at(name).replaceChildren(...options);
    at(name).value = chosen;
    at(name).title = state.scenarios.get(scenario)[`about_${language()}`];
  }
  for (const policy of ["a", "b"]) at(`dated-${policy}`).hidden = !state.scenarios.get(asked[policy].scenario).changes;
}

function option([value, words]) {
  return element("option", { value }, of(words));
}

function everything() {
  sayAll();
  fill();
  showFile();
  levers.build();
  outcomes.build();
  charts.build();
  show();
  at("status").textContent = news();
}

function listen() {
  const { worlds, months } = state.catalogue.limits;
  at("worlds").max = worlds;
  [at("months").min, at("months").max] = months;
  at("question").addEventListener("submit", (event) => {
    event.preventDefault();
    start();
  });
  at("stop").addEventListener("click", () => running?.abort());
  at("copy").addEventListener("click", copy);
  at("download").addEventListener("click", download);
  at("open").addEventListener("click", () => at("file").click());
  at("file").addEventListener("change", openFile);
  at("language").addEventListener("click", () => {
    speak(language() === "zh" ? "en" : "zh");
    history.replaceState(null, "", link());
    everything();
  });
  for (const name of ["worlds", "months", "seed"]) {
    at(name).addEventListener("change", () => {
      if (at(name).reportValidity()) state.asked[name] = Number(at(name).value);
      changed();
    });
  }
  at("place").addEventListener("change", () => [(state.asked.place = at("place").value), fill(), changed()]);
  for (const policy of ["a", "b"]) {
    at(`preset-${policy}`).addEventListener("change", () => restart(policy, at(`preset-${policy}`).value));
  }
  at("back").addEventListener("click", () => ["a", "b"].forEach((policy) => restart(policy, state.origin[policy])));
  const filter = () => levers.filter(at("find").value, at("different").checked);
  at("find").addEventListener("input", filter);
  at("different").addEventListener("change", filter);
  window.addEventListener("hashchange", () => location.reload());
}

function restart(policy, from) {
  state.start(policy, from);
  fill();
  levers.show();
  changed();
}

async function open() {
  const catalogue = await (await fetch("/catalogue.json")).json();
  learn(catalogue);
  state = new State(catalogue);
  const wanted = state.read(location.hash);
  speak(wanted || (navigator.language.startsWith("zh") ? "zh" : "en"));
  levers = new Levers(state, at("levers"), changed);
  charts = new Charts(state, at("charts"));
  outcomes = new Outcomes(state, at("outcomes"), at("choose-hint"), changed);
  await document.fonts.load('12px "Sanshe Sans"').catch(() => []);
  everything();
  listen();
  await start();
}

open();
