// The exact text of JSON, and its indented lines.
import test from "node:test";
import { deepEqual, equal } from "node:assert/strict";
import { lines, member, tokens } from "../page/rawjson.js";
import { hostileEvent, PAYLOADS } from "../payloads.mjs";

const printed = (text, most) =>
  lines(text, most).lines.map(({ depth, pieces }) => "  ".repeat(depth) + pieces.map((piece) => piece.text).join(""));

test("the text of a member, exactly", () => {
  const line = '{"b":1e+30,"2":[1, 2],"1":{"event":"inner"},"__proto__":"x\\"}"}';
  equal(member(`{"event":${line},"verification":{"event":1}}`, "event"), line);
  equal(member(`{"other":"event", "event" : ${line} }`, "event"), line);
  equal(member('{"a":{"event":1}}', "event"), null);
  equal(member('{"a":"event","event":2}', "event"), "2");
});

test("every hostile event comes out as it went in", () => {
  for (const payload of PAYLOADS) {
    const line = JSON.stringify(hostileEvent(payload));
    equal(member(`{"event":${line},"x":1}`, "event"), line);
    equal([...tokens(line)].map(({ token }) => token).join(""), line);
  }
});

test("indented as people do", () => {
  deepEqual(printed('{"a":1,"b":[true,null],"c":{},"d":[],"e":"x,{y"}'), [
    "{",
    '  "a": 1,',
    '  "b": [',
    "    true,",
    "    null",
    "  ],",
    '  "c": {},',
    '  "d": [],',
    '  "e": "x,{y"',
    "}",
  ]);
  deepEqual(printed('"only"'), ['"only"']);
});

test("names are told from strings, numbers from words", () => {
  deepEqual(
    lines('{"a":"b","c":-1}').lines.flatMap(({ pieces }) =>
      pieces.filter(({ kind }) => kind !== "mark").map(({ kind, text }) => `${kind} ${text}`),
    ),
    ['name "a"', 'string "b"', 'name "c"', "number -1"],
  );
});

test("what is too long is cut, and says so", () => {
  const text = JSON.stringify(Array.from({ length: 100 }, (_, i) => i));
  deepEqual(printed(text, 3), ["[", "  0,", "  1,"]);
  equal(lines(text, 3).cut, true);
  equal(lines(text).cut, false);
});

test("a string of a million escapes", () => {
  const text = JSON.stringify({ a: "\n".repeat(1_000_000) });
  equal(member(`{"event":${text}}`, "event"), text);
});
