// New events: shown on top at once while nobody is in the middle of something, else held back and counted. Draws its button and state.
import { announce, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { Stream } from "./stream.js";
import { parameters, reachesNow } from "./filter.js";
import { row } from "./row.js";

/** More than this is not held; they are fetched again when somebody wants to see them. */
const MOST_HELD = 500;
/** Where more comes than can be shown one by one, the list begins again this often at most. */
const RELOAD_PAUSE = 3000;
const TELL_PAUSE = 5000;
const WORDS = {
  connecting: "Connecting…",
  live: "Live",
  waiting: "Reconnecting",
  refused: "Live view refused",
  ended: "Not live: the time range has ended",
};

export class Live {
  #element;
  #table;
  #reload;
  #onNews;
  #stream = null;
  #held = [];
  #lost = 0;
  #reloaded = 0;
  #later = 0;
  #shown = 0;
  #telling = 0;
  #paused = false;
  #state = { name: "connecting" };
  #told = "";

  /**
   * @param {{element: HTMLElement, table: object, reload: () => void, onNews: (events: object[]) => void}} parts
   *     `reload` begins the list again at the newest; `onNews` is told of everything that comes
   */
  constructor({ element, table, reload, onNews }) {
    this.#element = element;
    this.#table = table;
    this.#reload = reload;
    this.#onNews = onNews;
    table.onFree = () => this.#letIn();
  }

  /** Follows what matches and is recorded after this number. */
  start(filter, after) {
    this.stop();
    if (!reachesNow(filter, Date.now())) {
      this.#to({ name: "ended" });
      return;
    }
    const wanted = parameters(filter);
    if (after !== undefined) {
      wanted.set("after", after);
    }
    this.#stream = new Stream(wanted, {
      onEvents: (events) => this.#arrived(events),
      onGap: (missing) => this.#missed(missing),
      onReset: () => this.#reload(),
      onState: (state) => this.#to(state),
    });
  }

  stop() {
    this.#stream?.close();
    this.#stream = null;
    this.#held = [];
    this.#lost = 0;
    this.#draw();
  }

  toggle() {
    this.#paused = !this.#paused;
    announce(this.#paused ? "Live view paused" : "Live view goes on");
    if (!this.#paused) {
      this.#letIn();
    }
    this.#draw();
  }

  /** Shows what was held back. */
  showNew() {
    this.#table.toTop();
    this.#insert();
  }

  get waiting() {
    return this.#held.length + this.#lost;
  }

  #arrived(events) {
    this.#held.push(...events.map(row));
    const over = Math.max(0, this.#held.length - MOST_HELD);
    this.#held.splice(0, over);
    this.#lost += over;
    this.#letIn();
    this.#draw();
    this.#onNews(events);
  }

  #missed(missing) {
    this.#lost += missing;
    this.#draw();
  }

  #letIn() {
    if (this.#paused || !this.waiting || !this.#table.isFree()) {
      return;
    }
    const rest = this.#reloaded + RELOAD_PAUSE - Date.now();
    if (this.#lost && rest > 0) {
      this.#later ||= setTimeout(() => {
        this.#later = 0;
        this.#letIn();
      }, rest);
    } else {
      this.#insert();
    }
  }

  #insert() {
    this.#shown += this.waiting;
    const held = this.#held.splice(0);
    const lost = this.#lost;
    this.#lost = 0;
    if (lost || !this.#table.insert(held)) {
      this.#reloaded = Date.now();
      this.#reload();
    }
    this.#telling ||= setTimeout(() => this.#tell(), TELL_PAUSE);
    this.#draw();
  }

  /** Not for each of them: a screen reader would do nothing else. */
  #tell() {
    this.#telling = 0;
    announce(`${this.#shown.toLocaleString("en")} new ${this.#shown === 1 ? "event" : "events"} shown`);
    this.#shown = 0;
  }

  #to(state) {
    this.#state = state;
    this.#draw();
  }

  #draw() {
    const name = this.#state.name;
    const follows = name !== "ended" && name !== "refused";
    const key = [name, this.#paused, this.waiting, this.#state.why].join();
    if (key === this.#told) {
      return;
    }
    this.#told = key;
    const had = document.activeElement?.dataset?.live;
    fill(
      this.#element,
      this.waiting > 0 &&
        h(
          "button",
          { type: "button", class: "new", "data-live": "new", onclick: () => this.showNew() },
          icon("up"),
          `${this.waiting.toLocaleString("en")} new`,
        ),
      h(
        "span",
        { class: `state ${this.#paused ? "paused" : name}`, title: this.#state.why ?? null },
        h("i", { class: "dot", "aria-hidden": "true" }),
        this.#paused && follows ? "Paused" : WORDS[name],
      ),
      follows &&
        h(
          "button",
          { type: "button", "data-live": "toggle", onclick: () => this.toggle() },
          icon(this.#paused ? "play" : "pause"),
          h("span", { class: "word" }, this.#paused ? "Resume" : "Pause"),
        ),
    );
    if (had) {
      (this.#element.querySelector(`[data-live=${had}]`) ?? this.#element.querySelector("button"))?.focus();
    }
  }
}
