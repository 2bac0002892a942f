// Spans of time for the chart: which of the server's to ask for, and how many of them make one bar. Logic only.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = {
  minute: [1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  hour: [1, 2, 3, 6, 12].map((n) => n * HOUR),
  day: [1, 2, 7, 14, 28, 91, 364].map((n) => n * DAY),
};
const BARS = 130;

/** The server's bucket for a range of so many milliseconds, and the length of a bar. */
export function spans(range) {
  const bucket = range <= 30 * BARS * MINUTE ? "minute" : range <= 12 * BARS * HOUR ? "hour" : "day";
  const step = STEPS[bucket].find((length) => range / length <= BARS) ?? STEPS[bucket].at(-1);
  return { bucket, step };
}

/**
 * Columns for the chart, one entry for each bar from the first to the last, empty ones too: beginnings in seconds, and what is stacked on what.
 *
 * @param {Array<{start: string, events: number, success: number, failure: number}>} buckets
 * @returns {{x: number[], success: number[], failure: number[], other: number[]}}
 */
export function columns(buckets, since, until, step) {
  const begin = Math.floor(since / step) * step;
  const bars = Math.max(1, Math.ceil((until - begin) / step));
  const zeros = () => new Array(bars).fill(0);
  const result = { x: zeros().map((_, i) => (begin + i * step) / 1000), success: zeros(), failure: zeros(), other: zeros() };
  for (const { start, events, success, failure } of buckets) {
    const i = Math.floor((Date.parse(start) - begin) / step);
    if (i >= 0 && i < bars) {
      result.success[i] += success;
      result.failure[i] += failure;
      result.other[i] += events - success - failure;
    }
  }
  return result;
}

/** What the chart draws: each on top of the one after it. */
export function stacked({ x, success, failure, other }) {
  const withFailure = success.map((n, i) => n + failure[i]);
  return [x, withFailure.map((n, i) => n + other[i]), withFailure, success];
}

/** The length of a bar in words. */
export function stepLabel(step) {
  const [size, one, many] = step >= DAY ? [DAY, "day", "days"] : step >= HOUR ? [HOUR, "hour", "hours"] : [MINUTE, "minute", "minutes"];
  const n = step / size;
  return n === 1 ? `1 ${one}` : `${n} ${many}`;
}
