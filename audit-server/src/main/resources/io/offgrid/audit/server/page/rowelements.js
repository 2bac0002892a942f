// The elements of the rows in the window: made when a row comes in sight, taken away when it leaves, kept while it stays.
import { h } from "./dom.js";
import { cells, classes } from "./row.js";

export class RowElements {
  #parent;
  #elements = new Map();

  constructor(parent) {
    this.#parent = parent;
  }

  /** The element of an event, if it is in sight. */
  of(event) {
    return this.#elements.get(event.seq);
  }

  /** Has the rows from first to last, and no others; `at` gives the event of a row, or undefined while it is on its way. */
  place({ first, last, base, rowHeight, at, open }) {
    const kept = new Map();
    for (let index = first; index <= last; index++) {
      const event = at(index);
      const key = event?.seq ?? `row ${index}`;
      const element = this.#elements.get(key) ?? make(event);
      element.index = index;
      element.tabIndex = -1;
      element.style.transform = `translateY(${(index - base) * rowHeight}px)`;
      element.setAttribute("aria-rowindex", index + 2);
      element.classList.toggle("open", event !== undefined && event.id === open);
      kept.set(key, element);
    }
    this.#takeAway(kept);
    this.#elements = kept;
    this.#order();
  }

  /** A row with the focus stays, out of sight, or the keyboard would be lost. */
  #takeAway(kept) {
    for (const [key, element] of this.#elements) {
      if (kept.has(key)) {
        continue;
      }
      if (element.contains(document.activeElement)) {
        kept.set(key, element);
      } else {
        element.remove();
      }
    }
  }

  /** In the order of the list, for screen readers. One that is in its place is not touched: it would lose the focus. */
  #order() {
    let after = null;
    for (const element of [...this.#elements.values()].sort((one, other) => other.index - one.index)) {
      if (element.nextSibling !== after || !element.parentNode) {
        this.#parent.insertBefore(element, after);
      }
      after = element;
    }
  }
}

function make(event) {
  return event
    ? h("div", { role: "row", class: classes(event) }, cells(event))
    : h("div", { role: "row", class: "row absent" }, h("div", { role: "gridcell", class: "cell" }, "…"));
}
