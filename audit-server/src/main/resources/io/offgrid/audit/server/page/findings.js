// What a verification found: the first broken link in full, the others in short.
import { h } from "./dom.js";
import { show, showLong } from "./show.js";
import { local } from "./time.js";

// What a kind means, in the words of docs/format.md.
const MEANINGS = new Map([
  ["malformed", "it is no record"],
  ["unknown_key", "its key is missing here, so it cannot be checked"],
  ["not_canonical", "it is not in the form in which records are written"],
  ["signature", "it is not what was signed"],
  ["sequence", "its number does not follow: events were removed, added or moved"],
  ["link", "it does not belong behind the event before it"],
  ["key_change", "it is signed with another key than the one due"],
  ["recorded_failure", "the log itself recorded here that it found damage"],
  ["segment_missing", "the beginning of the log is gone"],
  ["truncated", "the end of the log is gone"],
  ["head_missing", "there is no head"],
  ["head_invalid", "the head is not authentic"],
  ["head_mismatch", "the head names another log or another event"],
]);

/** All that is known of a finding. */
export function finding(found, openEvent) {
  return h(
    "dl",
    { class: "finding" },
    [
      ["What", [h("b", {}, show(found.kind)), MEANINGS.has(found.kind) && `: ${MEANINGS.get(found.kind)}`]],
      ["Event", found.id ? eventLink(found, openEvent) : null],
      ["Number", found.seq ?? null],
      ["Time", found.timestamp && h("span", { class: "tabular" }, `${local(found.timestamp)} local, `, show(found.timestamp, 40))],
      ["Where", where(found)],
      ["Expected", found.expected && showLong(found.expected, 400)],
      ["Found", found.found && showLong(found.found, 400)],
      ["What to do", found.advice && showLong(found.advice, 1000)],
    ]
      .filter(([, value]) => value !== null && value !== undefined && value !== "")
      .map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
  );
}

/** A finding in one line. */
export function shortFinding(found, openEvent) {
  return h(
    "li",
    {},
    h("b", {}, show(found.kind)),
    found.seq !== null && found.seq !== undefined ? ` at number ${found.seq}` : "",
    found.file ? ", " : "",
    where(found),
    found.id ? [" ", eventLink(found, openEvent)] : "",
  );
}

function where({ file, line, offset }) {
  if (!file) {
    return null;
  }
  const place = [line !== null && line !== undefined ? `line ${line}` : "", offset !== null && offset !== undefined ? `byte ${offset}` : ""]
    .filter(Boolean)
    .join(", ");
  return h("span", {}, show(file, 200), place && `, ${place}`);
}

function eventLink({ id }, openEvent) {
  return h("button", { type: "button", class: "link mono", title: "Open this event", onclick: () => openEvent(id) }, show(id, 60));
}
