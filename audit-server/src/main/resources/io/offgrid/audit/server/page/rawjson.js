// Reads JSON without changing it. What is signed is a line of bytes; parsing it and writing it again could reorder names that look like numbers,
// so the exact text is cut out of the answer, and details are printed from their own text. Logic only.

const TOKEN = /\s*("[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+)/y;

/** The tokens of a JSON text, with where each begins and ends. Assumes that it is JSON. */
export function* tokens(text) {
  const pattern = new RegExp(TOKEN);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    yield { token: match[1], start: pattern.lastIndex - match[1].length, end: pattern.lastIndex };
  }
}

/** The exact text of a member of the outermost object, or null. */
export function member(text, name) {
  const wanted = JSON.stringify(name);
  let depth = 0;
  let previous = "";
  let start = -1;
  for (const { token, start: from, end } of tokens(text)) {
    if (start >= 0 && depth === 1 && (token === "," || token === "}")) {
      return text.slice(start, previous);
    }
    if (token === "{" || token === "[") {
      depth++;
    } else if (token === "}" || token === "]") {
      depth--;
    }
    if (start < 0 && depth === 1 && token === wanted) {
      start = valueAfter(text, end);
    }
    previous = end;
  }
  return null;
}

/** Where the value begins if a colon follows; else the token was a value itself. */
function valueAfter(text, end) {
  const colon = /\s*:\s*/y;
  colon.lastIndex = end;
  return colon.test(text) ? colon.lastIndex : -1;
}

/**
 * JSON cut into indented lines: `{depth, pieces: [{kind, text}]}`. Kinds are name, string, number, word, mark. Strings keep their quotes and escapes.
 *
 * @param {number} most lines; `cut` says whether there are more
 */
export function lines(text, most = Infinity) {
  const result = [];
  let depth = 0;
  let before = "";
  for (const { token } of tokens(text)) {
    const closes = token === "}" || token === "]";
    depth -= closes ? 1 : 0;
    if (result.length === 0 || before === "," || opens(before) !== closes) {
      if (result.length >= most) {
        return { lines: result, cut: true };
      }
      result.push({ depth, pieces: [] });
    }
    add(result.at(-1).pieces, token);
    depth += opens(token) ? 1 : 0;
    before = token;
  }
  return { lines: result, cut: false };
}

const opens = (token) => token === "{" || token === "[";

function add(pieces, token) {
  if (token === ":") {
    pieces.at(-1).kind = "name";
  }
  pieces.push({ kind: kind(token), text: token === ":" ? ": " : token });
}

function kind(token) {
  return token.startsWith('"') ? "string" : /^[-\d]/.test(token) ? "number" : /^[a-z]/.test(token) ? "word" : "mark";
}
