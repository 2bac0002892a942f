// What stands under the rows: that more are on their way, that this was all, that there is nothing, or what went wrong and what to do.
import { fill, h } from "./dom.js";
import { show } from "./show.js";
import { EMPTY, isEmpty } from "./filter.js";
import { local } from "./time.js";

let drawn = "";

/** Draws it, if it is not there already. */
export function drawFoot(element, pages, filter, choose) {
  const state = pages.error ? "error" : !pages.done ? "loading" : pages.count === 0 ? (isEmpty(filter) ? "empty" : "none") : "end";
  const key = [state, pages.searchedTo, pages.error?.message, pages.count > 0].join();
  if (key !== drawn) {
    drawn = key;
    element.className = `foot ${state}`;
    fill(element, STATES[state](pages, choose));
  }
}

const STATES = {
  error: (pages) => [
    h("p", { class: "wrong" }, show(pages.error.message, 1000)),
    h("button", { type: "button", onclick: () => pages.retry() }, "Try again"),
  ],
  loading: ({ searchedTo }) =>
    h(
      "p",
      {},
      h("i", { class: "spinner", "aria-hidden": "true" }),
      searchedTo ? `Looking through older events, back to ${local(searchedTo)} so far…` : "Loading events…",
    ),
  empty: () => [
    h("p", { class: "lead" }, "Nothing has been recorded yet."),
    h("p", {}, "Record a first event, and it appears here: ", h("code", {}, "offgrid audit record --type server_start --user you")),
  ],
  none: (_, choose) => [
    h("p", { class: "lead" }, "No event matches these filters."),
    h("p", {}, "Take one away above, choose a longer range of time, or "),
    h("button", { type: "button", onclick: () => choose(EMPTY) }, "Show all events"),
  ],
  end: () => h("p", {}, "No older events match."),
};
