// The table of events: however many there are, only the rows in the window are elements. It scrolls with the page.
import { fill, h } from "./dom.js";
import { frame } from "./frame.js";
import { COLUMNS } from "./row.js";
import { RowElements } from "./rowelements.js";
import { offset } from "./time.js";
import { RowKeys } from "./rowkeys.js";

/** More new events on top than this, and the list begins again, so that memory stays bounded. */
const MOST_FRESH = 1000;
const AIM = 2000;

export class EventTable {
  #grid;
  #rows;
  #pages = null;
  #elements;
  #base = 0;
  #scheduled = false;
  #keys;
  #open = null;
  #aim = 0;
  onOpen = () => {};
  onPick = () => {};
  onDraw = () => {};
  /** Called when new events may be put on top again. */
  onFree = () => {};

  constructor(grid) {
    this.#grid = grid;
    this.#rows = h("div", { role: "rowgroup", class: "rows" });
    fill(grid, h("div", { role: "rowgroup", class: "head" }, headRow()), this.#rows);
    this.#elements = new RowElements(this.#rows);
    this.#keys = new RowKeys(this);
    this.#rows.addEventListener("click", (event) => this.#clicked(event));
    this.#rows.addEventListener("keydown", (event) => this.#keys.pressed(event));
    this.#rows.addEventListener("pointermove", () => this.#aimed());
    this.#rows.addEventListener("pointerleave", () => this.#rested());
    this.#rows.addEventListener("focusout", () => queueMicrotask(() => this.onFree()));
    addEventListener("scroll", () => this.draw(), { passive: true });
    addEventListener("resize", () => this.draw());
  }

  /** Shows these from now on. */
  use(pages) {
    this.#pages = pages;
    this.#base = 0;
    this.#keys.active = 0;
    this.#grid.removeAttribute("aria-busy");
    this.#draw();
  }

  /** Other events are on their way; what is there stays until then, dimmed. */
  wait() {
    this.#grid.setAttribute("aria-busy", "true");
  }

  /** Puts new events on top; false if there are so many that the list must begin again. */
  insert(events) {
    if (this.#pages.freshCount + events.length > MOST_FRESH) {
      return false;
    }
    this.#pages.prepend(events);
    this.draw();
    return true;
  }

  /** Whether new events may move the rows: the newest is in view, and nobody is about to click a row or has the focus on one. */
  isFree() {
    return this.#base === 0 && this.#top() <= this.rowHeight / 2 && !this.#aim && !this.#rows.contains(document.activeElement);
  }

  /** Somebody moves the pointer over the rows, and may be about to click one: for a moment they must not move. */
  #aimed() {
    clearTimeout(this.#aim);
    this.#aim = setTimeout(() => this.#rested(), AIM);
  }

  #rested() {
    clearTimeout(this.#aim);
    this.#aim = 0;
    this.onFree();
  }

  toTop() {
    this.#base = 0;
    scrollTo({ top: Math.min(scrollY, this.#offset()) });
  }

  /** From the row with the focus, or the last that had it, so many rows on. */
  step(rows) {
    this.#keys.move(rows);
  }

  get count() {
    return this.#pages?.count ?? 0;
  }

  get rowHeight() {
    return parseFloat(getComputedStyle(this.#grid).getPropertyValue("--row"));
  }

  get pageRows() {
    return Math.max(1, Math.floor((innerHeight - this.#edge()) / this.rowHeight) - 1);
  }

  at(index) {
    return this.#pages.row(index);
  }

  elementOf(index) {
    const event = this.at(index);
    return event && this.#elements.of(event);
  }

  indexOf(id) {
    return this.#pages?.indexOf(id) ?? -1;
  }

  /** Marks the row of the event that is open. */
  mark(id) {
    this.#open = id;
    this.draw();
  }

  /** Scrolls just so far that the row is in the window, and gives it the focus, or to a part of it. */
  focus(index) {
    const y = (index - this.#base) * this.rowHeight;
    const top = this.#top();
    const height = innerHeight - this.#edge();
    if (y < top) {
      scrollBy(0, y - top);
    } else if (y + this.rowHeight > top + height) {
      scrollBy(0, y + this.rowHeight - top - height);
    }
    this.#draw();
    this.elementOf(index)?.focus({ preventScroll: true });
  }

  /** Gives the focus to the row of an event, or, if it has none, to the table. */
  focusEvent(id) {
    const index = this.indexOf(id);
    if (index >= 0) {
      this.#keys.active = index;
      this.focus(index);
    } else {
      this.#grid.focus({ preventScroll: true });
    }
  }

  /** Draws before the next frame. */
  draw() {
    if (!this.#scheduled) {
      this.#scheduled = true;
      requestAnimationFrame(() => {
        this.#scheduled = false;
        this.#draw();
      });
    }
  }

  /** Where the part of the window that shows rows begins: under what sticks to its top. */
  #edge() {
    return this.#grid.firstElementChild.getBoundingClientRect().bottom;
  }

  #top() {
    return this.#edge() - this.#rows.getBoundingClientRect().top;
  }

  /** How far the page is scrolled when the first row is in place under the head. */
  #offset() {
    return scrollY - this.#top();
  }

  #draw() {
    if (!this.#pages) {
      return;
    }
    const rowHeight = this.rowHeight;
    const { base, shift, shown, first, last } = frame({
      count: this.count,
      base: this.#base,
      top: this.#top(),
      height: innerHeight - this.#edge(),
      rowHeight,
    });
    this.#base = base;
    this.#rows.style.height = `${shown * rowHeight}px`;
    if (shift) {
      scrollBy(0, -shift * rowHeight);
    }
    this.#pages.want(first, last);
    this.#elements.place({ first, last, base, rowHeight, at: (index) => this.at(index), open: this.#open });
    this.#keys.drawn(first, last);
    this.#grid.setAttribute("aria-rowcount", this.#pages.done ? this.count + 1 : -1);
    this.onDraw(this.#pages);
    if (this.isFree()) {
      this.onFree();
    }
  }

  #clicked(event) {
    const pick = event.target.closest(".pick");
    if (pick) {
      this.onPick(pick.dataset.name, pick.dataset.value);
      return;
    }
    const element = event.target.closest(".row");
    if (element && !getSelection().toString()) {
      this.open(element.index);
    }
  }

  open(index) {
    const event = this.at(index);
    if (event) {
      this.#keys.active = index;
      this.onOpen(event.id);
    }
  }
}

function headRow() {
  return h(
    "div",
    { role: "row", class: "row", "aria-rowindex": "1" },
    COLUMNS.map(([id, title], i) =>
      h(
        "div",
        { role: "columnheader", "aria-colindex": i + 1, class: `cell ${id}` },
        id === "time" ? `${title}, ${offset(Date.now())}` : title,
      ),
    ),
  );
}
