// What one policy changes against another, world by world: the rules of sim/lab/compare.py.

import { Intervals, holm, meanAndError, pValue } from "./intervals.js";

export const NO_DIFFERENCE = "no difference larger than the smallest that matters";

export class Differences {
  constructor(content) {
    this.content = content;
    this.intervals = content.outcomes.map(({ key }) => new Intervals(content, key));
    this.families = new Map();
    this.rows = new Map();
  }

  // Means, difference of B from A with its interval, worlds, reading, for one outcome.
  of(outcome, a, b) {
    const name = `${outcome} ${a} ${b}`;
    if (!this.rows.has(name)) this.rows.set(name, this.reckoned(outcome, a, b));
    return this.rows.get(name);
  }

  reckoned(outcome, a, b) {
    const declared = this.content.outcomes[outcome];
    const { ours, theirs, apart } = this.paired(outcome, a, b);
    const { mean, low, high, count } = this.intervals[outcome].of(apart);
    const row = { a: meanAndError(ours).mean, b: meanAndError(theirs).mean, difference: mean, low, high, worlds: count };
    return { ...row, reading: a === b ? null : this.verdict(low, high, this.family(a).adjusted[outcome][b], declared) };
  }

  verdict(low, high, p, { matters, direction }) {
    if (!Number.isFinite(low) || !Number.isFinite(high)) return "undefined";
    if (-matters <= low && high <= matters) return NO_DIFFERENCE;
    if (p >= 1 - this.content.confidence || (low <= 0 && high >= 0)) return "unclear";
    if (direction === "neutral") return low > 0 ? "higher" : "lower";
    return low > 0 === (direction === "higher") ? "better" : "worse";
  }

  // How the difference spreads over parameter sets: where 95% of them lie, and the share that agree in sign.
  overSets(outcome, a, b) {
    const [ours, theirs] = [this.content.bySet[outcome][a], this.content.bySet[outcome][b]];
    const apart = theirs.map((value, at) => value - ours[at]).sort();
    if (!apart.length || !apart.every(Number.isFinite)) return null;
    const agreeing = Math.max(apart.filter((each) => each > 0).length, apart.filter((each) => each < 0).length);
    return { low: percentile(apart, 0.025), high: percentile(apart, 0.975), share: agreeing / apart.length };
  }

  // The worlds of both policies, NaN in both where one has no value.
  paired(outcome, a, b) {
    const [first, second] = [this.content.values[outcome][a], this.content.values[outcome][b]];
    const both = first.map((value, at) => (Number.isFinite(value) && Number.isFinite(second[at]) ? 1 : NaN));
    const ours = first.map((value, at) => value * both[at]);
    const theirs = second.map((value, at) => value * both[at]);
    return { ours, theirs, apart: theirs.map((value, at) => value - ours[at]) };
  }

  // Every policy against A on every outcome: how many differences there are, and their p-values after Holm.
  family(a) {
    if (!this.families.has(a)) {
      const policies = this.content.at.length;
      const found = this.content.outcomes.flatMap((_, outcome) =>
        this.content.at.map((_row, b) => (a === b ? NaN : pValue(this.paired(outcome, a, b).apart))));
      const adjusted = holm(found);
      this.families.set(a, {
        size: found.filter((p) => !Number.isNaN(p)).length,
        adjusted: this.content.outcomes.map((_, outcome) => adjusted.slice(outcome * policies, (outcome + 1) * policies)),
      });
    }
    return this.families.get(a);
  }
}

function percentile(sorted, share) {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below] + (place - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
}
