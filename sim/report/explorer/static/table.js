// The paired differences of all outcomes, B against A.

import { difference, levelParts } from "./quantities.js";
import { element, of, say } from "./say.js";

const HEADS = ["OUTCOME", "POLICY_A", "POLICY_B", "DIFFERENCE", "INTERVAL", "MATTERS", "WORLDS", "READING"];
const MATTERS = 4;
const GOOD = { better: "good", worse: "bad" };

export function showTable(place, content, chosen, differences) {
  // Roles are said in words, because a narrow page lays rows out as blocks.
  const head = element("tr", { role: "row" }, ...HEADS.map((name, at) =>
    element("th", { scope: "col", role: "columnheader", className: at > 0 && at < 7 ? "number" : "" }, say(name))));
  const rows = content.outcomes.map((outcome, at) => line(content, outcome, at, chosen, differences));
  const labels = { a: content.labels.of(chosen.a), b: content.labels.of(chosen.b) };
  place.replaceChildren(element("table", { className: "stacked", role: "table" },
    element("caption", {}, say("CAPTION", labels)),
    element("thead", { role: "rowgroup" }, head), element("tbody", { role: "rowgroup" }, ...rows)));
}

function line(content, outcome, at, chosen, differences) {
  const row = differences.of(at, chosen.a, chosen.b);
  const told = difference(outcome, row.difference, row.low, row.high);
  const [a, b] = [levelParts(outcome, row.a), levelParts(outcome, row.b)];
  const unit = a.unit || b.unit;
  const texts = [
    withUnit(a.text, a.unit, unit), withUnit(b.text, b.unit, unit), withUnit(told.bare, told.unit, unit),
    [told.low === "–" ? "–" : say("RANGE", told)],
    [outcome.smallest ? of(outcome.smallest) : "–"], [`${row.worlds}`],
  ];
  const cell = (parts, place, look) =>
    element("td", { className: look, role: "cell", "data-head": say(HEADS[place + 1]) }, ...parts);
  const shown = at === chosen.outcome;
  return element("tr", { role: "row", className: shown ? "shown" : "" },
    element("th", { scope: "row", role: "rowheader" }, of(outcome.label),
      element("span", { className: "unit under" }, unit),
      ...(shown ? [element("span", { className: "quiet under" }, say("CHOSEN"))] : [])),
    ...texts.map((parts, place) => cell(parts, place, place === MATTERS ? "number smallest" : "number")),
    cell([row.reading ? of(content.readings[row.reading]) : "–"], texts.length, `reading ${GOOD[row.reading] || ""}`));
}

// A number, with its unit below it where that is not the unit of the row.
function withUnit(text, unit, usual) {
  return !unit || unit === usual ? [text] : [text, " ", element("span", { className: "unit under" }, unit)];
}
