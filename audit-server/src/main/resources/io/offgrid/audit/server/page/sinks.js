// How forwarding does: a word for each sink, and all that is known of it in a panel.
import { fill, h } from "./dom.js";
import { json } from "./api.js";
import { icon } from "./icons.js";
import { popover } from "./popover.js";
import { show, showLong } from "./show.js";
import { ago, duration } from "./time.js";

const EVERY = 30_000;
const SHAPES = { forwarding: "check", retrying: "warning", held: "critical", stopped: "critical", waiting: "pause", disabled: "dash" };
const MEANINGS = {
  forwarding: "Events are being forwarded.",
  retrying: "The last delivery failed; it is tried again.",
  held: "The receiver rejected an event, and on_reject says stop.",
  stopped: "The receiver wants nothing more.",
  waiting: "No process forwards now.",
  disabled: "Switched off in the configuration.",
};

/** Draws the sinks, again and again. */
export function watchSinks(element) {
  let sinks = null;
  const button = h("button", { type: "button", class: "quiet sinks", "aria-haspopup": "dialog" }, "Forwarding…");
  element.append(button);
  const panel = popover(button, "Forwarding", (panel) => drawPanel(panel, sinks));
  const look = async () => {
    if (document.hidden) {
      return;
    }
    try {
      sinks = await json("/v1/audit/sinks");
    } catch (error) {
      sinks = error;
    }
    fill(button, "Forwarding", h("span", { class: "sink-words" }, words(sinks)));
    if (panel.matches(":popover-open")) {
      drawPanel(panel, sinks);
    }
  };
  setInterval(look, EVERY);
  return look();
}

function words(sinks) {
  if (!Array.isArray(sinks)) {
    return h("span", { class: "sink unknown" }, icon("warning"), "unknown");
  }
  if (!sinks.length) {
    return h("span", { class: "muted" }, "none");
  }
  return sinks
    .slice(0, 4)
    .map((sink) =>
      h(
        "span",
        { class: `sink ${sink.state}` },
        icon(SHAPES[sink.state] ?? "dash"),
        show(sink.name, 24),
        sink.behind_events > 0 && h("span", { class: "muted" }, ` ${sink.behind_events.toLocaleString("en")} behind`),
      ),
    );
}

function drawPanel(panel, sinks) {
  if (!Array.isArray(sinks)) {
    fill(panel, h("p", {}, sinks ? show(sinks.message, 500) : "Not known yet."));
  } else if (!sinks.length) {
    fill(
      panel,
      h(
        "p",
        {},
        "Events are forwarded to no other system. Add ",
        h("code", {}, "webhook: {url: …}"),
        " or ",
        h("code", {}, "syslog: {address: …}"),
        " under ",
        h("code", {}, "audit:"),
        " in config.yaml.",
      ),
    );
  } else {
    fill(panel, sinks.map(one));
  }
}

function one(sink) {
  const now = Date.now();
  return h(
    "section",
    { class: "sink-panel" },
    h("h2", {}, show(sink.name, 60), h("span", { class: `sink ${sink.state}` }, icon(SHAPES[sink.state] ?? "dash"), sink.state)),
    h(
      "dl",
      {},
      [
        ["To", [show(sink.type, 30), ", ", show(sink.target, 200)]],
        ["State", MEANINGS[sink.state] ?? sink.state],
        [
          "Behind",
          sink.behind_events
            ? `${sink.behind_events.toLocaleString("en")} events, the oldest ${duration(sink.behind_seconds * 1000)} old`
            : "nothing: it has all",
        ],
        ["Confirmed", `up to number ${sink.cursor_seq.toLocaleString("en")}`],
        ["Last delivery", sink.last_success ? ago(Date.parse(sink.last_success), now) : "never"],
        [
          "Last error",
          sink.last_error && [showLong(sink.last_error, 300), sink.last_error_at && `, ${ago(Date.parse(sink.last_error_at), now)}`],
        ],
        ["Parked", sink.parked ? `${sink.parked.toLocaleString("en")}: see “offgrid audit sinks retry”` : null],
      ]
        .filter(([, value]) => value)
        .map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
    ),
  );
}
