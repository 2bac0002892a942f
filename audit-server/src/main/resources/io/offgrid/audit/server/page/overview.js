// Counts of what matches: over time, by type, by user, and failures. Asked for anew when the filter changes, and now and then while events come in.
import { announce, byId, fill, h } from "./dom.js";
import { isAbort, json } from "./api.js";
import { columns, spans } from "./buckets.js";
import { bounds, parameters } from "./filter.js";
import { drawBars } from "./bars.js";
import { show } from "./show.js";
import { rfc3339 } from "./time.js";
import { Timeline } from "./timeline.js";

const number = (n) => n.toLocaleString("en");
/** While events come in, counts are brought up to date this often at most, and never so that the server does little else. */
const PAUSE = 5000;
/** The chart of a few events that happened at once is no shorter. */
const SHORTEST = 15 * 60_000;

export class Overview {
  #pick;
  #timeline;
  #abort = new AbortController();
  #filter = null;
  #range = null;
  #took = 0;
  #timer = 0;
  /** The counts, or null while they are not known. */
  stats = null;

  /**
   * @param {{pick: (name: string, value: string) => void, range: (since: string, until: string) => void}} choose what a click on a bar does
   */
  constructor({ pick, range, failures }) {
    this.#pick = pick;
    this.failures = failures;
    this.#timeline = new Timeline(byId("timeline"), (since, until) => range(rfc3339(since), rfc3339(until)));
  }

  /** Counts what matches this. */
  async show(filter) {
    this.#filter = filter;
    this.stats = null;
    this.#range = null;
    byId("count").textContent = "Counting…";
    await this.#refresh(true);
  }

  /** Something new matches. */
  touch() {
    this.#timer ||= setTimeout(() => this.#refresh(false), Math.max(PAUSE, this.#took * 5));
  }

  async #refresh(tell) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const begin = performance.now();
    try {
      const [stats, failed] = await Promise.all([this.#count(this.#filter, signal), this.#failed(this.#filter, signal)]);
      this.#took = performance.now() - begin;
      this.stats = stats;
      this.#draw(stats, failed);
      if (tell) {
        announce(`${number(stats.total_events)} events match`);
      }
    } catch (error) {
      if (!isAbort(error)) {
        this.#failedToCount(error);
      }
    }
  }

  /** The right bucket follows from the range, and the range of an open filter only from the counts: then it takes two requests. */
  async #count(filter, signal) {
    const guess = spans(this.#length(filter) ?? this.#range ?? 30 * 86_400_000);
    const stats = await this.#stats(filter, guess.bucket, signal);
    this.#range = stats.total_events ? Date.parse(stats.last_event) - Date.parse(stats.first_event) : null;
    const { since, until } = extent(filter, stats);
    const better = spans(until - since);
    return better.bucket === guess.bucket ? stats : this.#stats(filter, better.bucket, signal);
  }

  #length(filter) {
    const now = Date.now();
    const { since, until } = bounds(filter, now);
    return since === null ? null : Math.max(1, (until ?? now) - since);
  }

  #stats(filter, bucket, signal) {
    const wanted = parameters(filter);
    wanted.set("verify", "false");
    if (bucket) {
      wanted.set("bucket", bucket);
    }
    return json("/v1/audit/stats", wanted, signal);
  }

  async #failed(filter, signal) {
    return filter.outcome ? null : this.#stats({ ...filter, outcome: "failure" }, null, signal);
  }

  #draw(stats, failed) {
    const { since, until } = extent(this.#filter, stats);
    const { step } = spans(until - since);
    this.#timeline.draw(columns(stats.buckets ?? [], since, until, step), step);
    byId("count").textContent = `${number(stats.total_events)} ${stats.total_events === 1 ? "event" : "events"}`;
    if (stats.unreadable > 0) {
      byId("count").append(
        h(
          "span",
          { class: "unreadable" },
          ` and ${number(stats.unreadable)} damaged ${stats.unreadable === 1 ? "line" : "lines"} that cannot be listed`,
        ),
      );
    }
    this.#bars(stats, failed);
  }

  #bars(stats, failed) {
    drawBars(byId("types"), Object.entries(stats.events_by_type), {
      title: "By type",
      empty: "None.",
      label: (type) => `Only type ${type}`,
      pick: (type) => this.#pick("type", type),
    });
    drawBars(byId("users"), Object.entries(stats.events_by_user), {
      title: "By user",
      empty: "No event names a user.",
      rest: stats.other_users,
      label: (user) => `Only user ${user}`,
      pick: (user) => this.#pick("user", user),
    });
    const counts = failed
      ? Object.entries(failed.events_by_type)
      : this.#filter.outcome === "failure"
        ? Object.entries(stats.events_by_type)
        : [];
    const total = stats.events_by_outcome.failure ?? 0;
    const part = stats.total_events ? (total / stats.total_events) * 100 : 0;
    drawBars(byId("failures"), counts, {
      title: "Failures",
      note: total ? `${number(total)}, ${part < 0.1 ? "under 0.1" : part.toFixed(1)} %` : "",
      kind: "failure",
      empty: "None.",
      label: (type) => `Only failures of type ${type}`,
      pick: (type) => this.failures(type),
    });
  }

  #failedToCount(error) {
    byId("count").textContent = "Not counted";
    fill(
      byId("types"),
      h("div", { class: "panel-head" }, h("h2", {}, "Counts")),
      h("p", { class: "wrong" }, show(error.message, 500)),
      h("button", { type: "button", onclick: () => this.#refresh(true) }, "Try again"),
    );
    fill(byId("users"));
    fill(byId("failures"));
  }
}

/** From when to when the chart goes. */
function extent(filter, stats) {
  const now = Date.now();
  const { since, until } = bounds(filter, now);
  const first = stats.first_event ? Date.parse(stats.first_event) : now - 3_600_000;
  const last = stats.last_event ? Date.parse(stats.last_event) + 1 : now;
  const begin = since ?? Math.min(first, (until ?? last) - SHORTEST);
  return { since: begin, until: Math.max(begin + 60_000, until ?? (since === null ? last : Math.max(last, now))) };
}
