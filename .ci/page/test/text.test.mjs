// What hostile text becomes before it is shown.
import test from "node:test";
import { deepEqual, equal, ok } from "node:assert/strict";
import { mark, pieces, shorten, summary, visible } from "../page/text.js";
import { PAYLOADS } from "../payloads.mjs";

const shown = (string) =>
  pieces(string)
    .map((piece) => piece.text ?? `[${piece.mark}]`)
    .join("");

test("plain text stays as it is, whatever the script", () => {
  for (const text of ["", "alice", "<b>&amp;", "müller", "العربية ١٢٣ עברית", "日本語", "é e\u0301"]) {
    equal(shown(text), text);
  }
});

test("controls are named", () => equal(shown("a\u0000b\u001b[31m\r\n\t\u007f\u0085"), "a[NUL]b[ESC][31m[CR][LF][TAB][DEL][NEL]"));

test("characters that change the direction are named, and none is left", () => {
  equal(shown("admin\u202egpj.exe"), "admin[RLO]gpj.exe");
  for (const payload of PAYLOADS) {
    ok(!/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u001f\u007f-\u009f]/.test(shown(payload)), JSON.stringify(payload));
  }
});

test("characters without a width are named, or have their number", () => {
  equal(shown("a\u200bb\ufeff\u00ad\u3164\u{e0041}\u00a0"), "a[ZWSP]b[BOM][SHY][U+3164][U+E0041][NBSP]");
});

test("a joiner stays between emoji and is named elsewhere", () => {
  equal(shown("\u{1f469}\u200d\u{1f4bb}"), "\u{1f469}\u200d\u{1f4bb}");
  equal(shown("a\u200db"), "a[ZWJ]b");
});

test("a lone surrogate is named by its number", () => equal(mark("\ud800"), "U+D800"));

test("a long text is cut, and never within a pair", () => {
  deepEqual(shorten("abc", 3), { head: "abc", cut: 0 });
  deepEqual(shorten("abcd", 3), { head: "abc", cut: 1 });
  deepEqual(shorten("ab😀c", 3), { head: "ab", cut: 3 });
});

test("text for titles has no direction control, and says that it was cut", () => equal(visible("a\u202eb".repeat(3), 4), "a[RLO]ba…"));

test("a summary has names and values in their order, down into lists and objects", () => {
  deepEqual(summary({ a: 1, list: ["x", { b: null }], t: true }), [
    { name: "a", value: "1" },
    { name: "list", value: "x" },
    { name: "b", value: "null" },
    { name: "t", value: "true" },
  ]);
  deepEqual(summary(undefined), []);
});

test("a summary looks at no more than it shows", () => {
  const details = { long: "x".repeat(1000) };
  Object.defineProperty(details, "next", { enumerable: true, get: () => ok(false, "looked further") });
  deepEqual(summary(details, 20), [{ name: "long", value: "x".repeat(20) }]);
});
