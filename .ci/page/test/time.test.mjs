// How times are read and written. The zone is UTC here: `.ci/browser` sets TZ.
import test from "node:test";
import { deepEqual, equal, ok } from "node:assert/strict";
import { ago, duration, endOf, instant, local, offset, parts, relative, rfc3339 } from "../page/time.js";

const NOW = Date.parse("2026-11-24T12:00:00Z");

test("how long ago", () => {
  equal(relative("15m"), 900_000);
  equal(relative("2w"), 1_209_600_000);
  for (const wrong of ["", "15", "m", "0m", "-1m", "1y", "1.5h"]) {
    ok(Number.isNaN(relative(wrong)), wrong);
  }
});

test("a bound is a time, a date or how long ago; a date as an end takes in its whole day", () => {
  equal(instant("2026-11-24T10:00:00Z", NOW), Date.parse("2026-11-24T10:00:00Z"));
  equal(instant("1h", NOW), NOW - 3_600_000);
  equal(instant("2026-11-24", NOW), Date.parse("2026-11-24T00:00:00Z"));
  equal(instant("2026-11-24", NOW, true), Date.parse("2026-11-25T00:00:00Z"));
  ok(Number.isNaN(instant("soon", NOW)));
  ok(Number.isNaN(instant("soon 1", NOW)));
});

test("an end takes in all of the second or minute that was entered", () => {
  equal(rfc3339(endOf("2026-11-24T10:30")), "2026-11-24T10:31:00Z");
  equal(rfc3339(endOf("2026-11-24T10:30:15")), "2026-11-24T10:30:16Z");
});

test("a timestamp keeps its six digits", () => {
  deepEqual(parts("2026-11-24T10:30:00.000007Z", true), { date: "2026-11-24", time: "10:30:00", fraction: "000007" });
  equal(local("2026-11-24T10:30:00.000007Z"), "2026-11-24 10:30:00");
});

test("what is no time is shown as it is", () => deepEqual(parts("yesterday"), { date: "yesterday", time: "", fraction: "" }));

test("lengths of time have at most two units", () => {
  equal(duration(0), "0 s");
  equal(duration(420), "420 ms");
  equal(duration(61_000), "1 min 1 s");
  equal(duration(3_600_000), "1 h");
  equal(duration(15_400_000), "4 h 16 min");
  equal(duration(3 * 86_400_000 + 5 * 3_600_000), "3 d 5 h");
});

test("ages have one", () => {
  equal(ago(NOW - 2000, NOW), "just now");
  equal(ago(NOW - 200_000, NOW), "3 min ago");
});

test("the zone is named", () => equal(offset(NOW), "UTC"));
