// Fan charts: for each outcome the months of both policies, with the interval of their means.

import { element, level, number, of, say, scaleFor } from "./say.js";

const COLOURS = { a: "#0072b2", b: "#d55e00" };
const BANDS = { a: "rgba(0, 114, 178, 0.16)", b: "rgba(213, 94, 0, 0.18)" };
const INK = "#555", GRID = "#e6e9ec";
const HEIGHT = 190;
const FONT = '12px "Sanshe Sans", sans-serif';
const AXIS_STEP = 12;

export class Charts {
  constructor(state, place) {
    this.state = state;
    this.place = place;
    this.cards = new Map();
    this.widths = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries) {
        const card = this.cards.get(target.dataset.outcome);
        if (card?.plot && contentRect.width > 0) card.plot.setSize({ width: contentRect.width, height: HEIGHT });
      }
    });
  }

  // Empty cards for the outcomes asked for, in the language of the moment.
  build() {
    for (const card of this.cards.values()) card.plot?.destroy();
    this.widths.disconnect();
    this.cards.clear();
    const names = this.state.asked.outcomes;
    this.place.replaceChildren(...names.map((name) => this.card(this.state.outcomes.get(name))));
  }

  card(outcome) {
    const unit = element("span", { className: "unit" });
    const read = element("p", { className: "read" });
    const plot = element("div", { className: "plot", role: "img" });
    plot.dataset.outcome = outcome.name;
    this.cards.set(outcome.name, { outcome, unit, read, place: plot, plot: null });
    this.widths.observe(plot);
    const title = of(outcome.meaning);
    return element("article", { className: "card" },
      element("h3", { title }, element("span", {}, of(outcome)), " ", unit), plot, read);
  }

  show(bands) {
    for (const [name, card] of this.cards) {
      if (bands && bands[name]) draw(card, bands[name]);
    }
  }
}

function draw(card, bands) {
  const { outcome } = card;
  const lines = { a: bands.a, b: bands.b };
  const most = Math.max(0, ...[...bands.a, ...bands.b].flat().map((value) => Math.abs(value ?? 0)));
  const [, factor, unit] = scaleFor(outcome, most);
  card.unit.textContent = unit;
  const scaled = (values, [low, high] = [-Infinity, Infinity]) =>
    values.map((value) => (value === null ? null : Math.min(Math.max(value, low), high) * factor));
  const possible = outcome.whole ? [0, 1] : [-Infinity, Infinity];
  const months = bands.a[0].map((_, month) => month + 1);
  const data = [months];
  for (const policy of ["a", "b"]) {
    const [mean, low, high] = lines[policy];
    data.push(scaled(mean), scaled(low, possible), scaled(high, possible));
  }
  card.last = data;
  if (!card.plot || card.months !== months.length) {
    card.plot?.destroy();
    card.months = months.length;
    card.plot = new uPlot(options(card), data, card.place);
  } else {
    card.plot.setData(data);
  }
  readOut(card, null);
  const last = (policy) => level(outcome, lines[policy][0].at(-1));
  const words = { label: of(outcome), unit, months: months.length, a: last("a"), b: last("b") };
  card.place.setAttribute("aria-label", say(unit ? "CHART_ALT" : "CHART_ALT_BARE", words));
}

function readOut(card, place) {
  const index = place ?? card.last[0].length - 1;
  const value = (series) => number(card.last[series][index]);
  card.read.replaceChildren(
    element("span", {}, say("AT_MONTH", { month: card.last[0][index] })),
    element("span", { className: "of a" }, `A ${value(1)}`),
    element("span", { className: "of b" }, `B ${value(4)}`),
  );
}

function options(card) {
  const series = [{}];
  const bands = [];
  for (const [policy, first] of [["a", 1], ["b", 4]]) {
    const edge = { stroke: "transparent", width: 0, points: { show: false } };
    const dash = policy === "b" ? [6, 4] : undefined;
    series.push({ stroke: COLOURS[policy], width: 2, dash, points: { show: false } }, { ...edge }, { ...edge });
    bands.push({ series: [first + 2, first + 1], fill: BANDS[policy] });
  }
  const axis = { stroke: INK, font: FONT, grid: { stroke: GRID, width: 1 }, ticks: { show: false } };
  const years = (_plot, _axis, low, high) => {
    const step = AXIS_STEP * Math.ceil((high - low) / 72);
    return Array.from({ length: Math.floor(high / step) + 1 }, (_, count) => count * step).filter((at) => at >= low);
  };
  const told = (_plot, values) => values.map((value) => number(value, 6));
  return {
    width: Math.max(card.place.clientWidth, 200), height: HEIGHT, series, bands,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: { x: { time: false, range: (_plot, _low, high) => [0, high] } },
    axes: [
      { ...axis, splits: years, size: 28, grid: { show: false } },
      { ...axis, values: told, size: (_plot, values) => 16 + 7 * Math.max(3, ...(values || []).map((text) => text.length)) },
    ],
    padding: [8, 8, 0, 0],
    hooks: { setCursor: [(plot) => readOut(card, plot.cursor.idx)] },
  };
}
