// Words of both languages, and elements made of them: a text is always a text, never markup.

const GLUED = "B\u00a0−\u00a0A";
let words = {};
let chosen = "en";

export function learn(told) {
  words = told;
}

export function language() {
  return chosen;
}

export function speak(next) {
  chosen = next === "zh" ? "zh" : "en";
  document.documentElement.lang = chosen === "zh" ? "zh-Hans" : "en";
}

export function of(text) {
  return text[chosen];
}

export function say(name, values = {}) {
  const text = of(words[name]).replaceAll("B − A", GLUED);
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

export function sayAll() {
  for (const each of document.querySelectorAll("[data-say]")) each.textContent = say(each.dataset.say);
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", say(each.dataset.label));
  document.getElementById("language").lang = chosen === "zh" ? "en" : "zh-Hans";
}

export function sentences(...told) {
  return told.filter(Boolean).join(chosen === "zh" ? "" : " ");
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
