// The form that adds conditions, and the chips of those in effect.
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { EMPTY, LABELS, between, conditions, isEmpty, rangeLabel, withValue, without } from "./filter.js";
import { show } from "./show.js";
import { visible } from "./text.js";

const WORDS = { outcome: ["success", "failure"], severity: ["info", "warning", "critical"] };
const HINTS = { type: "auth* for all that begin so", user: "exactly", source: "exactly", target: "exactly" };

/**
 * Fills the panel in which conditions are added.
 *
 * @param {object} known the values to suggest: `{type: [...], user: [...]}`
 */
export function drawConditions(panel, filter, known, choose) {
  const fields = ["type", "user", "outcome", "severity", "source", "target"].map((name) => ({ name, input: input(name, filter, known) }));
  const apply = (event) => {
    event.preventDefault();
    panel.hidePopover();
    choose(
      fields.reduce((result, { name, input }) => (name === "type" && !input.value ? result : withValue(result, name, input.value)), filter),
    );
  };
  fill(
    panel,
    h(
      "form",
      { class: "fields", onsubmit: apply },
      fields.map(({ name, input }) => [h("label", { for: input.id }, LABELS[name]), input, list(name, known)]),
      h("button", { type: "submit", class: "primary" }, "Filter"),
    ),
  );
}

function input(name, filter, known) {
  const id = `by-${name}`;
  if (WORDS[name]) {
    const options = ["", ...WORDS[name]].map((word) => h("option", { value: word }, word || "any"));
    const select = h("select", { id }, options);
    select.value = filter[name] ?? "";
    return select;
  }
  return h("input", {
    id,
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: "1024",
    placeholder: HINTS[name],
    value: name === "type" ? "" : (filter[name] ?? ""),
    list: known[name] ? `known-${name}` : null,
    autofocus: name === "type",
  });
}

function list(name, known) {
  return (
    known[name] &&
    h(
      "datalist",
      { id: `known-${name}` },
      known[name].slice(0, 200).map((value) => h("option", { value })),
    )
  );
}

/** Draws the chips; each removes its condition. */
export function drawChips(element, filter, choose) {
  const chips = conditions(filter).map(({ name, value, label }) =>
    chip(`${label} ${visible(value)}`, [h("span", { class: "label" }, `${label} `), show(value, 60)], () =>
      choose(without(filter, name, value)),
    ),
  );
  if (filter.since || filter.until) {
    const range = rangeLabel(filter, Date.now());
    chips.unshift(chip(range, [icon("clock"), show(range, 80)], () => choose(between(filter))));
  }
  const focused = element.contains(document.activeElement);
  fill(
    element,
    chips,
    !isEmpty(filter) &&
      chips.length > 1 &&
      h("li", {}, h("button", { type: "button", class: "link", onclick: () => choose(EMPTY) }, "Clear all")),
  );
  element.hidden = chips.length === 0;
  if (focused) {
    (element.querySelector("button") ?? document.getElementById("filter-button")).focus();
  }
}

function chip(name, content, remove) {
  return h(
    "li",
    { class: "chip" },
    h("span", { class: "text" }, content),
    h("button", { type: "button", "aria-label": `Remove filter: ${name}`, title: "Remove", onclick: remove }, icon("cross")),
  );
}
