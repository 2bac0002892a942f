// The banner: the state of the chain, when and by which keys that was verified, and what to do when it is not intact.
import { announce, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { show } from "./show.js";
import { ago } from "./time.js";
import { findings, ground, keys } from "./verdict.js";
import { Rate, verify } from "./verify.js";

const STATES = {
  ok: { icon: "shieldOk", word: "OK", title: "The chain is intact" },
  failed: { icon: "shieldBad", word: "FAILED", title: "The log was changed or damaged" },
  unverifiable: { icon: "shieldUnknown", word: "UNVERIFIABLE", title: "A key is missing: this is not a pass" },
};

export class Chain {
  #element;
  #openEvent;
  #verdict = null;
  #error = null;
  #progress = null;
  #details = false;
  #running = false;

  constructor(element, openEvent) {
    this.#element = element;
    this.#openEvent = openEvent;
    setInterval(() => this.#tick(), 30_000);
  }

  /** Verifies, unless a verdict of that age will do. */
  async check(maxAge = null) {
    if (this.#running) {
      return;
    }
    this.#running = true;
    this.#progress = {};
    this.#draw();
    const rate = new Rate();
    try {
      const verdict = await verify(maxAge, (progress) => this.#advance({ ...progress, rate: rate.add(progress.bytes, performance.now()) }));
      this.#take(verdict, maxAge === null);
    } catch (error) {
      this.#error = error;
    }
    this.#progress = null;
    this.#running = false;
    this.#draw();
  }

  /** Looks, without having anything verified, whether somebody else had it verified meanwhile. */
  async refresh() {
    if (!document.hidden && !this.#running && this.#verdict) {
      const verdict = await verify("30d", () => {}).catch(() => null);
      if (verdict && verdict.verified_at !== this.#verdict.verified_at) {
        this.#take(verdict, false);
        this.#draw();
      }
    }
  }

  get status() {
    return this.#verdict?.status ?? null;
  }

  #take(verdict, asked) {
    const before = this.#verdict?.status;
    this.#verdict = verdict;
    this.#error = null;
    const state = STATES[verdict.status] ?? STATES.unverifiable;
    document.title = `${state.word} · OffGrid Audit`;
    document.getElementById("icon").href = verdict.status === "ok" ? "/page/icon.svg" : "/page/icon-failed.svg";
    if (asked || before !== verdict.status) {
      announce(`${state.word}. ${state.title}. ${verdict.events.toLocaleString("en")} events.`, verdict.status !== "ok");
    }
  }

  #advance(progress) {
    const first = !this.#progress?.total_bytes;
    this.#progress = progress;
    if (first) {
      this.#draw();
    }
    const part = progress.total_bytes ? progress.bytes / progress.total_bytes : 0;
    const bar = this.#element.querySelector("[role=progressbar]");
    bar?.setAttribute("aria-valuenow", Math.round(part * 100));
    bar?.firstElementChild.style.setProperty("width", `${part * 100}%`);
    const text = this.#element.querySelector(".progress-text");
    if (text) {
      text.textContent = `${Math.floor(part * 100)} % · ${progress.events.toLocaleString("en")} events${progress.rate ? ` · ${Math.round(progress.rate / 1e6).toLocaleString("en")} MB/s` : ""}${progress.findings ? ` · ${progress.findings} findings` : ""}`;
    }
  }

  #tick() {
    const when = this.#element.querySelector(".when");
    if (when && this.#verdict) {
      when.textContent = ago(Date.parse(this.#verdict.verified_at), Date.now());
    }
  }

  #draw() {
    const verdict = this.#verdict;
    this.#element.className = `chain ${verdict?.status ?? (this.#error ? "unverifiable" : "pending")}`;
    const focused = this.#element.contains(document.activeElement) ? document.activeElement.dataset.role : null;
    fill(
      this.#element,
      h("div", { class: "chain-line" }, verdict ? this.#headline(verdict) : this.#waiting(), this.#actions()),
      this.#error && this.#problem(),
      verdict && findings(verdict, this.#openEvent),
      verdict && this.#details && ground(verdict),
    );
    if (focused) {
      this.#element.querySelector(`[data-role=${focused}]`)?.focus();
    }
  }

  #waiting() {
    return this.#error
      ? [icon("shieldUnknown"), h("strong", {}, "NOT VERIFIED")]
      : [icon("shieldUnknown"), h("strong", {}, "Verifying…"), h("span", { class: "muted" }, "every signature, every link, and the head")];
  }

  #headline(verdict) {
    const state = STATES[verdict.status] ?? STATES.unverifiable;
    const count = verdict.finding_count
      ? `${verdict.finding_count.toLocaleString("en")} ${verdict.finding_count === 1 ? "finding" : "findings"} in `
      : "";
    return [
      icon(state.icon),
      h("strong", {}, state.word),
      h("span", { class: "state-title" }, state.title),
      h(
        "span",
        { class: "facts" },
        h("span", {}, `${count}${verdict.events.toLocaleString("en")} events`),
        h(
          "span",
          { title: verdict.verified_at },
          "verified ",
          h("span", { class: "when" }, ago(Date.parse(verdict.verified_at), Date.now())),
        ),
        h("span", {}, verdict.trust.key_ids.length === 1 ? "key " : "keys ", keys(verdict.trust)),
        h("span", {}, "origin ", show(verdict.trust.origin ?? "unknown", 64)),
      ),
    ];
  }

  #actions() {
    if (this.#progress) {
      return h(
        "span",
        { class: "actions" },
        h("span", { class: "progress-text tabular" }, ""),
        h(
          "span",
          { class: "bar", role: "progressbar", "aria-label": "Verification", "aria-valuemin": "0", "aria-valuemax": "100" },
          h("i", {}),
        ),
      );
    }
    return h(
      "span",
      { class: "actions" },
      this.#verdict &&
        h(
          "button",
          { type: "button", class: "quiet", "data-role": "details", "aria-expanded": String(this.#details), onclick: () => this.#toggle() },
          "What it rests on",
          icon(this.#details ? "up" : "down"),
        ),
      h(
        "button",
        { type: "button", "data-role": "verify", title: "Verify the whole log now (v)", onclick: () => this.check() },
        "Verify now",
      ),
    );
  }

  #toggle() {
    this.#details = !this.#details;
    this.#draw();
  }

  #problem() {
    return h("p", { class: "chain-problem" }, this.#verdict ? "The last attempt to verify failed: " : "", show(this.#error.message, 1000));
  }
}
