// Which outcomes are asked for.

import { element, of, say } from "./say.js";

export class Outcomes {
  constructor(state, place, hint, changed) {
    this.state = state;
    this.place = place;
    this.hint = hint;
    this.changed = changed;
  }

  build() {
    const most = this.state.catalogue.limits.outcomes;
    this.hint.textContent = say("OUTCOMES_HINT", { most });
    this.boxes = [...this.state.outcomes.values()].map((outcome) => {
      const box = element("input", { type: "checkbox", value: outcome.name });
      box.checked = this.state.asked.outcomes.includes(outcome.name);
      box.addEventListener("change", () => this.choose());
      return box;
    });
    const legend = this.place.querySelector("legend");
    this.place.replaceChildren(legend, ...this.boxes.map((box) =>
      element("label", { className: "check" }, box, element("span", {}, of(this.state.outcomes.get(box.value))))));
    this.limit();
  }

  // What was chosen first stays first.
  choose() {
    const chosen = this.boxes.filter((box) => box.checked).map((box) => box.value);
    const kept = this.state.asked.outcomes.filter((name) => chosen.includes(name));
    this.state.asked.outcomes = [...kept, ...chosen.filter((name) => !kept.includes(name))];
    this.limit();
    this.changed();
  }

  // The last one cannot be taken away, and no more can be added than are allowed.
  limit() {
    const count = this.state.asked.outcomes.length;
    for (const box of this.boxes) {
      box.disabled = box.checked ? count <= 1 : count >= this.state.catalogue.limits.outcomes;
    }
  }
}
