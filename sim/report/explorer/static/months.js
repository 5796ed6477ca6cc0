// How an outcome moves month by month under A and under B: median and bands over worlds, and the same in numbers.

import { axis, label, path, picture, roomy, scale, shape, widest } from "./drawing.js";
import { level } from "./quantities.js";
import { element, of, say } from "./say.js";

const [LOWEST, LOW, MEDIAN, HIGH, HIGHEST] = [0, 1, 2, 3, 4];
const HEIGHT = 230, TOP = 12, FOOT = 34, RIGHT = 22;
const YEAR = 12;
const SIDES = ["a", "b"];

export function showMonths(place, numbers, content, chosen) {
  const spread = content.spreads[chosen.outcome];
  const outcome = content.outcomes[chosen.outcome];
  numbers.hidden = true;
  if (!spread) {
    const words = { name: outcome.name, command: content.commands.extend };
    place.replaceChildren(element("p", { className: "missing" }, say(content.uneven ? "MONTHS_UNEVEN" : "MONTHS_NOT_KEPT", words)));
    return false;
  }
  if (!SIDES.some((side) => spread[MEDIAN][chosen[side]].some(Number.isFinite))) {
    place.replaceChildren(element("p", { className: "missing" }, say("MONTHS_UNDEFINED")));
    return false;
  }
  const ends = roomy(spread.flat(2).filter(Number.isFinite), outcome.whole);
  const width = Math.max(Math.floor(place.clientWidth < 620 ? place.clientWidth : (place.clientWidth - 16) / 2), 240);
  place.replaceChildren(...SIDES.map((side) => panel(side, content, chosen, ends, width)));
  numbers.hidden = false;
  numbers.querySelector("div").replaceChildren(table(content, chosen));
  return true;
}

function panel(side, content, chosen, ends, width) {
  const outcome = content.outcomes[chosen.outcome];
  const policy = content.labels.of(chosen[side]);
  const { unit, marks } = axis(outcome.level, ends, 5);
  const left = widest(marks.map(({ text }) => text)) + 12;
  const across = scale([content.months[0], Math.max(content.months.at(-1), content.months[0] + 1)], [left, width - RIGHT]);
  const up = scale(ends, [HEIGHT - FOOT, TOP]);
  const other = side === "a" ? "b" : "a";
  const lines = content.spreads[chosen.outcome].map((policies) => policies[chosen[side]]);
  const theirs = content.spreads[chosen.outcome][MEDIAN][chosen[other]];
  const head = element("figcaption", {}, element("strong", { className: side }, say(`POLICY_${side.toUpperCase()}`)), " ", policy);
  return element("figure", { className: side }, head,
    element("p", { className: "unit" }, unit || "\u00a0"),
    picture(width, HEIGHT, told(side, content, chosen, lines),
      ...grid(marks, up, left, width), ...years(content.months, across),
      ...band(lines[LOWEST], lines[HIGHEST], content.months, across, up, "outer"),
      ...band(lines[LOW], lines[HIGH], content.months, across, up, "inner"),
      ...line(theirs, content.months, across, up, `other ${other}`),
      ...line(lines[MEDIAN], content.months, across, up, "median"),
      ...letters([[side, lines[MEDIAN]], [other, theirs]], up, width)));
}

function told(side, content, chosen, lines) {
  const outcome = content.outcomes[chosen.outcome];
  const at = (percentile, month) => level(outcome, lines[percentile].at(month));
  return say("MONTHS_ALT", {
    policy: `${say(`POLICY_${side.toUpperCase()}`)} (${content.labels.of(chosen[side])})`,
    outcome: of(outcome.label), first: content.months[0], last: content.months.at(-1),
    start: at(MEDIAN, 0), end: at(MEDIAN, -1), low: at(LOWEST, -1), high: at(HIGHEST, -1),
  });
}

function grid(marks, up, left, width) {
  return marks.flatMap(({ value, text }) => [
    shape("line", { class: "grid", x1: left, x2: width - RIGHT, y1: up(value), y2: up(value) }),
    label(text, left - 6, up(value) + 4, { class: "tick end" }),
  ]);
}

function years(months, across) {
  const last = months.at(-1);
  const step = last < 2 * YEAR ? Math.max(Math.ceil(last / 6), 1) : YEAR * Math.ceil(last / YEAR / 6);
  const marks = Array.from({ length: Math.floor(last / step) }, (_, at) => (at + 1) * step).filter((month) => month >= months[0]);
  const foot = HEIGHT - FOOT;
  return [
    ...marks.flatMap((month) => [
      shape("line", { class: "mark", x1: across(month), x2: across(month), y1: foot, y2: foot + 4 }),
      label(String(month), across(month), foot + 16, { class: "tick" }),
    ]),
    label(say("MONTH_AXIS"), across((months[0] + last) / 2), HEIGHT - 3, { class: "tick" }),
  ];
}

// Runs of months in which all of the lines are defined.
function runs(lines, months) {
  const found = [];
  let open = null;
  months.forEach((month, at) => {
    if (!lines.every((each) => Number.isFinite(each[at]))) open = null;
    else if (open) open.push(at);
    else found.push((open = [at]));
  });
  return found;
}

function band(low, high, months, across, up, name) {
  return runs([low, high], months).map((run) => {
    const upper = run.map((at) => [across(months[at]), up(high[at])]);
    const lower = run.map((at) => [across(months[at]), up(low[at])]).reverse();
    return shape("path", { class: name, d: `${path([...upper, ...lower])}Z` });
  });
}

function line(values, months, across, up, name) {
  return runs([values], months).map((run) =>
    shape("path", { class: name, d: path(run.map((at) => [across(months[at]), up(values[at])])) }));
}

// The letters of the lines at their ends, moved apart where they would meet.
function letters(ends, up, width) {
  const placed = ends
    .map(([side, values]) => ({ side, at: values.findLast(Number.isFinite) }))
    .filter(({ at }) => at !== undefined)
    .map(({ side, at }) => ({ side, y: up(at) }))
    .sort((one, two) => one.y - two.y);
  if (placed.length > 1) {
    const lacking = Math.max(0, 13 - (placed[1].y - placed[0].y)) / 2;
    placed[0].y -= lacking;
    placed[1].y += lacking;
  }
  return placed.map(({ side, y }) => label(side.toUpperCase(), width - RIGHT + 6, y + 4, { class: `letter ${side}` }));
}

// The last month of every year, and the last of all.
function table(content, chosen) {
  const outcome = content.outcomes[chosen.outcome];
  const spread = content.spreads[chosen.outcome];
  const rows = content.months.map((month, at) => ({ month, at }))
    .filter(({ month, at }) => content.months.length <= 2 * YEAR || month % YEAR === 0 || at === content.months.length - 1);
  const heads = [say("MONTH_AXIS"), ...SIDES.flatMap((side) => ["MEDIAN", "MIDDLE"].map((name) =>
    say(name, { policy: say(`POLICY_${side.toUpperCase()}`) })))];
  const cells = (at, policy) => {
    const value = (percentile) => spread[percentile][policy][at];
    const ends = [value(LOWEST), value(HIGHEST)];
    const middle = ends.every(Number.isFinite) ? say("RANGE", { low: level(outcome, ends[0]), high: level(outcome, ends[1]) }) : "–";
    return [level(outcome, value(MEDIAN)), middle];
  };
  return element("table", {},
    element("caption", {}, say("MONTHS_CAPTION", { outcome: of(outcome.label) })),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col", className: "number" }, head)))),
    element("tbody", {}, ...rows.map(({ month, at }) => element("tr", {},
      element("th", { scope: "row", className: "number" }, String(month)),
      ...SIDES.flatMap((side) => cells(at, chosen[side])).map((text) => element("td", { className: "number" }, text))))));
}
