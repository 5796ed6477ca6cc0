// Numbers as people read them: the rules of sim/report/quantities.py.

import { language, say } from "./say.js";

const NO_NUMBER = "–";
const SET_DIGITS = 4;
const DIFFERENCE_DIGITS = 2;
const MOST_DECIMALS = 4;
const LEAST_POSITIVE = 1e-12;
const EXACT = 100;

export function decimalsFor(magnitude, significant) {
  if (magnitude < LEAST_POSITIVE) return 0;
  const power = Number(magnitude.toExponential().split("e")[1]);
  return Math.min(Math.max(significant - 1 - power, 0), MOST_DECIMALS);
}

function intervalDecimals(mean, low, high) {
  const decimals = decimalsFor(Math.max(Math.abs(mean), Math.abs(low), Math.abs(high)), DIFFERENCE_DIGITS);
  const nearest = Math.min(Math.abs(low), Math.abs(high));
  const seemsToTouch = (low > 0 || high < 0) && Number(rounded(nearest, decimals)) === 0;
  return seemsToTouch ? Math.max(decimals, decimalsFor(nearest, 1)) : decimals;
}

// A number that is not negative with so many decimals; what lies exactly between two goes to the even one.
function rounded(size, decimals) {
  const written = size.toFixed(decimals);
  const digits = size.toFixed(EXACT);
  const rest = digits.slice(digits.indexOf(".") + 1 + decimals);
  if (!/^50*$/.test(rest)) return written;
  const cut = digits.slice(0, digits.indexOf(".") + (decimals ? 1 + decimals : 0));
  return "02468".includes(cut.at(-1)) ? cut : written;
}

export function number(value, decimals, sign = false) {
  if (Number.isNaN(value)) return NO_NUMBER;
  const [whole, rest] = rounded(Math.abs(value), decimals).split(".");
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
  if (!/[1-9]/.test(text)) return text;
  return value < 0 ? `−${text}` : `${sign ? "+" : ""}${text}`;
}

export function trimmed(value) {
  if (Number.isInteger(value)) return number(value, 0);
  const text = number(value, decimalsFor(Math.abs(value), SET_DIGITS));
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}

// From which size on, times what, in which unit, and the unit after the number one.
export function scaleFor(scales, size) {
  return scales.find(([least]) => size >= least) || scales.at(-1);
}

// The unit as it stands after a number.
function unitAfter(written, [, , unit, one]) {
  return written.replace(/^[+−]/, "") === "1" ? one : unit;
}

function withUnit(written, scale) {
  const unit = unitAfter(written, scale);
  return language() === "zh" || unit.startsWith("%") || !unit ? `${written}${unit}` : `${written} ${unit}`;
}

// A level of an outcome in the unit that fits its size: the number, and its unit.
export function levelParts(outcome, value) {
  if (!Number.isFinite(value)) return { text: say("UNDEFINED"), unit: "" };
  const scale = scaleFor(outcome.level[language()], Math.abs(value));
  return { text: trimmed(value * scale[1]), unit: scale[2] };
}

// The smallest difference that matters: the number, and its unit.
export function smallestParts(outcome) {
  const scale = scaleFor(outcome.apart[language()], outcome.matters);
  const text = trimmed(outcome.matters * scale[1]);
  return { text, unit: unitAfter(text, scale), many: scale[2] };
}

export function level(outcome, value) {
  if (!Number.isFinite(value)) return say("UNDEFINED");
  const scale = scaleFor(outcome.level[language()], Math.abs(value));
  return withUnit(trimmed(value * scale[1]), scale);
}

// A difference and the ends of its interval, all with the same decimals; `size` has no sign, `bare` no unit, `many` is the unit of more than one.
export function difference(outcome, mean, low, high) {
  if (![mean, low, high].every(Number.isFinite)) {
    const told = say("UNDEFINED");
    return { size: told, signed: told, bare: told, unit: "", many: "", low: NO_NUMBER, high: NO_NUMBER };
  }
  const scale = scaleFor(outcome.apart[language()], Math.max(Math.abs(mean), Math.abs(low), Math.abs(high)));
  const ends = [mean, low, high].map((end) => end * scale[1]);
  const decimals = intervalDecimals(...ends);
  const [signed, lowest, highest] = ends.map((end) => number(end, decimals, true));
  const size = number(Math.abs(ends[0]), decimals);
  const [unit, many] = [unitAfter(signed, scale), scale[2]];
  return { size: withUnit(size, scale), signed: withUnit(signed, scale), bare: signed, unit, many, low: lowest, high: highest };
}

// Between which ends a difference lies in 95% of the parameter sets, and the share of them that agree in its sign.
export function spreadOverSets(outcome, row, found) {
  if (!found) return null;
  const told = difference(outcome, row.difference, found.low, found.high);
  return { low: told.low, high: told.high, share: `${number(found.share * 100, 0)}%` };
}
