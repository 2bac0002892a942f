// The events that match, newest first, of which only those near what is looked at are in memory. Pages far away are dropped and fetched again by
// the cursor that they began with. Logic only: `load(cursor)` fetches.

/** Rows of a page, as asked for; one may hold fewer. */
export const PAGE_SIZE = 200;
const AHEAD = 150;
const KEPT_PAGES = 12;

export class Pages {
  #load;
  #changed;
  #fresh = [];
  #pages = [];
  #starts = [];
  #next;
  #abort = new AbortController();
  #loading = new Set();
  #clock = 0;
  /** Whether the oldest that matches is known. */
  done = false;
  /** What went wrong; nothing is fetched until `retry`. */
  error = null;
  /** As far back as was looked so far, where little matches; a timestamp. */
  searchedTo = null;

  /**
   * @param {(cursor: string|null, signal: AbortSignal) => Promise<{events: object[], next_cursor: string|null, searched_to?: string}>} load
   * @param {() => void} changed called after anything changed
   */
  constructor(load, changed) {
    this.#load = load;
    this.#changed = changed;
    this.#next = null;
  }

  /** How many events are known; there may be more unless `done`. */
  get count() {
    return this.#fresh.length + this.#older;
  }

  get #older() {
    return this.#pages.length ? this.#starts.at(-1) + this.#pages.at(-1).count : 0;
  }

  get loading() {
    return this.#loading.size > 0;
  }

  get inMemory() {
    return this.#fresh.length + this.#pages.reduce((sum, page) => sum + (page.events?.length ?? 0), 0);
  }

  /** The event in this row, or undefined while it is not in memory. */
  row(index) {
    if (index < this.#fresh.length) {
      return this.#fresh[index];
    }
    const page = this.#at(index - this.#fresh.length);
    return page < 0 ? undefined : this.#pages[page].events?.[index - this.#fresh.length - this.#starts[page]];
  }

  /** In which row an event is, of those in memory; -1 if in none. */
  indexOf(id) {
    const fresh = this.#fresh.findIndex((event) => event.id === id);
    if (fresh >= 0) {
      return fresh;
    }
    for (let i = 0; i < this.#pages.length; i++) {
      const at = this.#pages[i].events?.findIndex((event) => event.id === id) ?? -1;
      if (at >= 0) {
        return this.#fresh.length + this.#starts[i] + at;
      }
    }
    return -1;
  }

  /** The number of the newest event, or 0. */
  get newest() {
    return this.row(0)?.seq ?? 0;
  }

  /** Puts newer events on top; oldest first, as they came. */
  prepend(events) {
    const newest = this.newest;
    const newer = events.filter((event) => event.seq > newest);
    this.#fresh.unshift(...newer.reverse());
    return newer.length;
  }

  get freshCount() {
    return this.#fresh.length;
  }

  /** Fetches the first page. */
  begin() {
    return this.#run("next", () => this.#further());
  }

  /** Sees to it that these rows, and some around them, are in memory or on their way. */
  want(first, last) {
    if (this.error) {
      return;
    }
    const from = Math.max(0, first - AHEAD - this.#fresh.length);
    const to = last + AHEAD - this.#fresh.length;
    for (let i = Math.max(0, this.#at(from)); i < this.#pages.length && this.#starts[i] <= to; i++) {
      this.#pages[i].used = ++this.#clock;
      if (!this.#pages[i].events) {
        this.#run(`page ${i}`, () => this.#again(this.#pages[i]));
      }
    }
    if (!this.done && to >= this.#older) {
      this.#run("next", () => this.#further());
    }
  }

  /** Goes on after an error. */
  retry() {
    this.error = null;
    this.#changed();
  }

  /** Ends what is on its way, for good. */
  close() {
    this.#abort.abort();
  }

  #at(index) {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle] <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return high < 0 ? -1 : low;
  }

  async #run(name, work) {
    if (this.#loading.has(name)) {
      return;
    }
    this.#loading.add(name);
    try {
      await work();
      this.#drop();
    } catch (error) {
      if (!this.#abort.signal.aborted) {
        this.error = error;
      }
    }
    this.#loading.delete(name);
    if (!this.#abort.signal.aborted) {
      this.#changed();
    }
  }

  async #further() {
    const cursor = this.#next;
    const answer = await this.#load(cursor, this.#abort.signal);
    if (!this.#pages.length) {
      // What came live while this page was on its way may be in it too.
      this.#fresh = this.#fresh.filter(({ seq }) => seq > (answer.events[0]?.seq ?? 0));
    }
    if (answer.events.length || !this.#pages.length) {
      this.#starts.push(this.#older);
      this.#pages.push({ cursor, count: answer.events.length, events: answer.events, used: ++this.#clock });
    }
    this.#next = answer.next_cursor;
    this.done = answer.next_cursor === null;
    this.searchedTo = answer.searched_to ?? null;
  }

  /** A page that was dropped; the server may cut it elsewhere this time, so it goes on until all of it is there. */
  async #again(page) {
    const events = [];
    let cursor = page.cursor;
    do {
      const answer = await this.#load(cursor, this.#abort.signal);
      events.push(...answer.events);
      cursor = answer.next_cursor;
    } while (events.length < page.count && cursor !== null);
    page.events = events.slice(0, page.count);
  }

  /** Lets go of what was not looked at for longest. The first page stays: without a cursor it could not be had again as it was. */
  #drop() {
    const held = this.#pages.filter((page, i) => i > 0 && page.events).sort((one, other) => other.used - one.used);
    held.slice(KEPT_PAGES).forEach((page) => (page.events = null));
  }
}
