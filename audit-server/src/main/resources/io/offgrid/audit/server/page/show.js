// Puts a string that somebody else chose on the screen: isolated from the text around it, unseen characters marked, long ones cut with a way to see all.
import { h, fill } from "./dom.js";
import { pieces, shorten } from "./text.js";

/** The text in an element of its own, so that its direction does not touch its neighbours. */
export function show(string, most = Infinity) {
  const { head, cut } = shorten(string, most);
  return h("bdi", { class: "value" }, parts(head), cut > 0 && "…");
}

/** The parts themselves, for where the element is there already. */
export function parts(string) {
  return pieces(string).map((piece) =>
    piece.text !== undefined ? piece.text : h("span", { class: "mark", title: piece.code }, piece.mark),
  );
}

/** The text, of which only the beginning is shown until somebody asks for all. */
export function showLong(string, most = 2000) {
  const { head, cut } = shorten(string, most);
  const text = h("bdi", { class: "value" }, parts(head));
  if (!cut) {
    return text;
  }
  const more = h("button", { type: "button", class: "link more" }, `… show all ${string.length.toLocaleString("en")} characters`);
  more.addEventListener("click", () => {
    fill(text, parts(string));
    more.remove();
  });
  return h("span", {}, text, more);
}
