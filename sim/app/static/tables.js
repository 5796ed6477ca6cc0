// The paired differences, outcome by outcome.

import { element, of, reading, say } from "./say.js";

const GOOD = { better: "good", worse: "bad" };

export function showTable(place, state, rows) {
  const heads = ["OUTCOME", "POLICY_A", "POLICY_B", "DIFFERENCE", "INTERVAL", "READING"];
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  // Roles are said in words, because a narrow page lays rows out as blocks.
  const head = element("tr", { role: "row" }, ...heads.map((name, at) =>
    element("th", { scope: "col", role: "columnheader", className: at > 0 && at < 5 ? "number" : "" }, say(name))));
  const body = (rows || []).map((row) => {
    const said = row.said[lang];
    const told = row.reading ? reading(row.reading) : "…";
    const interval = said.low === "–" ? "–" : say("RANGE", said);
    const units = said.unit === said.difference_unit ? said.unit
      : say("UNITS", { unit: said.unit, difference: said.difference_unit });
    const texts = [said.a, said.b, said.difference, interval];
    const cell = (text, at, look) =>
      element("td", { className: look, role: "cell", "data-head": say(heads[at + 1]) }, text);
    return element("tr", { role: "row" },
      element("th", { scope: "row", role: "rowheader" }, of(state.outcomes.get(row.outcome)),
        element("span", { className: "unit under" }, units)),
      ...texts.map((text, at) => cell(text, at, "number")),
      cell(told, texts.length, `reading ${GOOD[row.reading] || ""}`));
  });
  place.replaceChildren(element("table", { className: "stacked", role: "table" }, element("thead", {}, head), element("tbody", {}, ...body)),
    ...(body.length ? [] : [element("p", { className: "quiet" }, say("TOO_FEW"))]));
}
