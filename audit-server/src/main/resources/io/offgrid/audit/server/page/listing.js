// The list of what matches: its first rows, more as they are wanted, and from then on what is new.
import { json } from "./api.js";
import { parameters } from "./filter.js";
import { PAGE_SIZE, Pages } from "./pages.js";
import { row } from "./row.js";

export class Listing {
  #table;
  #live;
  #pages = null;

  constructor(table, live) {
    this.#table = table;
    this.#live = live;
  }

  /** Begins at the newest. What is there stays until the first rows have come. */
  async show(filter) {
    this.#pages?.close();
    this.#live.stop();
    this.#table.wait();
    const pages = new Pages(loader(filter), () => this.#table.draw());
    this.#pages = pages;
    // First where the log ends, then the list: so what comes in between is in the list, or follows live, or both.
    const head = await json("/v1/audit/head").catch(() => null);
    await pages.begin();
    if (this.#pages === pages) {
      this.#table.use(pages);
      this.#live.start(filter, head?.seq);
    }
  }
}

function loader(filter) {
  const wanted = parameters(filter);
  wanted.set("limit", PAGE_SIZE);
  return async (cursor, signal) => {
    const query = new URLSearchParams(wanted);
    if (cursor) {
      query.set("cursor", cursor);
    }
    const answer = await json("/v1/audit", query, signal);
    return { ...answer, events: answer.events.map(row) };
  };
}
