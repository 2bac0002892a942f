// The chart of events over time. Dragging, or Shift and the arrow keys, choose a range; a click on a bar that bar's.
import uPlot from "./lib/uPlot.esm.js";
import { fill, h } from "./dom.js";
import { stacked, stepLabel } from "./buckets.js";
import { compact, labels, stripes } from "./chartlooks.js";
import { local } from "./time.js";

const HEIGHT = 142;
const KINDS = [
  ["success", "success"],
  ["failure", "failure"],
  ["other", "no outcome"],
];
const number = (n) => n.toLocaleString("en");

export class Timeline {
  #element;
  #onRange;
  #plot = null;
  #columns = null;
  #step = 0;
  #marked = null;
  #next = null;
  #dragging = false;
  #readout = h("p", { class: "readout tabular", "aria-live": "polite" });
  #legend = h("ul", { class: "legend" });
  #box = h("div", {
    class: "plot",
    tabindex: "0",
    role: "application",
    "aria-roledescription": "chart",
    "aria-label": "Events over time. Left and right arrow go from bar to bar, with Shift they select, Enter shows only the selected time.",
  });

  /**
   * @param {HTMLElement} element
   * @param {(since: number, until: number) => void} onRange called with milliseconds, the end exclusive
   */
  constructor(element, onRange) {
    this.#element = element;
    this.#onRange = onRange;
    fill(element, h("div", { class: "panel-head" }, h("h2", {}, "Events over time"), this.#legend), this.#box, this.#readout);
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    this.#box.addEventListener("blur", () => this.#mark(null));
    new ResizeObserver(() => this.#resize()).observe(this.#box);
    addEventListener("mouseup", () => {
      this.#dragging = false;
      this.#catchUp();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#make());
  }

  /** Shows these. */
  draw(columns, step) {
    this.#next = () => {
      this.#next = null;
      this.#columns = columns;
      this.#step = step;
      this.#drawLegend();
      this.#say(null);
      this.#make();
    };
    this.#catchUp();
  }

  /** Draws what came last, unless somebody is selecting in what is there. */
  #catchUp() {
    if (!this.#dragging && !this.#marked) {
      this.#next?.();
    }
  }

  #drawLegend() {
    const sum = (values) => values.reduce((total, n) => total + n, 0);
    fill(
      this.#legend,
      KINDS.map(([kind, label]) =>
        h("li", {}, h("i", { class: `swatch ${kind}`, "aria-hidden": "true" }), `${label} `, h("b", {}, number(sum(this.#columns[kind])))),
      ),
    );
  }

  #make() {
    if (!this.#columns) {
      return;
    }
    this.#plot?.destroy();
    this.#box.replaceChildren();
    this.#plot = new uPlot(this.#options(), stacked(this.#columns), this.#box);
    const over = this.#plot.over;
    let from = 0;
    over.addEventListener("mousedown", (event) => {
      from = event.clientX;
      this.#dragging = true;
    });
    over.addEventListener("mouseup", (event) => Math.abs(event.clientX - from) < 4 && this.#choose(this.#barAt(this.#plot.cursor.left)));
  }

  #options() {
    const style = getComputedStyle(this.#element);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const { x } = this.#columns;
    const bars = uPlot.paths.bars({ size: [0.86, 60], align: 1, gap: 0 });
    const series = (name, paint) => ({ label: name, width: 0, fill: paint, points: { show: false }, paths: bars });
    const axis = {
      stroke: colour("muted"),
      font: `11px ${style.fontFamily}`,
      ticks: { show: false },
      grid: { stroke: colour("line"), width: 1 },
    };
    return {
      width: Math.max(200, this.#box.clientWidth),
      height: HEIGHT,
      legend: { show: false },
      padding: [8, 24, 0, 0],
      scales: {
        x: { time: true, range: [x[0], x.at(-1) + this.#step / 1000] },
        y: { range: (_, min, max) => [0, Math.max(1, max * 1.05)] },
      },
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false, dist: 4 },
        move: (plot, left, top) => [left, top],
      },
      axes: [
        { ...axis, grid: { show: false }, size: 26, space: 70, values: (_, ticks, axis, space, step) => labels(ticks, step) },
        { ...axis, size: 44, space: 28, values: (_, ticks) => ticks.map((n) => (Number.isInteger(n) ? compact(n) : "")) },
      ],
      series: [
        {},
        series("other", colour("chart-other")),
        series("failure", (plot) => stripes(plot.ctx, colour("chart-failure"), colour("surface"))),
        series("success", colour("chart-success")),
      ],
      ...(this.#step >= 86_400_000 && { tzDate: (ts) => uPlot.tzDate(new Date(ts * 1000), "UTC") }),
      hooks: {
        setSelect: [(plot) => this.#selected(plot)],
        setCursor: [(plot) => this.#say(plot.cursor.idx !== null && plot.cursor.left >= 0 ? this.#barAt(plot.cursor.left) : null)],
      },
    };
  }

  #barAt(left) {
    const { x } = this.#columns;
    const at = this.#plot.posToVal(left, "x");
    return Math.max(0, Math.min(x.length - 1, Math.floor((at - x[0]) / (this.#step / 1000))));
  }

  #selected({ select }) {
    if (select.width > 3) {
      this.#choose(this.#barAt(select.left), this.#barAt(select.left + select.width - 0.5));
    }
  }

  #choose(first, last = first) {
    const begin = this.#columns.x[first] * 1000;
    this.#onRange(begin, this.#columns.x[last] * 1000 + this.#step);
  }

  /** Tells what is in a bar, or how long the bars are. */
  #say(i) {
    if (i === null) {
      this.#readout.textContent = this.#columns
        ? `One bar is ${stepLabel(this.#step)}${this.#step >= 86_400_000 ? ", UTC" : ""}. Drag to look closer.`
        : "";
      return;
    }
    const { x, success, failure, other } = this.#columns;
    const count = success[i] + failure[i] + other[i];
    this.#readout.textContent = `${local(x[i] * 1000)}: ${number(count)} ${count === 1 ? "event" : "events"}, ${number(failure[i])} failed`;
  }

  #key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && this.#columns) {
      const last = this.#columns.x.length - 1;
      const at = Math.max(0, Math.min(last, (this.#marked?.at ?? (step > 0 ? -1 : last + 1)) + step));
      this.#mark({ at, from: event.shiftKey ? (this.#marked?.from ?? at) : at });
    } else if (event.key === "Enter" && this.#marked) {
      this.#choose(Math.min(this.#marked.at, this.#marked.from), Math.max(this.#marked.at, this.#marked.from));
    } else if (event.key === "Escape" && this.#marked) {
      this.#mark(null);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #mark(marked) {
    this.#marked = marked;
    if (!this.#plot) {
      return;
    }
    if (!marked && this.#next) {
      this.#next();
      return;
    }
    const position = (i) => this.#plot.valToPos(this.#columns.x[0] + (i * this.#step) / 1000, "x");
    const [first, last] = marked ? [Math.min(marked.at, marked.from), Math.max(marked.at, marked.from)] : [0, -1];
    const left = position(first);
    this.#plot.setSelect({ left, top: 0, width: position(last + 1) - left, height: this.#plot.over.clientHeight }, false);
    this.#say(marked?.at ?? null);
  }

  #resize() {
    const width = this.#box.clientWidth;
    if (this.#plot && width > 0 && Math.abs(width - this.#plot.width) > 1) {
      this.#plot.setSize({ width, height: HEIGHT });
    }
  }
}
