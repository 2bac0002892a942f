// Follows what is recorded, over one connection that is made again, from where it broke off, for as long as somebody looks.
import { get, isAbort } from "./api.js";
import { events } from "./sse.js";

const LONGEST_WAIT = 30_000;
/** The server sends something every 15 seconds; after so long without anything the connection is dead. */
const SILENCE = 45_000;
const FLUSH = 200;

export class Stream {
  #listener;
  #parameters;
  #lastId = "";
  #stop = new AbortController();
  #current = null;
  #batch = [];
  #timer = 0;

  /**
   * @param {URLSearchParams} parameters the filter, and `after`: the number of the last event that is known
   * @param {{onEvents: (events: object[]) => void, onGap: (missing: number) => void, onReset: () => void, onState: (state: object) => void}} listener
   *     a state is `{name: "connecting"|"live"|"waiting"|"refused", until?, why?}`
   */
  constructor(parameters, listener) {
    this.#parameters = parameters;
    this.#listener = listener;
    document.addEventListener("visibilitychange", () => this.#seen(), { signal: this.#stop.signal });
    addEventListener("online", () => this.#wake?.(), { signal: this.#stop.signal });
    this.#run();
  }

  #wake = null;

  close() {
    this.#stop.abort();
    this.#current?.abort();
    clearTimeout(this.#timer);
  }

  /** A page in the background gives its connection back: a browser has only six for a server. */
  #seen() {
    if (document.hidden) {
      this.#current?.abort();
    } else {
      this.#wake?.();
    }
  }

  async #run() {
    for (let failures = 0; !this.#stop.signal.aborted;) {
      this.#tell({ name: "connecting" });
      let why = "the connection ended";
      try {
        await this.#follow(() => (failures = 0));
      } catch (error) {
        if (error.status >= 400 && error.status < 500 && error.status !== 429) {
          this.#tell({ name: "refused", why: error.message });
          return;
        }
        why = isAbort(error) ? "nothing came for too long" : error.message;
      }
      const wait = Math.min(LONGEST_WAIT, 500 * 2 ** failures++);
      await this.#rest(wait, why);
    }
  }

  async #follow(onOpen) {
    this.#current = new AbortController();
    const abort = this.#current;
    let watchdog = setTimeout(() => abort.abort(), SILENCE);
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => abort.abort(), SILENCE);
    };
    try {
      const response = await get("/v1/audit/stream", this.#from(), { signal: abort.signal, headers: this.#headers() });
      onOpen();
      this.#tell({ name: "live" });
      for await (const event of events(response, alive)) {
        this.#take(event);
      }
    } finally {
      clearTimeout(watchdog);
    }
  }

  #headers() {
    return { Accept: "text/event-stream", ...(this.#lastId && { "Last-Event-ID": this.#lastId }) };
  }

  #from() {
    const parameters = new URLSearchParams(this.#parameters);
    if (this.#lastId) {
      parameters.delete("after");
    }
    return parameters;
  }

  #take({ event, data, id }) {
    this.#lastId = id || this.#lastId;
    if (event === "reset") {
      this.#listener.onReset();
    } else if (event === "gap") {
      this.#listener.onGap(JSON.parse(data).missing);
    } else if (event === "audit") {
      this.#batch.push(JSON.parse(data));
      this.#timer ||= setTimeout(() => this.#flush(), FLUSH);
    }
  }

  #flush() {
    this.#timer = 0;
    this.#listener.onEvents(this.#batch.splice(0));
  }

  #tell(state) {
    if (!this.#stop.signal.aborted) {
      this.#listener.onState(state);
    }
  }

  async #rest(wait, why) {
    this.#tell({ name: "waiting", until: Date.now() + wait, why });
    await new Promise((resolve) => {
      this.#wake = resolve;
      if (!document.hidden) {
        setTimeout(resolve, wait);
      }
      this.#stop.signal.addEventListener("abort", resolve, { once: true });
    });
    this.#wake = null;
  }
}
