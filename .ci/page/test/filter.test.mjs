// Filters in addresses, and in words.
import test from "node:test";
import { deepEqual, equal, ok } from "node:assert/strict";
import {
  between,
  bounds,
  conditions,
  EMPTY,
  equal as same,
  isEmpty,
  parameters,
  parse,
  rangeLabel,
  reachesNow,
  without,
  withValue,
} from "../page/filter.js";

const NOW = Date.parse("2026-11-24T12:00:00Z");

test("a filter survives the address", () => {
  const filter = { type: ["auth*", "model_load"], user: "a&b=c <script>", q: "100%", since: "7d" };
  deepEqual(parse(`?${parameters(filter)}`), filter);
});

test("what is unknown, empty or doubled in an address is passed over", () => {
  deepEqual(parse("?event=evt_1&limit=7&user=&type=a&type=a&type="), { type: ["a"] });
  ok(isEmpty(parse("?event=evt_1")));
});

test("several types, one of anything else", () => {
  const filter = withValue(withValue(withValue(EMPTY, "type", "a"), "type", "b"), "user", "x");
  deepEqual(withValue(filter, "user", "y"), { type: ["a", "b"], user: "y" });
  deepEqual(without(filter, "type", "a"), { type: ["b"], user: "x" });
  deepEqual(without(filter, "user"), { type: ["a", "b"] });
  deepEqual(withValue(filter, "user", ""), { type: ["a", "b"] });
});

test("the order in which a filter came about does not matter", () => {
  ok(same({ type: [], user: "x", outcome: "failure" }, { outcome: "failure", user: "x", type: [] }));
});

test("each condition has a chip", () => {
  deepEqual(
    conditions({ type: ["a", "b"], q: "text", since: "1h" }).map(({ name, value }) => `${name}=${value}`),
    ["type=a", "type=b", "q=text"],
  );
});

test("a new range takes the place of the old one", () => {
  deepEqual(between({ type: [], since: "1h", user: "x" }, null, "2026-01-01"), { type: [], user: "x", until: "2026-01-01" });
  deepEqual(between({ type: [], since: "1h" }), { type: [] });
});

test("bounds, in milliseconds", () => {
  deepEqual(bounds({ type: [], since: "1h", until: "2026-11-24" }, NOW), {
    since: NOW - 3_600_000,
    until: Date.parse("2026-11-25T00:00:00Z"),
  });
  deepEqual(bounds({ type: [], since: "nonsense" }, NOW), { since: null, until: null });
});

test("ranges in words have their ends included", () => {
  const label = (filter) => rangeLabel({ type: [], ...filter }, NOW);
  equal(label({}), "All time");
  equal(label({ since: "24h" }), "Last 24 hours");
  equal(label({ since: "90m" }), "Last 1 h 30 min");
  equal(label({ since: "2026-11-24T10:00:00Z", until: "2026-11-24T11:00:00Z" }), "2026-11-24 10:00:00 – 10:59:59");
  equal(label({ since: "2026-11-23", until: "2026-11-24" }), "2026-11-23 00:00:00 – 2026-11-24 23:59:59");
  equal(label({ since: "2026-11-23" }), "From 2026-11-23 00:00:00");
  equal(label({ until: "2026-11-23" }), "Up to 2026-11-23 23:59:59");
});

test("new events can match only before the end", () => {
  ok(reachesNow(EMPTY, NOW));
  ok(reachesNow({ type: [], until: "2026-11-24" }, NOW));
  ok(!reachesNow({ type: [], until: "1h" }, NOW));
});
