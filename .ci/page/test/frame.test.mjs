// Which rows are drawn, and how a list longer than a browser can scroll moves through its window.
import test from "node:test";
import { deepEqual, equal, ok } from "node:assert/strict";
import { frame } from "../page/frame.js";

const ROW = 32;
const base = { count: 1000, base: 0, top: 0, height: 320, rowHeight: ROW };

test("the rows in the window and a few around them", () => {
  deepEqual(frame(base), { base: 0, shift: 0, shown: 1000, first: 0, last: 18 });
  deepEqual(frame({ ...base, top: 100 * ROW }), { base: 0, shift: 0, shown: 1000, first: 92, last: 118 });
  deepEqual(frame({ ...base, top: -500 }), { base: 0, shift: 0, shown: 1000, first: 0, last: 3 });
});

test("none, for an empty list", () => ok(frame({ ...base, count: 0 }).last < frame({ ...base, count: 0 }).first));

test("scrolled through a million rows, each comes into the window, and never more than a few are drawn", () => {
  const count = 1_000_000;
  const step = 10;
  let state = { base: 0, top: 0 };
  let row = 0;
  while (row < count - step) {
    const drawn = frame({ ...base, ...state, count, most: 10_000 });
    state = { base: drawn.base, top: state.top - drawn.shift * ROW };
    equal(state.base + state.top / ROW, row);
    ok(drawn.first <= row && drawn.last >= row, `row ${row} is not in ${JSON.stringify(drawn)}`);
    ok(drawn.last - drawn.first < 40);
    ok(state.top >= 0 && state.top <= 10_000 * ROW);
    row += step;
    state.top += step * ROW;
  }
});

test("and back", () => {
  let state = { base: 990_000, top: 9_000 * ROW };
  for (let row = 999_000; row > 0; row -= 10) {
    const drawn = frame({ ...base, ...state, count: 1_000_000, most: 10_000 });
    state = { base: drawn.base, top: state.top - drawn.shift * ROW };
    equal(state.base + state.top / ROW, row);
    state.top -= 10 * ROW;
  }
  equal(state.base, 0);
});
