// Every world as a point: its outcome under A and under B, and what differs between them.

import { axis, extent, label, picture, roomy, scale, shape, telling } from "./drawing.js";
import { difference, level } from "./quantities.js";
import { element, of, say } from "./say.js";

const LEFT = 30, RIGHT = 14, FOOT = 38;
const LEVELS = { height: 132, a: 26, b: 76 };
const APART = { height: 106, points: 30, bar: 54 };
const SIZE = 4;

export function showWorlds(place, content, chosen, differences, row) {
  const outcome = content.outcomes[chosen.outcome];
  const { ours, theirs, apart } = differences.paired(chosen.outcome, chosen.a, chosen.b);
  const known = [...ours.keys()].filter((world) => Number.isFinite(apart[world]));
  if (!known.length) {
    place.replaceChildren(element("p", { className: "missing" }, say("UNDEFINED_EVERYWHERE")));
    return;
  }
  const width = Math.max(Math.floor(place.clientWidth < 620 ? place.clientWidth : (place.clientWidth - 16) / 2), 240);
  const pairs = known.map((world) => ({ a: ours[world], b: theirs[world], apart: apart[world], world: content.worlds[world] }));
  place.replaceChildren(
    figure(of(outcome.label), levels(outcome, pairs, row, width), say("WORLDS_NOTE")),
    figure(say("DIFFERENCES_TITLE"), gaps(outcome, pairs, row, width), say("DIFFERENCES_NOTE")));
}

function figure(title, [drawing, unit], note) {
  return element("figure", {}, element("figcaption", {}, title), element("p", { className: "unit" }, unit || "\u00a0"), drawing,
    element("p", { className: "quiet" }, note));
}

function levels(outcome, pairs, row, width) {
  const ends = roomy(pairs.flatMap(({ a, b }) => [a, b]), outcome.whole);
  const { unit, marks } = axis(outcome.level, ends, width > 400 ? 6 : 4);
  const across = scale(ends, [LEFT, width - RIGHT]);
  const spread = (side) => pairs.map((pair) => pair[side]);
  const words = { outcome: of(outcome.label), a: level(outcome, row.a), b: level(outcome, row.b) };
  for (const side of ["a", "b"]) {
    const [lowest, highest] = extent(spread(side));
    Object.assign(words, { [`lowest_${side}`]: level(outcome, lowest), [`highest_${side}`]: level(outcome, highest) });
  }
  return [picture(width, LEVELS.height, say("WORLDS_ALT", words),
    ...upright(marks, across, LEVELS.height),
    ...pairs.map(({ a, b }) => shape("line", { class: "join", x1: across(a), x2: across(b), y1: LEVELS.a, y2: LEVELS.b })),
    ...["a", "b"].flatMap((side) => [
      label(side.toUpperCase(), 6, LEVELS[side] + 5, { class: `letter ${side}` }),
      ...pairs.map((pair) => telling(say("ONE_WORLD", { world: pair.world, value: level(outcome, pair[side]) }),
        point(side, across(pair[side]), LEVELS[side]))),
      shape("line", { class: `mean ${side}`, x1: across(row[side]), x2: across(row[side]), y1: LEVELS[side] - 14, y2: LEVELS[side] + 14 }),
    ])), unit];
}

function gaps(outcome, pairs, row, width) {
  const { matters } = outcome;
  const found = pairs.map(({ apart }) => apart);
  const interval = [row.low, row.high].filter(Number.isFinite);
  const within = [...found, ...interval, 0];
  const [, reach] = extent(within.map(Math.abs));
  const ends = roomy(matters > 0 && matters < 3 * reach ? [...within, -matters, matters] : within, false);
  ends[0] = Math.min(ends[0], -0.06 * (ends[1] - ends[0]));
  const { unit, marks } = axis(outcome.apart, ends, width > 400 ? 6 : 4);
  const across = scale(ends, [LEFT, width - RIGHT]);
  const foot = APART.height - FOOT;
  const [lowest, highest] = extent(found).map((end) => alone(outcome, end));
  const words = {
    worlds: found.length, above: found.filter((each) => each > 0).length, below: found.filter((each) => each < 0).length,
    lowest, highest,
  };
  const [left, right] = [Math.max(across(-matters), LEFT), Math.min(across(matters), width - RIGHT)];
  return [picture(width, APART.height, say("DIFFERENCES_ALT", words),
    ...(matters > 0 ? [shape("rect", { class: "small", x: left, y: 8, width: right - left, height: foot - 8 })] : []),
    ...upright(marks, across, APART.height),
    shape("line", { class: "zero", x1: across(0), x2: across(0), y1: 8, y2: foot }),
    ...pairs.map(({ apart, world }) => telling(say("ONE_WORLD", { world, value: alone(outcome, apart) }),
      shape("circle", { class: "apart", cx: across(apart), cy: APART.points, r: SIZE }))),
    ...(interval.length ? bar(across, row) : [])), unit];
}

// One world's difference in words.
function alone(outcome, value) {
  return difference(outcome, value, value, value).signed;
}

function bar(across, row) {
  const y = APART.bar;
  return [
    shape("line", { class: "interval", x1: across(row.low), x2: across(row.high), y1: y, y2: y }),
    ...[row.low, row.high].map((end) => shape("line", { class: "interval", x1: across(end), x2: across(end), y1: y - 5, y2: y + 5 })),
    shape("circle", { class: "middle", cx: across(row.difference), cy: y, r: SIZE + 1 }),
  ];
}

// A is a filled circle, B a hollow square.
function point(side, x, y) {
  return side === "a" ? shape("circle", { class: "world a", cx: x, cy: y, r: SIZE })
    : shape("rect", { class: "world b", x: x - SIZE, y: y - SIZE, width: 2 * SIZE, height: 2 * SIZE });
}

function upright(marks, across, height) {
  const foot = height - FOOT;
  return marks.flatMap(({ value, text }) => [
    shape("line", { class: "grid", x1: across(value), x2: across(value), y1: 8, y2: foot }),
    label(text, across(value), foot + 16, { class: "tick" }),
  ]);
}
