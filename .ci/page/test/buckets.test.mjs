// Spans of time and the chart's columns.
import test from "node:test";
import { deepEqual, equal, ok } from "node:assert/strict";
import { columns, spans, stacked, stepLabel } from "../page/buckets.js";

const H = 3_600_000;
const START = Date.parse("2026-11-24T10:00:00Z");

test("minutes, hours or days, and never more bars than can be told apart", () => {
  deepEqual(spans(15 * 60_000), { bucket: "minute", step: 60_000 });
  deepEqual(spans(24 * H), { bucket: "minute", step: 15 * 60_000 });
  deepEqual(spans(7 * 24 * H), { bucket: "hour", step: 2 * H });
  deepEqual(spans(365 * 24 * H), { bucket: "day", step: 7 * 24 * H });
  for (let range = 60_000; range < 400 * 364 * 24 * H; range *= 1.7) {
    const { bucket, step } = spans(range);
    ok(range / step <= 130 || step === 364 * 24 * H);
    ok(range / { minute: 60_000, hour: H, day: 24 * H }[bucket] < 10_000 || bucket === "day", `${range}: the server would refuse`);
  }
});

test("columns have all bars, the empty ones too, and every event once", () => {
  const bucket = (minute, events, success, failure) => ({ start: `2026-11-24T10:${minute}:00Z`, events, success, failure });
  const result = columns([bucket("00", 3, 2, 1), bucket("04", 2, 0, 0), bucket("11", 4, 3, 1)], START, START + 15 * 60_000, 5 * 60_000);
  deepEqual(result, { x: [0, 300, 600].map((s) => START / 1000 + s), success: [2, 0, 3], failure: [1, 0, 1], other: [2, 0, 0] });
  deepEqual(stacked(result).slice(1), [
    [5, 0, 4],
    [3, 0, 4],
    [2, 0, 3],
  ]);
});

test("bars begin at round times", () => equal(columns([], START + 1234, START + 60_000, 60_000).x[0], START / 1000));

test("what is outside is left out", () => {
  deepEqual(columns([{ start: "2026-11-23T10:00:00Z", events: 1, success: 1, failure: 0 }], START, START + 60_000, 60_000).success, [0]);
});

test("the length of a bar in words", () => {
  equal(stepLabel(60_000), "1 minute");
  equal(stepLabel(6 * H), "6 hours");
  equal(stepLabel(24 * H), "1 day");
});
