// The drawer: one event whole, its signature and verification, its neighbours, and the signed line to copy.
import { announce, fill, h } from "./dom.js";
import { get, isAbort } from "./api.js";
import { icon } from "./icons.js";
import { card } from "./card.js";
import { show } from "./show.js";
import { member } from "./rawjson.js";

export class Drawer {
  #element;
  #close;
  #focusRow;
  #go;
  #card;
  #abort = new AbortController();
  #id = null;
  #neighbours = {};
  #returnTo = null;

  /**
   * @param {HTMLElement} element
   * @param {{close: () => void, go: (id: string) => void, pick: (name: string, value: string) => void, link: (id: string) => string, failed: () => void,
   *     focusRow: (id: string) => void}} parts `failed` is told when an event does not verify; `focusRow` gets the focus back
   */
  constructor(element, { close, go, focusRow, ...rest }) {
    this.#element = element;
    this.#close = close;
    this.#focusRow = focusRow;
    this.#go = go;
    this.#card = rest;
    element.addEventListener("keydown", (event) => this.#key(event));
  }

  get isOpen() {
    return this.#id !== null;
  }

  /** Opens it for an event, or closes it. */
  async show(id) {
    if (id === this.#id) {
      return;
    }
    this.#abort.abort();
    this.#abort = new AbortController();
    if (!id) {
      this.#hide();
      return;
    }
    if (!this.#id) {
      this.#returnTo = document.activeElement;
    }
    this.#id = id;
    this.#neighbours = {};
    this.#open();
    this.#draw(h("p", { class: "muted" }, "Loading…"));
    this.#element.querySelector("h2").focus();
    await this.#load(id, this.#abort.signal);
  }

  /** To the event that was recorded before or after, if there is one. */
  neighbour(which) {
    if (this.#neighbours[which]) {
      this.#go(this.#neighbours[which]);
    }
  }

  async #load(id, signal) {
    try {
      const text = await (await get(`/v1/audit/${encodeURIComponent(id)}`, undefined, { signal })).text();
      const { event, verification, previous_id: older, next_id: newer } = JSON.parse(text);
      this.#neighbours = { older, newer };
      this.#draw(card({ event, line: member(text, "event"), verification, ...this.#card, open: this.#go }));
      announce(`Event ${event.type}, ${verification.status}`);
      if (verification.status === "failed") {
        this.#card.failed();
      }
    } catch (error) {
      if (!isAbort(error)) {
        this.#draw([
          h("p", { class: "wrong", role: "alert" }, show(error.message, 1000)),
          h("button", { type: "button", onclick: () => this.#load(id, signal) }, "Try again"),
        ]);
      }
    }
  }

  #draw(content) {
    const focused = this.#element.contains(document.activeElement) ? document.activeElement.dataset.role : null;
    const step = (which, shape, label, key) =>
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          "data-role": which,
          disabled: !this.#neighbours[which],
          title: `${label} event (${key})`,
          onclick: () => this.neighbour(which),
        },
        icon(shape),
        label,
      );
    fill(
      this.#element,
      h(
        "div",
        { class: "drawer-head" },
        h("h2", { id: "drawer-title", tabindex: "-1", "data-role": "title" }, "Event ", h("span", { class: "mono" }, show(this.#id, 40))),
        step("newer", "up", "Newer", "]"),
        step("older", "down", "Older", "["),
        h(
          "button",
          {
            type: "button",
            class: "quiet",
            "data-role": "close",
            "aria-label": "Close",
            title: "Close (Esc)",
            onclick: () => this.#close(),
          },
          icon("cross"),
        ),
      ),
      h("div", { class: "drawer-body", tabindex: "0", role: "group", "aria-labelledby": "drawer-title" }, content),
    );
    if (focused) {
      const target = this.#element.querySelector(`[data-role=${focused}]:not(:disabled)`) ?? this.#element.querySelector("h2");
      target.focus();
    }
  }

  #open() {
    this.#element.hidden = false;
    document.body.classList.add("with-drawer");
    this.#alone(true);
  }

  #hide() {
    const id = this.#id;
    this.#id = null;
    this.#element.hidden = true;
    document.body.classList.remove("with-drawer");
    this.#alone(false);
    const opener = this.#returnTo;
    this.#returnTo = null;
    if (opener?.isConnected && opener.closest("button, a")) {
      opener.focus({ preventScroll: true });
    } else {
      this.#focusRow(id);
    }
  }

  /** Where it covers everything, what is under it is out of reach for the keyboard too. */
  #alone(open) {
    const covered = open && matchMedia("(max-width: 760px)").matches;
    document.querySelectorAll("main, .top, .chain").forEach((part) => (part.inert = covered));
  }

  #key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.#close();
    }
  }
}
