// Counts by a value as bars, each a button that filters by it.
import { fill, h } from "./dom.js";
import { show } from "./show.js";
import { visible } from "./text.js";

const FEW = 5;
const MOST = 200;
const number = (n) => n.toLocaleString("en");

/**
 * Draws them.
 *
 * @param {Array<[string, number]>} counts largest first
 * @param {{title: string, note?: string, kind?: string, empty: string, rest?: number, label: (value: string) => string, pick: (value: string) => void}} options
 *     `rest` is how many there are besides, under no name
 */
export function drawBars(element, counts, options) {
  const all = element.dataset.all === "true";
  const largest = counts[0]?.[1] ?? 1;
  const shown = counts.slice(0, all ? MOST : FEW);
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.value : undefined;
  fill(
    element,
    h("div", { class: "panel-head" }, h("h2", {}, options.title), options.note && h("span", { class: "muted" }, options.note)),
    counts.length
      ? h(
          "ul",
          {},
          shown.map(([value, count]) => h("li", {}, bar(value, count, largest, options))),
        )
      : h("p", { class: "muted empty" }, options.empty),
    options.rest > 0 && h("p", { class: "muted" }, `and ${number(options.rest)} events of others`),
    counts.length > FEW &&
      h(
        "button",
        {
          type: "button",
          class: "link",
          "aria-expanded": String(all),
          onclick: () => {
            element.dataset.all = String(!all);
            drawBars(element, counts, options);
            element.querySelector(":scope > .link").focus();
          },
        },
        all ? "Show fewer" : `Show ${counts.length > MOST ? `the first ${MOST} of ${number(counts.length)}` : `all ${counts.length}`}`,
      ),
  );
  if (focused !== undefined) {
    const buttons = [...element.querySelectorAll(".bar-button")];
    (buttons.find((button) => button.dataset.value === focused) ?? buttons[0])?.focus({ preventScroll: true });
  }
}

function bar(value, count, largest, { kind = "", label, pick }) {
  const fillPart = h("i", { class: `fill ${kind}`, "aria-hidden": "true" });
  fillPart.style.width = `${Math.max(1, (count / largest) * 100)}%`;
  return h(
    "button",
    { type: "button", class: "bar-button", "data-value": value, title: visible(label(value)), onclick: () => pick(value) },
    fillPart,
    h("span", { class: "name" }, show(value, 100)),
    h("span", { class: "number tabular" }, number(count)),
  );
}
