// The keyboard in the table: one row at a time is in the tab order; arrows go to the others, and sideways to the values in a row.

export class RowKeys {
  #table;
  active = 0;

  constructor(table) {
    this.#table = table;
  }

  /** The rows from first to last are there; one of them gets into the tab order. */
  drawn(first, last) {
    const index = this.active >= first && this.active <= last ? this.active : first;
    const element = this.#table.elementOf(index);
    if (element) {
      element.tabIndex = 0;
    }
  }

  /** Goes so many rows on from the one with the focus, or from the last one that had it. */
  move(step) {
    this.#to(this.active + step);
  }

  pressed(event) {
    const row = event.target.closest(".row");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    this.active = row.index;
    if (this.#act(event.key, row, event.target)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  #act(key, row, target) {
    const table = this.#table;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: table.pageRows, PageUp: -table.pageRows, Home: -Infinity, End: Infinity };
    if (key in steps) {
      this.#to(this.active + steps[key]);
      return true;
    }
    if (key === "ArrowRight" || key === "ArrowLeft") {
      return this.#sideways(row, target, key === "ArrowRight" ? 1 : -1);
    }
    if (target === row && (key === "Enter" || key === " ")) {
      table.open(row.index);
      return true;
    }
    if (key === "Escape" && target !== row) {
      row.focus();
      return true;
    }
    return false;
  }

  #to(index) {
    const last = this.#table.count - 1;
    if (last >= 0) {
      this.active = Math.min(last, Math.max(0, index));
      this.#table.focus(this.active);
    }
  }

  #sideways(row, target, step) {
    const stops = [row, ...row.querySelectorAll(".pick")].filter((stop) => stop.offsetParent !== null || stop === row);
    stops[stops.indexOf(target) + step]?.focus();
    return true;
  }
}
