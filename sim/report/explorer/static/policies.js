// Which two policies are looked at: a list for each, and sliders where policies are combinations of levers.

import { element, language, of, say, sentences } from "./say.js";

const SIDES = ["a", "b"];

export class Policies {
  constructor(content, chosen, changed) {
    this.content = content;
    this.chosen = chosen;
    this.changed = changed;
    this.notice = () => "";
    this.cells = new Map(content.grid.cells.map((policy) => [this.corner(content.at[policy]), policy]));
    // For each axis, the places of the lever's values that some combination has.
    this.stops = content.grid.axes.map((lever) =>
      [...new Set(content.grid.cells.map((policy) => content.at[policy][lever]))].sort((one, two) => one - two));
    for (const side of SIDES) {
      this.list(side).addEventListener("change", () => this.choose(side, Number(this.list(side).value)));
    }
  }

  list(side) {
    return document.getElementById(`preset-${side}`);
  }

  corner(at) {
    return this.content.grid.axes.map((lever) => at[lever]).join();
  }

  name(side) {
    return say(`POLICY_${side.toUpperCase()}`);
  }

  // Build lists and sliders in the language of the moment.
  build() {
    for (const side of SIDES) {
      this.list(side).replaceChildren(...this.content.labels[language()].map((text, policy) =>
        element("option", { value: policy }, text)));
    }
    this.controls = this.content.grid.axes.map((lever, axis) => this.row(lever, axis));
    document.getElementById("sliders").replaceChildren(...this.controls.map(({ box }) => box));
    document.getElementById("reach").textContent = this.reach();
    this.show();
  }

  row(lever, axis) {
    const declared = this.content.levers[lever];
    const cells = SIDES.map((side) => (declared.slides ? slider : picker)(this, lever, axis, side));
    const box = element("div", { className: "lever", role: "group", "aria-label": of(declared.label) },
      element("div", { className: "lever-name", title: declared.path }, of(declared.label)), ...cells.map((cell) => cell.box));
    return { lever, box, cells };
  }

  // The policy of a list, or of a slider that was moved.
  choose(side, policy, notice = () => "") {
    this.chosen[side] = policy;
    this.notice = notice;
    this.show();
    this.changed();
  }

  // Move one axis of one policy; where that combination was not run, go to the nearest that was.
  move(side, axis, stop) {
    const { axes, cells } = this.content.grid;
    const lever = axes[axis];
    const from = this.content.at[this.near(this.chosen[side])];
    const wanted = from.map((place, at) => (at === lever ? stop : place));
    const exact = this.cells.get(this.corner(wanted));
    if (exact !== undefined) {
      this.choose(side, exact);
      return;
    }
    const nearest = closest(cells.filter((policy) => this.content.at[policy][lever] === stop), this.content.at, wanted, axes);
    this.choose(side, nearest, () => say("NOT_RUN", {
      policy: this.name(side), asked: this.values(wanted, axes), moved: this.names(axes.filter((each) =>
        this.content.at[nearest][each] !== wanted[each])),
    }));
  }

  values(at, levers) {
    return levers.map((lever) => of(this.content.levers[lever].stops)[at[lever]]).join(" / ");
  }

  names(levers) {
    return levers.map((lever) => of(this.content.levers[lever].label)).join(say("LIST_MARK"));
  }

  // A policy, or where it is no combination, the combination that is nearest to it.
  near(policy) {
    const { axes, cells } = this.content.grid;
    return cells.includes(policy) ? policy : closest(cells, this.content.at, this.content.at[policy], axes);
  }

  // Bring every control and sentence to what is chosen.
  show() {
    const { axes, cells } = this.content.grid;
    SIDES.forEach((side, at) => {
      this.list(side).value = this.chosen[side];
      this.list(side).title = this.content.labels.of(this.chosen[side]);
      const place = axes.length ? this.content.at[this.near(this.chosen[side])] : [];
      for (const { lever, box, cells: both } of this.controls) {
        both[at].put(place[lever]);
        box.classList.toggle("differs", this.content.at[this.chosen.a][lever] !== this.content.at[this.chosen.b][lever]);
      }
    });
    const astray = axes.length ? SIDES.filter((side) => !cells.includes(this.chosen[side])) : [];
    const told = [this.notice(), ...astray.map((side) => say("OFF_GRID", { policy: this.name(side) }))];
    document.getElementById("notice").textContent = sentences(...told);
    document.getElementById("differ").replaceChildren(this.differing());
  }

  // The levers in which A and B differ, with both values.
  differing() {
    const { a, b } = this.chosen;
    const { at, levers } = this.content;
    const found = levers.map((_, lever) => lever).filter((lever) => at[a][lever] !== at[b][lever]);
    if (!found.length) return element("p", { className: "quiet" }, say(a === b ? "DIFFER_NOTHING" : "DIFFER_OTHERWISE"));
    const heads = ["LEVER", "POLICY_A", "POLICY_B"].map((name) => element("th", { scope: "col" }, say(name)));
    return element("table", { className: "differing" }, element("caption", {}, say("DIFFER")),
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...found.map((lever) => element("tr", {},
        element("th", { scope: "row" }, of(levers[lever].label)),
        ...[a, b].map((policy) => element("td", {}, of(levers[lever].stops)[at[policy][lever]]))))));
  }

  // What the controls can reach.
  reach() {
    const { axes, cells } = this.content.grid;
    if (!axes.length) return say("NO_GRID");
    const combinations = this.stops.reduce((product, stops) => product * stops.length, 1);
    const reached = say(cells.length < combinations ? "ONLY_RUN" : "ALL_RUN", { cells: cells.length, combinations });
    return sentences(reached, say("WRITTEN_AS", { levers: of(this.content.naming) }));
  }
}

// The combination with the fewest steps from what was asked for, on all axes together.
function closest(policies, at, wanted, axes) {
  const steps = (policy) => axes.reduce((sum, lever) => sum + Math.abs(at[policy][lever] - wanted[lever]), 0);
  return policies.reduce((best, policy) => (steps(policy) < steps(best) ? policy : best));
}

function slider(policies, lever, axis, side) {
  const stops = policies.stops[axis];
  const texts = of(policies.content.levers[lever].stops);
  const name = `${of(policies.content.levers[lever].label)}, ${policies.name(side)}`;
  const range = element("input", { type: "range", min: 0, max: stops.length - 1, step: 1, "aria-label": name });
  const told = element("span", { className: "told", "aria-hidden": "true" });
  range.addEventListener("input", () => policies.move(side, axis, stops[Number(range.value)]));
  return {
    box: element("div", { className: `cell ${side}` }, range, told),
    put: (stop) => {
      range.value = stops.indexOf(stop);
      range.setAttribute("aria-valuetext", texts[stop]);
      told.textContent = texts[stop];
    },
  };
}

function picker(policies, lever, axis, side) {
  const texts = of(policies.content.levers[lever].stops);
  const name = `${of(policies.content.levers[lever].label)}, ${policies.name(side)}`;
  const box = element("select", { "aria-label": name },
    ...policies.stops[axis].map((stop) => element("option", { value: stop }, texts[stop])));
  box.addEventListener("change", () => policies.move(side, axis, Number(box.value)));
  return { box: element("div", { className: `cell ${side}` }, box), put: (stop) => { box.value = stop; } };
}
