// The levers by section: for each of them one control for policy A and one for policy B.

import { choice, element, language, number, of, say } from "./say.js";

const EXACT = 12;

export class Levers {
  constructor(state, place, changed) {
    this.state = state;
    this.place = place;
    this.changed = changed;
    const differing = state.catalogue.sections.filter(({ levers }) => levers.some(({ path }) => state.differs(path)));
    this.open = new Set(differing.map(({ name }) => name));
    this.rows = [];
  }

  // Build everything in the language of the moment.
  build() {
    this.rows = [];
    this.sections = this.state.catalogue.sections.map((section) => this.section(section));
    this.place.replaceChildren(...this.sections.map(({ box }) => box));
    this.show();
  }

  section(section) {
    const count = element("span", { className: "count" });
    const rows = section.levers.map((lever) => this.row(lever));
    const box = element("details", { className: "section", open: this.open.has(section.name) },
      element("summary", {}, element("span", {}, of(section)), count), ...rows.map(({ box: row }) => row));
    box.addEventListener("toggle", () => {
      if (!this.filtering) this.open[box.open ? "add" : "delete"](section.name);
    });
    this.rows.push(...rows);
    return { box, count, rows, name: section.name };
  }

  row(lever) {
    const unit = lever.scale ? lever.scale[language()].unit : "";
    const title = say("LEVER_HINT", { meaning: of(lever.meaning), path: lever.path });
    const name = element("div", { className: "lever-name", title },
      element("span", {}, of(lever)), ...(unit ? [element("span", { className: "unit" }, unit)] : []));
    const cells = ["a", "b"].map((policy) => this.cell(lever, policy, unit));
    const box = element("div", { className: "lever", role: "group", "aria-label": of(lever) }, name,
      ...cells.map(({ box: cell }) => cell));
    box.dataset.path = lever.path;
    return { lever, box, cells, words: `${lever.en} ${lever.zh} ${lever.path}`.toLowerCase() };
  }

  cell(lever, policy, unit) {
    const label = `${of(lever)}, ${say(policy === "a" ? "POLICY_A" : "POLICY_B")}${unit ? `, ${unit}` : ""}`;
    const put = (value) => {
      this.state.set(policy, lever.path, value);
      this.show();
      this.changed();
    };
    if (lever.kind === "flag") return flag(lever, policy, label, put);
    if (lever.kind === "choice") return pick(lever, policy, label, put);
    return slider(lever, policy, label, put);
  }

  // Bring every control, mark and filter to what is asked now.
  show() {
    for (const { lever, box, cells } of this.rows) {
      box.classList.toggle("differs", this.state.differs(lever.path));
      cells[0].put(this.state.value("a", lever.path));
      cells[1].put(this.state.value("b", lever.path));
    }
    for (const { count, rows } of this.sections) {
      const differing = rows.filter(({ lever }) => this.state.differs(lever.path)).length;
      count.textContent = differing ? say("DIFFER", { count: differing }) : "";
    }
    this.filter(this.word || "", this.onlyDifferent || false);
  }

  filter(word, onlyDifferent) {
    [this.word, this.onlyDifferent] = [word, onlyDifferent];
    const asked = word.trim().toLowerCase();
    this.filtering = asked !== "" || onlyDifferent;
    let found = 0;
    for (const { box, rows, name } of this.sections) {
      let here = 0;
      for (const { lever, box: row, words } of rows) {
        row.hidden = !words.includes(asked) || (onlyDifferent && !this.state.differs(lever.path));
        here += row.hidden ? 0 : 1;
      }
      box.hidden = here === 0;
      box.open = this.filtering ? here > 0 : this.open.has(name);
      found += here;
    }
    document.getElementById("nothing").hidden = found > 0;
  }
}

function flag(lever, policy, label, put) {
  const box = element("input", { type: "checkbox", "aria-label": label });
  const said = element("span", { "aria-hidden": "true" });
  box.addEventListener("change", () => put(box.checked));
  const cell = element("label", { className: `cell ${policy}` }, box, said);
  return {
    box: cell,
    put: (value) => {
      box.checked = value;
      said.textContent = say(value ? "ON" : "OFF");
    },
  };
}

function pick(lever, policy, label, put) {
  const box = element("select", { "aria-label": label },
    ...lever.choices.map((name) => element("option", { value: name }, choice(name))));
  box.addEventListener("change", () => put(box.value));
  return { box: element("div", { className: `cell ${policy}` }, box), put: (value) => { box.value = value; } };
}

function slider(lever, policy, label, put) {
  const { factor, unit } = lever.scale[language()];
  const shown = (value) => Number((value * factor).toPrecision(EXACT));
  const range = element("input", { type: "range", min: lever.low, max: lever.high, step: lever.step, "aria-label": label });
  const exact = element("input", { type: "number", min: shown(lever.low), max: shown(lever.high),
    step: lever.kind === "integer" ? "1" : "any", "aria-label": label });
  range.addEventListener("input", () => put(Number(range.value)));
  exact.addEventListener("change", () => {
    const value = Number((Number(exact.value) / factor).toPrecision(EXACT));
    const fits = exact.value !== "" && exact.validity.valid;
    if (fits) put(Math.min(Math.max(value, lever.low), lever.high));
    else exact.reportValidity();
  });
  return {
    box: element("div", { className: `cell ${policy}` }, range, exact),
    put: (value) => {
      range.value = value;
      range.setAttribute("aria-valuetext", `${number(shown(value), 6)} ${unit}`);
      if (document.activeElement !== exact || exact.validity.valid) exact.value = shown(value);
    },
  };
}
