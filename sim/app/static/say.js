// Words of both languages, and numbers as people read them.

let words = {};
let chosen = "en";

export function learn(catalogue) {
  words = catalogue;
}

export function language() {
  return chosen;
}

export function speak(next) {
  chosen = next === "zh" ? "zh" : "en";
  document.documentElement.lang = chosen === "zh" ? "zh-Hans" : "en";
}

export function say(name, values = {}) {
  return filled(of(words.words[name]), values);
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

export function of(text) {
  return text ? text[chosen] : "";
}

export function choice(name) {
  return of(words.choices[name]) || name;
}

export function reading(name) {
  return of(words.readings[name]);
}

export function kind(name) {
  return of(words.kinds[name]);
}

// What a page does not take from a file.
export function left(name, values) {
  return filled(of(words.left[name]), values);
}

export function number(value, digits = 3) {
  if (value === null || !Number.isFinite(value)) return say("UNDEFINED");
  return new Intl.NumberFormat("en", { maximumSignificantDigits: digits }).format(Number(value.toFixed(4))).replace("-", "−");
}

// A level of an outcome in the unit that fits its size.
export function level(outcome, value) {
  if (value === null) return say("UNDEFINED");
  const [, factor, unit] = scaleFor(outcome, Math.abs(value));
  const written = number(value * factor);
  if (!unit) return written;
  return chosen === "zh" || unit.startsWith("%") ? `${written}${unit}` : `${written} ${unit}`;
}

export function scaleFor(outcome, size) {
  const scales = outcome.scales[chosen];
  return scales.find(([least]) => size >= least) || scales[scales.length - 1];
}

export function sayAll() {
  document.title = `${say("TITLE")} · sanshe`;
  for (const each of document.querySelectorAll("[data-say]")) each.textContent = say(each.dataset.say);
  for (const each of document.querySelectorAll("[data-title]")) each.title = say(each.dataset.title);
  for (const each of document.querySelectorAll("[data-placeholder]")) each.placeholder = say(each.dataset.placeholder);
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", say(each.dataset.label));
  document.getElementById("results").setAttribute("aria-label", say("RESULTS"));
  document.getElementById("language").lang = chosen === "zh" ? "en" : "zh-Hans";
}

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && key !== "role") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}
