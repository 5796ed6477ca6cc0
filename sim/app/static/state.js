// What is asked: two policies, a place, worlds, months, a seed and outcomes; how a link and a file carry it.

const POLICIES = ["a", "b"];
const IN_FILE = "file:";

export class State {
  constructor(catalogue) {
    this.catalogue = catalogue;
    this.scenarios = new Map(catalogue.scenarios.map((each) => [each.name, each]));
    this.outcomes = new Map(catalogue.outcomes.map((each) => [each.name, each]));
    this.levers = new Map(catalogue.sections.flatMap((section) => section.levers).map((each) => [each.path, each]));
    this.asked = structuredClone(catalogue.first);
    this.file = null;
    this.origin = { a: this.asked.a.scenario, b: this.asked.b.scenario };
  }

  value(policy, path) {
    const { scenario, set } = this.asked[policy];
    if (path in set) return set[path];
    return this.starting(scenario, path);
  }

  starting(scenario, path) {
    const start = this.scenarios.get(scenario).set;
    return path in start ? start[path] : this.levers.get(path).default;
  }

  // Set a lever; a value that the starting scenario has already is no change.
  set(policy, path, value) {
    const asked = this.asked[policy];
    if (value === this.starting(asked.scenario, path)) delete asked.set[path];
    else asked.set[path] = value;
  }

  // Begin a policy anew: from a scenario by its name, or from a policy of the open file by its place there.
  start(policy, from) {
    const isInFile = from.startsWith(IN_FILE);
    const { scenario, set } = isInFile ? this.file.policies[Number(from.slice(IN_FILE.length))] : { scenario: from, set: {} };
    this.origin[policy] = from;
    this.asked[policy] = { scenario, set: {} };
    for (const [path, value] of Object.entries(set)) this.set(policy, path, value);
  }

  // Everything from which a policy can start: what to choose it by, and its words.
  starts() {
    const policies = this.file ? this.file.policies : [];
    return {
      file: policies.map((each, place) => [`${IN_FILE}${place}`, each]),
      scenarios: this.catalogue.scenarios.map((each) => [each.name, each]),
    };
  }

  // Ask what a file asks: its baseline is A, the next of its policies B.
  open(file) {
    this.file = file;
    for (const name of ["place", "worlds", "months", "seed", "outcomes"]) {
      if (name in file) this.asked[name] = file[name];
    }
    this.start("a", `${IN_FILE}0`);
    this.start("b", `${IN_FILE}${Math.min(1, file.policies.length - 1)}`);
  }

  differs(path) {
    return this.value("a", path) !== this.value("b", path);
  }

  link(language) {
    const { place, worlds, months, seed, outcomes } = this.asked;
    const link = new URLSearchParams({ place, worlds, months, seed });
    for (const policy of POLICIES) {
      link.set(policy, this.asked[policy].scenario);
      for (const [path, value] of Object.entries(this.asked[policy].set)) {
        link.set(`${policy}.${path.replace("policy.", "")}`, value);
      }
    }
    link.set("outcomes", outcomes.join("."));
    link.set("lang", language);
    return `#${link}`;
  }

  // Read a link; what it does not say, or says of things that do not exist, stays as it was.
  read(hash) {
    const link = new URLSearchParams(hash.replace(/^#/, ""));
    const asked = this.asked;
    if (this.scenarios.has(link.get("place"))) asked.place = link.get("place");
    for (const policy of POLICIES) {
      if (this.scenarios.has(link.get(policy))) this.start(policy, link.get(policy));
    }
    const { worlds, months } = this.catalogue.limits;
    asked.worlds = whole(link.get("worlds"), 1, worlds, asked.worlds);
    asked.months = whole(link.get("months"), ...months, asked.months);
    asked.seed = whole(link.get("seed"), 0, Number.MAX_SAFE_INTEGER, asked.seed);
    for (const [key, text] of link) {
      const lever = this.levers.get(`policy.${key.slice(2)}`);
      const value = lever && POLICIES.includes(key[0]) && key[1] === "." ? read(lever, text) : undefined;
      if (value !== undefined) this.set(key[0], lever.path, value);
    }
    const known = [...new Set((link.get("outcomes") || "").split("."))].filter((name) => this.outcomes.has(name));
    if (known.length) asked.outcomes = known.slice(0, this.catalogue.limits.outcomes);
    return link.get("lang");
  }
}

function whole(text, low, high, otherwise) {
  const value = text === null || text.trim() === "" ? NaN : Number(text);
  return Number.isInteger(value) && value >= low && value <= high ? value : otherwise;
}

function read(lever, text) {
  if (lever.kind === "flag") return text === "true" ? true : text === "false" ? false : undefined;
  if (lever.kind === "choice") return lever.choices.includes(text) ? text : undefined;
  const value = Number(text);
  const fits = text.trim() !== "" && value >= lever.low && value <= lever.high;
  return fits && (lever.kind === "number" || Number.isInteger(value)) ? value : undefined;
}
