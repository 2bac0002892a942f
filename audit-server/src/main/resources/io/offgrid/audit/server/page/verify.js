// Has the chain verified. Verification may take a while, so it is asked for as a stream that tells how far it is.
import { ApiError, get } from "./api.js";
import { events } from "./sse.js";

/**
 * The verdict.
 *
 * @param {string|null} maxAge how old a verdict may be that will do: `15m`
 * @param {(progress: {bytes: number, total_bytes: number, events: number, findings: number}) => void} progress
 */
export async function verify(maxAge, progress) {
  const parameters = new URLSearchParams(maxAge ? { max_age: maxAge } : {});
  const response = await get("/v1/audit/verify", parameters, { headers: { Accept: "text/event-stream" } });
  let verdict = null;
  for await (const { event, data } of events(response)) {
    if (event === "progress") {
      progress(JSON.parse(data));
    } else if (event === "verdict") {
      verdict = JSON.parse(data);
    } else if (event === "problem") {
      const { status, detail, title } = JSON.parse(data);
      throw new ApiError(status, detail ?? title);
    }
  }
  if (verdict) {
    return verdict;
  }
  throw new ApiError(0, "The verification was broken off. Try again; the server's log may tell why it ended.");
}

/** Measures how fast it goes, over the last seconds. */
export class Rate {
  #samples = [];

  /** Bytes per second, once that can be told. */
  add(bytes, now) {
    this.#samples.push({ bytes, now });
    this.#samples = this.#samples.filter((sample) => now - sample.now <= 5000);
    const first = this.#samples[0];
    return now > first.now ? ((bytes - first.bytes) / (now - first.now)) * 1000 : null;
  }
}
