// The choice of a range of time: how long back, or from and to. Ends are included.
import { fill, h } from "./dom.js";
import { between, bounds } from "./filter.js";
import { endOf, fieldValue, offset, rfc3339 } from "./time.js";

const CHOICES = [
  ["15m", "Last 15 minutes"],
  ["1h", "Last hour"],
  ["24h", "Last 24 hours"],
  ["7d", "Last 7 days"],
  ["30d", "Last 30 days"],
  ["", "All time"],
];

/** Fills the panel of the range of time. */
export function drawRange(panel, filter, choose) {
  const current = filter.until ? null : (filter.since ?? "");
  fill(
    panel,
    h(
      "div",
      { class: "choices", role: "group", "aria-label": "How long back" },
      CHOICES.map(([since, label]) =>
        h(
          "button",
          {
            type: "button",
            "aria-pressed": String(since === current),
            autofocus: since === current,
            onclick: () => {
              panel.hidePopover();
              choose(between(filter, since));
            },
          },
          label,
        ),
      ),
    ),
    absolute(panel, filter, choose),
  );
}

function absolute(panel, filter, choose) {
  const { since, until } = bounds(filter, Date.now());
  const from = h("input", { type: "datetime-local", step: "1", id: "from", value: since === null ? "" : fieldValue(since) });
  const to = h("input", { type: "datetime-local", step: "1", id: "to", value: until === null ? "" : fieldValue(until - 1000) });
  const wrong = h("p", { class: "wrong", role: "alert" });
  const apply = (event) => {
    event.preventDefault();
    const start = from.value ? Date.parse(from.value) : NaN;
    const end = to.value ? endOf(to.value) : NaN;
    if (Number.isNaN(start) && Number.isNaN(end)) {
      wrong.textContent = "Enter a beginning, an end, or both.";
    } else if (start >= end) {
      wrong.textContent = "The end is before the beginning.";
    } else {
      panel.hidePopover();
      choose(between(filter, Number.isNaN(start) ? null : rfc3339(start), Number.isNaN(end) ? null : rfc3339(end)));
    }
  };
  return h(
    "form",
    { class: "fields", onsubmit: apply, novalidate: true },
    h("label", { for: "from" }, "From"),
    from,
    h("label", { for: "to" }, "To"),
    to,
    h("p", { class: "hint" }, `Local time, ${offset(Date.now())}. Both ends are included: “to 10:30” takes in all of 10:30.`),
    wrong,
    h("button", { type: "submit", class: "primary" }, "Show this range"),
  );
}
