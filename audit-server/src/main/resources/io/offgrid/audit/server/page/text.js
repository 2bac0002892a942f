// What strings look like that somebody else chose. Characters that could hide, reorder or end what is shown are replaced by a mark that names them;
// the rest stays as it is. Logic only, no elements.

// ASCII's own names for its controls, U+0000 to U+001F.
const CONTROLS =
  "NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(" ");
const NAMES = new Map([
  ...CONTROLS.map((name, code) => [code, name]),
  [0x7f, "DEL"],
  [0x85, "NEL"],
  [0x061c, "ALM"],
  [0x00ad, "SHY"],
  [0x034f, "CGJ"],
  [0x200b, "ZWSP"],
  [0x200c, "ZWNJ"],
  [0x200d, "ZWJ"],
  [0x200e, "LRM"],
  [0x200f, "RLM"],
  [0x2028, "LS"],
  [0x2029, "PS"],
  [0x202a, "LRE"],
  [0x202b, "RLE"],
  [0x202c, "PDF"],
  [0x202d, "LRO"],
  [0x202e, "RLO"],
  [0x2060, "WJ"],
  [0x2066, "LRI"],
  [0x2067, "RLI"],
  [0x2068, "FSI"],
  [0x2069, "PDI"],
  [0xfeff, "BOM"],
  [0x00a0, "NBSP"],
]);

// Controls, format characters, separators other than the space, private use and unassigned, lone surrogates, and letters that have no width.
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u00a0\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]/u;
const EMOJI_BEFORE = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)/u;
const EMOJI_AFTER = /^\p{Extended_Pictographic}/u;

/** What stands for a character that is not to be seen: `NUL`, `RLO` for U+202E, else its number. */
export function mark(character) {
  const code = character.codePointAt(0);
  return NAMES.get(code) ?? codePoint(code);
}

/** `U+202E`. */
export function codePoint(code) {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/**
 * Cuts a string into what is shown as it is and what is shown by a mark.
 *
 * @returns {Array<{text: string} | {mark: string, code: string}>}
 */
export function pieces(string) {
  const result = [];
  let plain = "";
  let before = "";
  const characters = Array.from(string);
  characters.forEach((character, i) => {
    if (!UNSEEN.test(character) || joinsEmoji(character, before, characters[i + 1] ?? "")) {
      plain += character;
    } else {
      if (plain) {
        result.push({ text: plain });
      }
      result.push({ mark: mark(character), code: codePoint(character.codePointAt(0)) });
      plain = "";
    }
    before = character;
  });
  if (plain) {
    result.push({ text: plain });
  }
  return result;
}

function joinsEmoji(character, before, after) {
  return character === "\u200d" && EMOJI_BEFORE.test(before) && EMOJI_AFTER.test(after);
}

/** The same as plain text, for titles and labels, where there is no element to isolate it: no direction control is left in it. */
export function visible(string, most = 200) {
  const { head, cut } = shorten(string, most);
  return (
    pieces(head)
      .map((piece) => piece.text ?? `[${piece.mark}]`)
      .join("") + (cut ? "…" : "")
  );
}

/** The beginning of a long string, never half of a surrogate pair; `cut` is how much is left out. */
export function shorten(string, most) {
  if (string.length <= most) {
    return { head: string, cut: 0 };
  }
  const last = string.charCodeAt(most - 1);
  const end = last >= 0xd800 && last < 0xdc00 ? most - 1 : most;
  return { head: string.slice(0, end), cut: string.length - end };
}

/**
 * The beginning of details, for a table: names and values in their order, as far as there is room. Each is shown by itself, since side by side
 * in one text, right-to-left ones would change places.
 *
 * @returns {Array<{name: string, value: string}>}
 */
export function summary(details, most = 160) {
  const result = [];
  let room = most;
  const walk = (value, name) => {
    if (value !== null && typeof value === "object") {
      for (const key of Object.keys(value)) {
        if (room <= 0) {
          return;
        }
        walk(value[key], Array.isArray(value) ? name : key);
      }
    } else {
      const pair = { name: shorten(name, room).head, value: shorten(String(value), room).head };
      result.push(pair);
      room -= pair.name.length + pair.value.length + 2;
    }
  };
  walk(details ?? {}, "");
  return result;
}
