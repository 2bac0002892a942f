// What stays in sight above the table: range of time, search, filters, export, and the chips.
import { byId, fill, h } from "./dom.js";
import { drawChips, drawConditions } from "./conditions.js";
import { drawExport } from "./exporting.js";
import { rangeLabel } from "./filter.js";
import { icon } from "./icons.js";
import { popover } from "./popover.js";
import { drawRange } from "./range.js";
import { show } from "./show.js";

/** Shows what is looked for now. */
export function drawToolbar(filter, choose) {
  fill(byId("range-button"), icon("clock"), show(rangeLabel(filter, Date.now()), 60), icon("down"));
  byId("q").value = filter.q ?? "";
  drawChips(byId("chips"), filter, choose);
}

/**
 * Makes its parts work, once.
 *
 * @param {{filter: () => object, choose: (filter: object) => void, pick: (name: string, value: string) => void, known: () => object|null,
 *     mayExport: boolean}} parts `known` gives the counts of what matches, if they are there
 */
export function toolbar({ filter, choose, pick, known, mayExport }) {
  popover(byId("range-button"), "Range of time", (panel) => drawRange(panel, filter(), choose));
  fill(byId("filter-button"), icon("filter"), word("Filter"), icon("down"));
  popover(byId("filter-button"), "Filter", (panel) => drawConditions(panel, filter(), suggestions(known()), choose));
  const search = () => pick("q", byId("q").value);
  byId("q").addEventListener("search", search);
  byId("tools").addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  fill(byId("export-button"), icon("download"), word("Export"));
  popover(byId("export-button"), "Export", (panel) =>
    mayExport ? drawExport(panel, filter(), known()?.total_events ?? null) : fill(panel, h("p", { class: "lead" }, NOT_ALLOWED)),
  );
}

const NOT_ALLOWED = "This token may not export. Ask whoever runs the server for one that was made with --may export.";

/** Text that a phone leaves out, and a screen reader does not. */
const word = (text) => h("span", { class: "word" }, text);

function suggestions(stats) {
  return { type: Object.keys(stats?.events_by_type ?? {}), user: Object.keys(stats?.events_by_user ?? {}) };
}
