// What the drawer says of an event.
import { h } from "./dom.js";
import { copyButton } from "./copying.js";
import { prettyJson } from "./details.js";
import { finding } from "./findings.js";
import { icon } from "./icons.js";
import { member } from "./rawjson.js";
import { badge } from "./row.js";
import { show, showLong } from "./show.js";
import { offset, parts } from "./time.js";

const VERDICTS = {
  ok: ["shieldOk", "Verified"],
  failed: ["shieldBad", "FAILED: this event, or what it is linked to, was changed"],
  unverifiable: ["shieldUnknown", "UNVERIFIABLE: its key is missing; this is not a pass"],
};
const CHECKS = {
  signature: "its signature",
  link_to_previous: "the link to the event before",
  link_from_next: "the link from the event after",
};

/** The elements for an event; `line` is the signed line exactly. */
export function card({ event, line, verification, pick, link, open }) {
  return [
    h(
      "div",
      { class: "summary" },
      h("b", { class: "type" }, show(event.type)),
      event.outcome && badge("outcome", event.outcome),
      event.severity && badge("severity", event.severity),
    ),
    verdict(verification, open),
    facts(event, pick),
    event.repairs && repairs(event.repairs),
    h("h3", {}, "Details"),
    event.details === undefined ? h("p", { class: "muted" }, "None were given.") : prettyJson(member(line, "details")),
    h("h3", {}, "Signature and place in the chain"),
    proof(event),
    h(
      "div",
      { class: "line-head" },
      h("h3", {}, "Signed line"),
      h("span", { class: "muted" }, `${new TextEncoder().encode(line).length.toLocaleString("en")} bytes, exactly as in the log`),
      copyButton("Copy line", () => line),
      copyButton("Copy link", () => link(event.id)),
    ),
    h("pre", { class: "line", tabindex: "0", role: "group", "aria-label": "Signed line" }, showLong(line, 3000)),
  ];
}

function verdict({ status, checked, findings }, open) {
  const [shape, words] = VERDICTS[status] ?? VERDICTS.unverifiable;
  const what = checked.map((name) => CHECKS[name] ?? name).join(", ");
  return h(
    "div",
    { class: `verdict ${status}` },
    icon(shape),
    h(
      "div",
      {},
      h("strong", {}, words),
      what && h("span", {}, ` Checked: ${what}.`),
      findings.map((found) => finding(found, open)),
    ),
  );
}

function facts(event, pick) {
  const local = parts(event.timestamp);
  const at = Date.parse(event.timestamp);
  const value = (name, text) =>
    text !== undefined && [
      showLong(text, 160),
      " ",
      h(
        "button",
        {
          type: "button",
          class: "link only",
          "aria-label": `Only this ${name}`,
          title: `Only this ${name}`,
          onclick: () => pick(name, text),
        },
        icon("filter"),
      ),
    ];
  return list([
    ["Local time", h("span", { class: "tabular" }, `${local.date} ${local.time}.${local.fraction} (${offset(at)})`)],
    ["UTC", h("time", { class: "tabular", datetime: event.timestamp }, event.timestamp)],
    ["User", value("user", event.user_id)],
    ["Source", value("source", event.source)],
    ["Target", value("target", event.target)],
    ["Number", h("span", { class: "tabular" }, event.seq.toLocaleString("en"))],
  ]);
}

function repairs(lines) {
  return [
    h("h3", {}, "Changed to be stored"),
    h(
      "ul",
      { class: "repairs" },
      lines.map((line) => h("li", {}, show(line, 300))),
    ),
  ];
}

function proof(event) {
  return h(
    "div",
    { class: "proof" },
    list([
      ["Signature", h("code", {}, show(event.signature))],
      ["Key", h("code", {}, show(event.key_id))],
      ["Line before", h("code", {}, show(event.chain_hash))],
    ]),
  );
}

function list(entries) {
  return h(
    "dl",
    { class: "facts" },
    entries.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
  );
}
