// Details of an event, indented. Printed from the text that was signed, so that nothing is shown otherwise than it is.
import { h } from "./dom.js";
import { lines } from "./rawjson.js";
import { parts, showLong } from "./show.js";

const MOST_LINES = 400;
const MOST_CHARACTERS = 2000;

/** The element for a JSON text. */
export function prettyJson(text) {
  const { lines: shown, cut } = lines(text, MOST_LINES);
  const box = h("div", { class: "json", tabindex: "0", role: "group", "aria-label": "Details" }, shown.map(line));
  if (cut) {
    const more = h("button", { type: "button", class: "link more" }, "Show the rest");
    more.addEventListener("click", () => {
      more.replaceWith(...lines(text).lines.slice(MOST_LINES).map(line));
    });
    box.append(more);
  }
  return box;
}

function line({ depth, pieces }) {
  const element = h(
    "div",
    { class: "json-line" },
    pieces.map(({ kind, text }) => piece(kind, text)),
  );
  element.style.setProperty("--depth", depth);
  return element;
}

function piece(kind, text) {
  if (kind === "mark") {
    return text;
  }
  return h("span", { class: `json-${kind}` }, text.length > MOST_CHARACTERS ? showLong(text, MOST_CHARACTERS) : h("bdi", {}, parts(text)));
}
