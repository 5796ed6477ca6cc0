// The linkage network of each policy: five kinds, and how many pairs of them dealt with one another.

import { element, kind, number, say } from "./say.js";

const SVG = "http://www.w3.org/2000/svg";
const SIZE = [360, 310];
const RADIUS = 38;
const AT = {
  government: [180, 48],
  committee: [62, 132],
  organisation: [298, 132],
  resident: [100, 258],
  worker: [260, 258],
};
const LOOP = { organisation: [338, 92] };

export function showNetworks(place, table, links) {
  if (!links) return;
  place.replaceChildren(...["a", "b"].map((policy) => {
    const name = say(policy === "a" ? "POLICY_A" : "POLICY_B");
    return element("figure", { className: policy }, element("figcaption", {}, name), drawn(links[policy], name));
  }));
  table.replaceChildren(numbers(links));
}

function drawn({ there, linked, links }, name) {
  const label = say("NETWORK_ALT", { policy: name });
  const picture = shape("svg", { viewBox: `0 0 ${SIZE.join(" ")}`, role: "img", "aria-label": label });
  const texts = [];
  for (const [first, second, pairs, byGovernment] of links) {
    const kinds = [["government", byGovernment], ["themselves", pairs - byGovernment]].filter(([, count]) => count > 0);
    kinds.forEach(([how, count], order) => {
      const aside = kinds.length > 1 ? (order ? 9 : -9) : 0;
      texts.push(...(first === second ? loop(picture, first, how, count) : line(picture, first, second, how, count, aside)));
    });
  }
  for (const [who, [x, y]] of Object.entries(AT)) picture.append(...node(x, y, kind(who), linked[who], there[who]));
  picture.append(...texts);
  return picture;
}

function line(picture, first, second, how, count, aside) {
  const [[x1, y1], [x2, y2]] = [AT[first], AT[second]];
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [(-(y2 - y1) / length) * aside, ((x2 - x1) / length) * aside];
  picture.append(shape("line", { x1: x1 + dx, y1: y1 + dy, x2: x2 + dx, y2: y2 + dy, class: `link ${how}`, "stroke-width": width(count) }));
  return label((x1 + x2) / 2 + dx * 1.9, (y1 + y2) / 2 + dy * 1.9, count, how);
}

function loop(picture, who, how, count) {
  const [x, y] = LOOP[who] || AT[who];
  picture.append(shape("circle", { cx: x - 8, cy: y + 6, r: 20, class: `link ${how}`, fill: "none", "stroke-width": width(count) }));
  return label(x + 4, y - 14, count, how);
}

function label(x, y, count, how) {
  const text = shape("text", { x, y: y + 4, class: `many ${how}` });
  text.textContent = number(count);
  return [text];
}

function node(x, y, name, linked, there) {
  const circle = shape("circle", { cx: x, cy: y, r: RADIUS, class: "node" });
  const words = [[name, -5, "who"], [number(linked), 10, "amount"], [say("OF_ALL", { count: number(there) }), 22, "all"]];
  return [circle, ...words.map(([said, down, look]) => {
    const text = shape("text", { x, y: y + down, class: look });
    text.textContent = said;
    return text;
  })];
}

function width(count) {
  return (1 + 1.5 * Math.log10(1 + count)).toFixed(1);
}

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function numbers(links) {
  const found = new Map();
  for (const policy of ["a", "b"]) {
    for (const [first, second, pairs, passing] of links[policy].links) {
      const key = `${first} ${second}`;
      found.set(key, { ...found.get(key), [policy]: [pairs, passing] });
    }
  }
  const names = { a: say("POLICY_A"), b: say("POLICY_B") };
  const heads = [say("PAIR"), ...["a", "b"].flatMap((policy) =>
    [say("PAIRS", { policy: names[policy] }), say("OF_THESE", { policy: names[policy] })])];
  const head = element("tr", {}, ...heads.map((text, at) => element("th", { scope: "col", className: at ? "number" : "" }, text)));
  const rows = [...found].map(([key, counts]) => element("tr", {},
    element("th", { scope: "row" }, key.split(" ").map(kind).join(" – ")),
    ...["a", "b"].flatMap((policy) => (counts[policy] || [0, 0]).map((count) =>
      element("td", { className: "number" }, number(count))))));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
}
