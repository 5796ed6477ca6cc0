// Pieces of charts: shapes, scales and axes, in units of the page's pixels.

import { language } from "./say.js";
import { number, scaleFor } from "./quantities.js";

const SVG = "http://www.w3.org/2000/svg";
const FEWEST_TICKS = 3;
const LETTER = 6.6;

export function shape(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// A shape that tells its number to whoever points at it.
export function telling(text, made) {
  made.append(shape("title", {}, text));
  return made;
}

// A drawing that a screen reader meets as one picture with its words.
export function picture(width, height, label, ...children) {
  return shape("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label }, ...children);
}

export function label(text, x, y, attributes = {}) {
  return shape("text", { x, y, ...attributes }, text);
}

// From values to places.
export function scale([low, high], [start, end]) {
  return (value) => start + ((value - low) / (high - low || 1)) * (end - start);
}

// Round values between two ends: steps of 1, 2 or 5 times a power of ten.
export function ticks([low, high], most) {
  const reach = high - low || 1;
  const power = 10 ** Math.floor(Math.log10(reach / Math.max(most, FEWEST_TICKS)));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((each) => reach / each <= most) || reach;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, at) => (first + at) * step);
}

// The lowest and the highest of many values.
export function extent(values) {
  return values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
}

// Ends with some room around them; one value gets room of its own size.
export function roomy(values, whole) {
  const [low, high] = extent(values);
  const room = (high - low || Math.abs(high) || 1) * 0.04;
  const possible = whole ? [0, 1] : [low >= 0 ? 0 : -Infinity, Infinity];
  return [Math.max(low - room, possible[0]), Math.min(high + room, possible[1])];
}

// Ticks in the unit in which an outcome's values of this size are written: their places, their texts, the unit.
export function axis(scales, ends, most) {
  const [, factor, unit] = scaleFor(scales[language()], Math.max(...ends.map(Math.abs)));
  const found = ticks(ends.map((end) => end * factor), most);
  const step = found.length > 1 ? found[1] - found[0] : 1;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return { unit, marks: found.map((value) => ({ value: value / factor, text: number(value, decimals) })) };
}

export function widest(texts) {
  return Math.max(0, ...texts.map((text) => text.length)) * LETTER;
}

export function path(points) {
  return points.map(([x, y], at) => `${at ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`).join("");
}
