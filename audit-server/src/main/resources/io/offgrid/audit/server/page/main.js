// Puts the page together: who asks, what is looked for, and what follows from a change of either.
import { announce, byId, fill, h } from "./dom.js";
import { json, onUnauthorized, useToken } from "./api.js";
import { Chain } from "./chain.js";
import { drawChips, drawConditions } from "./conditions.js";
import { Drawer } from "./drawer.js";
import { drawExport } from "./exporting.js";
import { drawFoot } from "./foot.js";
import { between, equal, parameters, rangeLabel, withValue } from "./filter.js";
import { icon } from "./icons.js";
import { Live } from "./live.js";
import { Overview } from "./overview.js";
import { PAGE_SIZE, Pages } from "./pages.js";
import { closeEvent, goTo, linkTo, onPlace, openEvent, place } from "./place.js";
import { popover } from "./popover.js";
import { drawRange } from "./range.js";
import { row } from "./row.js";
import { show } from "./show.js";
import { drawWho, whoami } from "./signin.js";
import { watchSinks } from "./sinks.js";
import { listen } from "./shortcuts.js";
import { EventTable } from "./table.js";

const filter = () => place().filter;
const pick = (name, value) => goTo(withValue(filter(), name, value));

const chain = new Chain(byId("chain"), openEvent);
const overview = new Overview({
  pick,
  range: (since, until) => goTo(between(filter(), since, until)),
  failures: (type) => goTo(withValue(withValue(filter(), "outcome", "failure"), "type", type)),
});
const table = new EventTable(byId("grid"));
const drawer = new Drawer(byId("drawer"), {
  close: closeEvent,
  go: openEvent,
  pick,
  link: linkTo,
  failed: () => chain.status === "ok" && chain.check(),
  focusRow: (id) => table.focusEvent(id),
});
const live = new Live({ element: byId("tail"), table, reload: () => list(), onNews: news });
let pages = null;

/** The first rows of what matches, and from then on what is new. */
async function list() {
  pages?.close();
  live.stop();
  table.wait();
  const wanted = parameters(filter());
  const load = async (cursor, signal) => {
    const query = new URLSearchParams(wanted);
    query.set("limit", PAGE_SIZE);
    if (cursor) {
      query.set("cursor", cursor);
    }
    const answer = await json("/v1/audit", query, signal);
    return { ...answer, events: answer.events.map(row) };
  };
  const mine = new Pages(load, () => table.draw());
  pages = mine;
  // First where the log ends, then the list: so what comes in between is in the list, or follows live, or both.
  const head = await json("/v1/audit/head").catch(() => null);
  await mine.begin();
  if (pages === mine) {
    table.use(mine);
    live.start(filter(), head?.seq);
  }
}

function news(events) {
  if (events.some(({ type }) => type === "integrity_failure")) {
    chain.check();
  }
  // What reading itself leaves in the log must not lead to more reading.
  if (events.some(({ type }) => type !== "audit_read")) {
    overview.touch();
  }
}

function drawTools() {
  const { filter: now } = place();
  fill(byId("range-button"), icon("clock"), show(rangeLabel(now, Date.now()), 60), icon("down"));
  fill(byId("filter-button"), icon("filter"), h("span", { class: "word" }, "Filter"), icon("down"));
  byId("q").value = now.q ?? "";
  drawChips(byId("chips"), now, goTo);
}

function arrive(here, before) {
  drawTools();
  if (!before || !equal(here.filter, before.filter)) {
    overview.show(here.filter);
    table.toTop();
    list();
  }
  table.mark(here.event);
  drawer.show(here.event);
}

function tools(who) {
  popover(byId("range-button"), "Range of time", (panel) => drawRange(panel, filter(), goTo));
  popover(byId("filter-button"), "Filter", (panel) =>
    drawConditions(
      panel,
      filter(),
      { type: Object.keys(overview.stats?.events_by_type ?? {}), user: Object.keys(overview.stats?.events_by_user ?? {}) },
      goTo,
    ),
  );
  byId("tools").addEventListener("submit", (event) => {
    event.preventDefault();
    pick("q", byId("q").value);
  });
  byId("q").addEventListener("search", () => pick("q", byId("q").value));
  byId("skip").addEventListener("click", (event) => {
    // Without a fragment in the address: going back to one would take the focus again.
    event.preventDefault();
    byId("grid").focus();
  });
  exporting(who);
}

function exporting(who) {
  if (!allowed(who, "export")) {
    fill(
      byId("export"),
      h(
        "button",
        { type: "button", disabled: true, title: "This token may not export. Ask for one with --may export." },
        icon("download"),
        h("span", { class: "word" }, "Export"),
      ),
    );
    return;
  }
  const button = h(
    "button",
    { type: "button", id: "export-button", "aria-haspopup": "dialog" },
    icon("download"),
    h("span", { class: "word" }, "Export"),
  );
  fill(byId("export"), button);
  popover(button, "Export", (panel) => drawExport(panel, filter(), overview.stats?.total_events ?? null));
}

const allowed = (who, right) => who.may.includes(right) || who.may.includes("admin");

function keys() {
  listen(
    [
      { key: "/", what: "search in details", act: () => byId("q").focus() },
      { key: "f", what: "add filters", act: () => byId("filter-button").click() },
      { key: "t", what: "choose a range of time", act: () => byId("range-button").click() },
      { key: "l", what: "pause the live view, or go on", act: () => live.toggle() },
      { key: "n", what: "show the new events", act: () => live.showNew() },
      { key: "v", what: "verify the log now", act: () => chain.check() },
      { key: "e", what: "export what is filtered", act: () => byId("export-button")?.click() },
      { key: "j", what: "next event in the table", act: () => table.step(1) },
      { key: "k", what: "the one before", act: () => table.step(-1) },
      { key: "[", what: "older neighbour of the open event", act: () => drawer.neighbour("older") },
      { key: "]", what: "newer neighbour", act: () => drawer.neighbour("newer") },
      { key: "Escape", what: "close the open event", act: closeEvent },
    ],
    byId("help-button"),
  );
}

/** A token that stops working in the middle: whoever reloads is asked for another. */
function signedOut(error, sent) {
  if (sent && !byId("main").hidden) {
    useToken(null);
    location.reload();
  }
}

async function start() {
  const who = await whoami();
  drawWho(byId("who"), who);
  byId("where").replaceChildren(show(who.location ?? "", 120));
  keys();
  if (!allowed(who, "read")) {
    fill(
      byId("chain"),
      h(
        "p",
        { class: "chain-problem" },
        "This token may not read the log",
        who.may.length ? ` (it may ${who.may.join(", ")})` : "",
        ". Sign out, and use one that was made with --may read.",
      ),
    );
    return;
  }
  byId("main").hidden = false;
  new ResizeObserver(([{ target }]) => document.documentElement.style.setProperty("--sticky", `${target.offsetHeight}px`)).observe(
    byId("sticky"),
  );
  table.onOpen = openEvent;
  table.onPick = pick;
  table.onDraw = (shown) => drawFoot(byId("foot"), shown, filter(), goTo);
  tools(who);
  onPlace(arrive);
  arrive(place(), null);
  watchSinks(byId("sinks"));
  await chain.check("15m");
  setInterval(() => chain.refresh(), 60_000);
}

onUnauthorized(signedOut);
start().catch((error) => {
  fill(
    byId("chain"),
    h(
      "p",
      { class: "chain-problem" },
      show(error.message, 1000),
      " ",
      h("button", { type: "button", onclick: () => location.reload() }, "Try again"),
    ),
  );
  announce(error.message, true);
});
