// The list in memory: a million events, of which few are there.
import test from "node:test";
import { deepEqual, equal, ok } from "node:assert/strict";
import { Pages, PAGE_SIZE } from "../page/pages.js";

/** A log of so many events, newest first by cursor, and what was asked of it. */
function log(count, { cut = () => PAGE_SIZE } = {}) {
  const asked = [];
  const load = async (cursor) => {
    asked.push(cursor);
    const from = cursor === null ? count : Number(cursor);
    const size = Math.min(from, cut(asked.length));
    const events = Array.from({ length: size }, (_, i) => ({ id: `evt_${from - i}`, seq: from - i }));
    return { events, next_cursor: from - size > 0 ? String(from - size) : null };
  };
  return { asked, load };
}

/** Waits until nothing is on its way. */
async function settled(pages) {
  do {
    await new Promise((resolve) => setImmediate(resolve));
  } while (pages.loading);
}

async function look(pages, first, last) {
  pages.want(first, last);
  await settled(pages);
}

async function scrollTo(pages, row) {
  while (pages.count <= row && !pages.done) {
    await look(pages, pages.count - 1, pages.count);
  }
  await look(pages, row - 20, row + 20);
}

test("rows in their order, until the oldest", async () => {
  const pages = new Pages(log(250).load, () => {});
  await scrollTo(pages, 249);
  equal(pages.count, 250);
  equal(pages.done, true);
  deepEqual([pages.row(0).seq, pages.row(99).seq, pages.row(100).seq, pages.row(249).seq], [250, 151, 150, 1]);
  equal(pages.row(250), undefined);
});

test("a million events, few of them in memory, each where it was when scrolled back to", async () => {
  const million = log(1_000_000);
  const pages = new Pages(million.load, () => {});
  await scrollTo(pages, 999_999);
  equal(pages.count, 1_000_000);
  ok(pages.inMemory <= 3000, `${pages.inMemory} in memory`);
  for (const row of [500_000, 123_456, 0, 999_999]) {
    await look(pages, row - 20, row + 20);
    equal(pages.row(row).seq, 1_000_000 - row);
  }
  ok(pages.inMemory <= 3000);
});

test("what is new goes on top, once, and moves the others down", async () => {
  const pages = new Pages(log(150).load, () => {});
  await scrollTo(pages, 149);
  equal(
    pages.prepend([
      { id: "evt_150", seq: 150 },
      { id: "evt_151", seq: 151 },
      { id: "evt_152", seq: 152 },
    ]),
    2,
  );
  deepEqual([pages.row(0).seq, pages.row(1).seq, pages.row(2).seq, pages.row(151).seq], [152, 151, 150, 1]);
  equal(pages.newest, 152);
  equal(pages.indexOf("evt_149"), 3);
  equal(pages.indexOf("evt_151"), 1);
  equal(pages.indexOf("evt_7777"), -1);
});

test("what came live before the first page is there only once", async () => {
  const pages = new Pages(log(10).load, () => {});
  pages.want(0, 20);
  pages.prepend([
    { id: "evt_10", seq: 10 },
    { id: "evt_11", seq: 11 },
  ]);
  await settled(pages);
  deepEqual([pages.count, pages.row(0).seq, pages.row(1).seq], [11, 11, 10]);
});

test("pages that are cut short, even to nothing, are gone on from", async () => {
  const pages = new Pages(log(30, { cut: (n) => (n % 3 === 0 ? 10 : 0) }).load, () => {});
  await scrollTo(pages, 29);
  equal(pages.count, 30);
  deepEqual(
    [0, 10, 29].map((row) => pages.row(row).seq),
    [30, 20, 1],
  );
});

test("a page that was dropped is whole again even if the server cuts it elsewhere", async () => {
  let size = PAGE_SIZE;
  const long = log(10_000, { cut: () => size });
  const pages = new Pages(long.load, () => {});
  await scrollTo(pages, 9_999);
  size = 7;
  await look(pages, 500, 520);
  deepEqual([pages.row(500).seq, pages.row(599).seq], [9_500, 9_401]);
});

test("after an error nothing is asked until somebody says so", async () => {
  let fail = true;
  let asked = 0;
  const good = log(10);
  const pages = new Pages(
    (cursor) => {
      asked++;
      return fail ? Promise.reject(new Error("no answer")) : good.load(cursor);
    },
    () => {},
  );
  await look(pages, 0, 20);
  equal(pages.error.message, "no answer");
  await look(pages, 0, 20);
  equal(asked, 1);
  fail = false;
  pages.retry();
  await look(pages, 0, 20);
  equal(pages.count, 10);
});

test("a list that was closed says nothing more", async () => {
  let changes = 0;
  const pages = new Pages(log(10).load, () => changes++);
  pages.want(0, 20);
  pages.close();
  await new Promise((resolve) => setImmediate(resolve));
  equal(changes, 0);
});
