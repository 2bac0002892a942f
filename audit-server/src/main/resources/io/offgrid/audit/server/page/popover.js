// A panel that opens under its button, and closes with Escape or a click elsewhere. The browser's own popovers, put in place.
import { h } from "./dom.js";

const GAP = 6;

/**
 * Makes the panel of a button, right behind it in the document.
 *
 * @param {HTMLButtonElement} button
 * @param {string} label its name for a screen reader
 * @param {(panel: HTMLElement) => void} draw fills it whenever it opens
 */
export function popover(button, label, draw) {
  const panel = h("div", { popover: "auto", role: "dialog", "aria-label": label, class: "popover" });
  button.after(panel);
  button.popoverTargetElement = panel;
  button.setAttribute("aria-expanded", "false");
  panel.addEventListener("beforetoggle", (event) => {
    if (event.newState === "open") {
      draw(panel);
    }
  });
  panel.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      settle(panel, button);
      panel.querySelector("[autofocus], input, select, a, button")?.focus();
    }
  });
  const follow = () => panel.matches(":popover-open") && settle(panel, button);
  addEventListener("resize", follow);
  addEventListener("scroll", follow, { passive: true });
  return panel;
}

function settle(panel, button) {
  const at = button.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - panel.offsetWidth - 8));
  const under = at.bottom + GAP;
  const fits = under + panel.offsetHeight <= innerHeight - 8;
  panel.style.left = `${left}px`;
  panel.style.top = `${fits ? under : Math.max(8, innerHeight - panel.offsetHeight - 8)}px`;
}
