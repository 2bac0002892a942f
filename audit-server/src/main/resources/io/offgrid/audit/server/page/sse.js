// Server-sent events over fetch, which unlike EventSource can carry a token. https://html.spec.whatwg.org/multipage/server-sent-events.html

/** Cuts a stream of text into events; text may come in any pieces. */
export class SseParser {
  #rest = "";
  #skipLineFeed = false;
  #event = "";
  #data = [];
  #first = true;
  lastId = "";

  /** The events that are complete with this text: `{event, data, id}`. */
  push(text) {
    if (this.#first && text) {
      this.#first = false;
      text = text.replace(/^\ufeff/, "");
    }
    if (this.#skipLineFeed && text) {
      this.#skipLineFeed = false;
      text = text.replace(/^\n/, "");
    }
    const lines = (this.#rest + text).split(/\r\n|\n|\r/);
    this.#rest = lines.pop();
    this.#skipLineFeed = text.endsWith("\r");
    return lines.map((line) => this.#line(line)).filter(Boolean);
  }

  #line(line) {
    if (line === "") {
      return this.#dispatch();
    }
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "data") {
      this.#data.push(value);
    } else if (name === "event") {
      this.#event = value;
    } else if (name === "id" && !value.includes("\0")) {
      this.lastId = value;
    }
    return null;
  }

  #dispatch() {
    const event = { event: this.#event || "message", data: this.#data.join("\n"), id: this.lastId };
    const empty = this.#data.length === 0;
    this.#event = "";
    this.#data = [];
    return empty ? null : event;
  }
}

/**
 * The events of an answer, until it ends.
 *
 * @param {Response} response
 * @param {() => void} [alive] called for whatever arrives, heartbeats too
 */
export async function* events(response, alive = () => {}) {
  const parser = new SseParser();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      alive();
      yield* parser.push(value);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
