// The page: what is chosen, and what is shown of it.

import { showAbout } from "./about.js";
import { Differences, NO_DIFFERENCE } from "./differences.js";
import { showMonths } from "./months.js";
import { Policies } from "./policies.js";
import { difference, spreadOverSets } from "./quantities.js";
import { element, language, learn, of, say, sayAll, sentences, speak } from "./say.js";
import { showTable } from "./table.js";
import { unpack } from "./unpack.js";
import { showWorlds } from "./worlds.js";

const find = (name) => document.getElementById(name);
const SETTLED = 300;
let content, chosen, differences, policies, saying;

function row() {
  return differences.of(chosen.outcome, chosen.a, chosen.b);
}

function outcome() {
  return content.outcomes[chosen.outcome];
}

// The difference in one sentence.
function summary() {
  if (chosen.a === chosen.b) return say("SAME_POLICY");
  const found = row();
  if (!Number.isFinite(found.low)) return say("UNDEFINED_SENTENCE", { outcome: of(outcome().label) });
  const told = difference(outcome(), found.difference, found.low, found.high);
  const { size: family } = differences.family(chosen.a);
  const matters = outcome().smallest ? of(outcome().smallest) : "0";
  const words = { ...told, outcome: of(outcome().label), reading: of(content.readings[found.reading]), family, matters };
  return sentences(say(sentenceFor(found), words), overSets(found));
}

// How far the difference holds under other assumptions, where the experiment tried any.
function overSets(found) {
  const told = spreadOverSets(outcome(), found, differences.overSets(chosen.outcome, chosen.a, chosen.b));
  return told ? say("OVER_SETS", { ...told, sets: content.sets }) : "";
}

// How a reading is told: a change only where it is one.
function sentenceFor({ reading, difference: mean, low, high }) {
  if (reading === NO_DIFFERENCE) return "NEGLIGIBLE";
  if (reading === "unclear") return low <= 0 && high >= 0 ? "UNCLEAR" : "UNCLEAR_AMONG_MANY";
  return mean > 0 ? "HIGHER" : "LOWER";
}

// What is missing from the numbers.
function gaps() {
  const told = [
    content.failed ? say("FAILED_NOTE", { failed: content.failed }) : "",
    content.left_out ? say("LEFT_OUT_NOTE", { left_out: content.left_out }) : "",
  ];
  return sentences(...(told.some(Boolean) ? told : [say("NO_FAILURE")]), content.sets ? say("SETS", { sets: content.sets }) : "");
}

// What stands beside every figure: worlds, the smallest difference that matters, what is missing.
function basis() {
  const all = content.worlds.length;
  const { worlds } = row();
  const { smallest } = outcome();
  return sentences(
    say(worlds < all ? "BASIS_SOME" : "BASIS", { worlds, all }),
    smallest ? say("SMALLEST", { matters: of(smallest) }) : say("NO_SMALLEST"), gaps());
}

function show() {
  for (const place of document.querySelectorAll(".basis")) place.textContent = basis();
  for (const place of document.querySelectorAll(".gaps")) place.textContent = gaps();
  find("outcome").value = chosen.outcome;
  find("meaning").textContent = say("MEANS", { meaning: of(outcome().meaning) });
  draw();
  showTable(find("table"), content, chosen, differences);
  const { size: family } = differences.family(chosen.a);
  find("table-note").textContent = sentences(
    content.sets ? say("SETS_NOTE", { sets: content.sets }) : "",
    say("TABLE_NOTE", { family, command: content.commands.compare.replace(/NAME$/, say("EACH_NAME")) }));
  find("others").textContent = content.others ? say("OTHERS_NOTE", { count: content.others }) : "";
  remember();
  // A slider that is being moved is not read out at every stop.
  clearTimeout(saying);
  find("summary").setAttribute("aria-busy", "true");
  saying = setTimeout(tell, find("summary").textContent ? SETTLED : 0);
}

function tell() {
  find("summary").textContent = summary();
  find("summary").setAttribute("aria-busy", "false");
}

function draw() {
  const drawn = showMonths(find("months"), find("months-numbers"), content, chosen);
  const every = content.every > 1 ? say("EVERY", { months: content.every }) : "";
  find("months-note").textContent = drawn ? sentences(say("MONTHS_NOTE", { worlds: content.worlds.length }), every) : "";
  showWorlds(find("worlds"), content, chosen, differences, row());
}

// The outcomes to choose from: those of the question first.
function fill() {
  const options = (asked) => content.outcomes.map((each, at) => ({ each, at })).filter(({ each }) => each.asked === asked)
    .map(({ each, at }) => element("option", { value: at }, of(each.label)));
  const [ours, others] = [options(true), options(false)];
  const groups = [["ASKED", ours], ["OTHERS", others]].map(([name, inside]) => element("optgroup", { label: say(name) }, ...inside));
  find("outcome").replaceChildren(...(ours.length && others.length ? groups : [...ours, ...others]));
}

// The address carries what is chosen, so that a page that is opened again shows the same.
function remember() {
  const kept = new URLSearchParams({ a: chosen.a, b: chosen.b, outcome: outcome().name, lang: language() });
  history.replaceState(null, "", `#${kept}`);
}

// What an address carries; what it does not say, or says of things that do not exist, stays as it was.
function recall() {
  const kept = new URLSearchParams(location.hash.slice(1));
  for (const side of ["a", "b"]) {
    const policy = Number(kept.get(side) ?? NaN);
    if (policy in content.at) chosen[side] = policy;
  }
  const named = content.outcomes.findIndex(({ name }) => name === kept.get("outcome"));
  if (named >= 0) chosen.outcome = named;
  speak(kept.get("lang") || content.lang);
}

function everything() {
  sayAll();
  showAbout(content);
  fill();
  policies.build();
  find("summary").textContent = "";
  show();
}

function listen() {
  find("language").addEventListener("click", () => {
    speak(language() === "zh" ? "en" : "zh");
    everything();
  });
  find("outcome").addEventListener("change", () => {
    chosen.outcome = Number(find("outcome").value);
    show();
  });
  find("swap").addEventListener("click", () => {
    [chosen.a, chosen.b] = [chosen.b, chosen.a];
    policies.choose("a", chosen.a);
  });
  new ResizeObserver(draw).observe(find("results"));
}

async function open() {
  content = await unpack(find("packed").textContent);
  content.labels.of = (policy) => content.labels[language()][policy];
  learn(content.words);
  chosen = { a: 0, b: content.grid.first, outcome: 0 };
  recall();
  differences = new Differences(content);
  policies = new Policies(content, chosen, show);
  find("columns").hidden = false;
  everything();
  listen();
}

function broken(error) {
  find("broken").hidden = false;
  find("broken").textContent = typeof DecompressionStream === "undefined"
    ? "This browser is too old to unpack the results in this page; open it in a newer one. 浏览器版本过旧，无法读取本页中的结果，请使用较新的浏览器。"
    : `This page is damaged; make it again. 本页已损坏，请重新生成。 (${error.message})`;
}

open().catch(broken);
