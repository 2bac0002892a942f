// One event as a row of the table: what of it is kept in memory, and its cells.
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { show } from "./show.js";
import { summary, visible } from "./text.js";
import { parts } from "./time.js";

const LONGEST = 120;

/** The columns: id, title. The last one is shown where there is room. */
export const COLUMNS = [
  ["time", "Time"],
  ["utc", "UTC"],
  ["severity", "Severity"],
  ["outcome", "Outcome"],
  ["type", "Type"],
  ["user", "User"],
  ["source", "Source"],
  ["target", "Target"],
  ["details", "Details"],
];

/** What is kept of an event for its row. Its details, which may be long, are asked for again when it is opened. */
export function row(event) {
  return {
    id: event.id,
    seq: event.seq,
    timestamp: event.timestamp,
    type: event.type,
    user: event.user_id,
    outcome: event.outcome,
    severity: event.severity,
    source: event.source,
    target: event.target,
    summary: summary(event.details),
    repaired: Boolean(event.repairs),
  };
}

// The words that there are. A damaged log may have others, which are shown, but mean nothing.
const SHAPES = {
  outcome: new Map([
    ["success", "check"],
    ["failure", "cross"],
  ]),
  severity: new Map([
    ["info", "info"],
    ["warning", "warning"],
    ["critical", "critical"],
  ]),
};

/** An outcome or severity: a shape and a word, coloured besides. */
export function badge(name, word) {
  const shape = SHAPES[name].get(word);
  return h("span", { class: `badge ${shape ? word : "other"}` }, icon(shape ?? "dash"), show(word, 40));
}

/** Class names for the row of an event. */
export function classes({ outcome, severity }) {
  return ["row", SHAPES.outcome.has(outcome) && outcome, SHAPES.severity.has(severity) && severity].filter(Boolean).join(" ");
}

/** The cells of an event, in the order of the columns. */
export function cells(event) {
  const local = parts(event.timestamp);
  const utc = parts(event.timestamp, true);
  return [
    cell(
      "time",
      h(
        "time",
        { datetime: event.timestamp, title: event.timestamp },
        h("span", { class: "date" }, local.date),
        ` ${local.time}`,
        h("span", { class: "fraction" }, `.${local.fraction.slice(0, 3)}`),
      ),
    ),
    cell("utc", `${utc.date === local.date ? "" : `${utc.date.slice(5)} `}${utc.time}Z`),
    cell("severity", event.severity && value("severity", event.severity, badge("severity", event.severity))),
    cell("outcome", event.outcome && value("outcome", event.outcome, badge("outcome", event.outcome))),
    cell("type", value("type", event.type)),
    cell("user", value("user", event.user)),
    cell("source", value("source", event.source)),
    cell("target", value("target", event.target)),
    cell(
      "details",
      event.repaired &&
        h("span", { class: "repaired", title: "Values were changed to be stored; open the event to see which" }, "repaired "),
      event.summary.map(({ name, value }) => [h("span", { class: "name" }, show(name), "="), show(value), "  "]),
    ),
  ];
}

function cell(name, ...content) {
  return h("div", { role: "gridcell", "aria-colindex": COLUMNS.findIndex(([id]) => id === name) + 1, class: `cell ${name}` }, content);
}

/** A value to be filtered by with a click. */
function value(name, text, content = text && show(text, LONGEST)) {
  return text === undefined || text === ""
    ? h("span", { class: "none", "aria-label": "none" }, "–")
    : h(
        "button",
        {
          type: "button",
          class: "pick",
          tabindex: "-1",
          "data-name": name,
          "data-value": text,
          title: `Only ${name} ${visible(text, 120)}`,
        },
        content,
      );
}
