// Server-sent events, in whatever pieces they arrive.
import test from "node:test";
import { deepEqual } from "node:assert/strict";
import { events, SseParser } from "../page/sse.js";

const STREAM =
  ': hello\n\nid: 7\nevent: audit\ndata: {"a":1}\n\nretry: 5\ndata: one\ndata:two\n\nevent: nothing\n\nid: 8\r\ndata: x\r\n\r\n';
const EXPECTED = [
  { event: "audit", data: '{"a":1}', id: "7" },
  { event: "message", data: "one\ntwo", id: "7" },
  { event: "message", data: "x", id: "8" },
];

test("events, in one piece", () => deepEqual(new SseParser().push(STREAM), EXPECTED));

test("the same, cut anywhere", () => {
  for (let cut = 0; cut <= STREAM.length; cut++) {
    const parser = new SseParser();
    deepEqual([...parser.push(STREAM.slice(0, cut)), ...parser.push(STREAM.slice(cut))], EXPECTED, `cut at ${cut}`);
  }
});

test("the same, character by character, behind a byte order mark", () => {
  const parser = new SseParser();
  deepEqual(
    Array.from(`\ufeff${STREAM}`).flatMap((character) => parser.push(character)),
    EXPECTED,
  );
});

test("an event that was not ended is not one", () => deepEqual(new SseParser().push("data: half\n"), []));

test("characters cut in the middle of their bytes, and a sign of life for each piece", async () => {
  const bytes = new TextEncoder().encode("data: é😀\n\n");
  let alive = 0;
  const response = new Response(
    new ReadableStream({
      start(controller) {
        bytes.forEach((byte) => controller.enqueue(Uint8Array.of(byte)));
        controller.close();
      },
    }),
  );
  const seen = [];
  for await (const event of events(response, () => alive++)) {
    seen.push(event.data);
  }
  deepEqual(seen, ["é😀"]);
  deepEqual(alive > 1, true);
});
