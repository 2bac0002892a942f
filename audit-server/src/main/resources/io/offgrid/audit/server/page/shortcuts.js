// Single-key shortcuts, and the list of them under `?`. They can be switched off, for those who speak to their computer.
import { fill, h, isTyping } from "./dom.js";

const OFF = "offgrid.audit.shortcuts";
const TABLE = [
  ["↑ ↓  PgUp PgDn  Home End", "go through the events"],
  ["← →", "go through the values of an event; Enter filters by one"],
  ["Enter", "open the event"],
];

/**
 * Listens.
 *
 * @param {Array<{key: string, what: string, act: () => void}>} shortcuts
 * @param {HTMLButtonElement} button opens the list
 */
export function listen(shortcuts, button) {
  const dialog = h("dialog", { class: "dialog help", "aria-labelledby": "help-title" });
  document.body.append(dialog);
  const help = () => {
    draw(dialog, shortcuts);
    dialog.showModal();
  };
  button.addEventListener("click", help);
  document.addEventListener("keydown", (event) => {
    const blocked =
      event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open], :popover-open");
    if (blocked || (localStorage.getItem(OFF) && event.key !== "Escape")) {
      return;
    }
    const act = event.key === "?" ? help : shortcuts.find(({ key }) => key === event.key)?.act;
    if (act) {
      event.preventDefault();
      act();
    }
  });
}

function draw(dialog, shortcuts) {
  const line = (keys, what) => [
    h(
      "dt",
      {},
      keys.split("  ").map((group, i) => [i ? " " : "", group.split(" ").map((key) => h("kbd", {}, key))]),
    ),
    h("dd", {}, what),
  ];
  const toggle = h("input", { type: "checkbox", id: "shortcuts-on", checked: !localStorage.getItem(OFF) });
  toggle.addEventListener("change", () => (toggle.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "off")));
  fill(
    dialog,
    h("h2", { id: "help-title" }, "Keyboard shortcuts"),
    h(
      "dl",
      { class: "keys" },
      shortcuts.map(({ key, what }) => line(key === "Escape" ? "Esc" : key, what)),
      line("?", "show this list"),
    ),
    h("h3", {}, "In the table"),
    h(
      "dl",
      { class: "keys" },
      TABLE.map(([keys, what]) => line(keys, what)),
    ),
    h("h3", {}, "In the chart"),
    h("dl", { class: "keys" }, line("← →", "go from bar to bar; with Shift select several"), line("Enter", "show only that time")),
    h("label", { class: "switch" }, toggle, " Single-key shortcuts"),
    h("button", { type: "button", class: "primary", onclick: () => dialog.close() }, "Close"),
  );
}
