// The paired differences of all outcomes, B against A.

import { difference, levelParts, smallestParts, spreadOverSets } from "./quantities.js";
import { element, of, say } from "./say.js";

const HEADS = ["OUTCOME", "POLICY_A", "POLICY_B", "DIFFERENCE", "INTERVAL", "BETWEEN_SETS", "SAME_SIGN", "MATTERS", "WORLDS", "READING"];
const OVER_SETS = ["BETWEEN_SETS", "SAME_SIGN"];
const WORDS = ["OUTCOME", "READING"];
const GOOD = { better: "good", worse: "bad" };

export function showTable(place, content, chosen, differences) {
  const heads = HEADS.filter((name) => content.sets || !OVER_SETS.includes(name));
  // Roles are said in words, because a narrow page lays rows out as blocks.
  const head = element("tr", { role: "row" }, ...heads.map((name) =>
    element("th", { scope: "col", role: "columnheader", className: WORDS.includes(name) ? "" : "number" }, say(name))));
  const rows = content.outcomes.map((outcome, at) => line(heads, content, outcome, at, chosen, differences));
  const labels = { a: content.labels.of(chosen.a), b: content.labels.of(chosen.b) };
  place.replaceChildren(element("table", { className: "stacked", role: "table" },
    element("caption", {}, say("CAPTION", labels)),
    element("thead", { role: "rowgroup" }, head), element("tbody", { role: "rowgroup" }, ...rows)));
}

function line(heads, content, outcome, at, chosen, differences) {
  const row = differences.of(at, chosen.a, chosen.b);
  const told = difference(outcome, row.difference, row.low, row.high);
  const sets = spreadOverSets(outcome, row, differences.overSets(at, chosen.a, chosen.b));
  const [a, b] = [levelParts(outcome, row.a), levelParts(outcome, row.b)];
  const unit = a.unit || b.unit;
  const parts = {
    POLICY_A: withUnit(a.text, a.unit, unit), POLICY_B: withUnit(b.text, b.unit, unit),
    DIFFERENCE: withUnit(told.bare, told.unit, unit), INTERVAL: [told.low === "–" ? "–" : say("RANGE", told)],
    BETWEEN_SETS: [sets ? say("RANGE", sets) : "–"], SAME_SIGN: [sets ? sets.share : "–"], MATTERS: outcome.smallest ? smallest(outcome, told.many || unit) : ["–"],
    WORLDS: [`${row.worlds}`], READING: [row.reading ? of(content.readings[row.reading]) : "–"],
  };
  const looks = { READING: `reading ${GOOD[row.reading] || ""}` };
  const shown = at === chosen.outcome;
  return element("tr", { role: "row", className: shown ? "shown" : "" },
    element("th", { scope: "row", role: "rowheader" }, of(outcome.label),
      element("span", { className: "unit under" }, unit),
      ...(shown ? [element("span", { className: "quiet under" }, say("CHOSEN"))] : [])),
    ...heads.slice(1).map((name) => element("td",
      { className: looks[name] || "number", role: "cell", "data-head": say(name) }, ...parts[name])));
}

function smallest(outcome, usual) {
  const { text, unit, many } = smallestParts(outcome);
  return withUnit(text, many === usual ? "" : unit, usual);
}

// A number, with its unit below it where that is not the unit of the row.
function withUnit(text, unit, usual) {
  return !unit || unit === usual ? [text] : [text, " ", element("span", { className: "unit under" }, unit)];
}
