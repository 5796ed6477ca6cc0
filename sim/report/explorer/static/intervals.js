// How sure a mean over worlds is: the rules of sim/lab/intervals.py. A row has a number a world, NaN where undefined.

import { draws } from "./draws.js";

const ALMOST_EQUAL = 1e-12;
const FEWEST_FOR_SKEWNESS = 3;

export function meanAndError(row) {
  let [count, total, squares] = [0, 0, 0];
  for (const value of row) if (Number.isFinite(value)) [count, total] = [count + 1, total + value];
  const mean = count > 0 ? total / count : NaN;
  for (const value of row) if (Number.isFinite(value)) squares += (value - mean) ** 2;
  return { mean, error: count > 1 ? Math.sqrt(squares / ((count - 1) * count)) : NaN, count };
}

// The bias-corrected skewness; 0 where all worlds agree or fewer than three are defined.
export function skewness(row) {
  const values = [...row].filter(Number.isFinite);
  const count = values.length;
  const size = Math.max(...values.map(Math.abs));
  if (count < FEWEST_FOR_SKEWNESS || Math.max(...values) - Math.min(...values) <= ALMOST_EQUAL * size) return 0;
  const { mean } = meanAndError(values);
  const moment = (power) => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / count;
  return (moment(3) / moment(2) ** 1.5) * (Math.sqrt(count * (count - 1)) / (count - 2));
}

// Two-sided p of Student's t by its series for whole degrees of freedom (Abramowitz and Stegun 26.7.3 and 26.7.4).
export function pOfStudent(t, freedom) {
  if (!Number.isFinite(t)) return Number.isNaN(t) ? NaN : 0;
  const cosine = Math.sqrt(freedom / (freedom + t * t));
  const sine = Math.abs(t) / Math.sqrt(freedom + t * t);
  const odd = freedom % 2;
  let [term, series] = odd ? [freedom > 1 ? cosine : 0, freedom > 1 ? cosine : 0] : [1, 1];
  for (let step = odd ? 3 : 2; step <= freedom - 2; step += 2) {
    term *= cosine * cosine * ((step - 1) / step);
    series += term;
  }
  const within = odd ? (2 / Math.PI) * (Math.atan2(sine, cosine) + sine * series) : sine * series;
  return Math.max(0, 1 - within);
}

export function pValue(row) {
  const { mean, error, count } = meanAndError(row);
  if (Number.isNaN(error)) return NaN;
  if (error === 0) return mean === 0 ? 1 : 0;
  return pOfStudent(mean / error, count - 1);
}

// Holm's step-down p-values over a family; NaN is no member of it.
export function holm(values) {
  const adjusted = values.map(() => NaN);
  const order = values.map((_, at) => at).filter((at) => !Number.isNaN(values[at])).sort((a, b) => values[a] - values[b]);
  let largest = 0;
  order.forEach((at, rank) => {
    largest = Math.max(largest, values[at] * (order.length - rank));
    adjusted[at] = Math.min(largest, 1);
  });
  return adjusted;
}

// Intervals of one outcome's differences; the worlds that are drawn again are the same for all its rows.
export class Intervals {
  constructor(statistics, key) {
    this.statistics = statistics;
    this.key = key;
  }

  of(row) {
    const { mean, error, count } = meanAndError(row);
    const reach = count > 1 ? this.statistics.critical[count - 2] * error : NaN;
    const [low, high] = [mean - reach, mean + reach];
    const boot = Math.abs(skewness(row)) > this.statistics.skewed_from ? this.resampled(row) : null;
    return boot ? { mean, low: Math.min(low, boot[0]), high: Math.max(high, boot[1]), count } : { mean, low, high, count };
  }

  // The ends of the studentised bootstrap interval, or null where too few distinct values decide it.
  resampled(row) {
    const { mean, error, count } = meanAndError(row);
    if (!(error > 0) || count < row.length) return null;
    const { resamples, confidence } = this.statistics;
    this.drawn ??= draws(this.key, resamples, row.length);
    const again = new Float64Array(row.length);
    const ratios = Float64Array.from({ length: resamples }, (_, sample) => {
      for (let at = 0; at < row.length; at += 1) again[at] = row[this.drawn[sample * row.length + at]];
      const other = meanAndError(again);
      const away = other.mean - mean;
      if (other.error > 0) return away / other.error;
      return away < 0 ? -Infinity : Infinity;
    }).sort();
    const at = (share) => ratios[Math.round(share * (resamples - 1))];
    const [below, above] = [at(0.5 - confidence / 2), at(0.5 + confidence / 2)];
    return Number.isFinite(below) && Number.isFinite(above) ? [mean - above * error, mean - below * error] : null;
  }
}
