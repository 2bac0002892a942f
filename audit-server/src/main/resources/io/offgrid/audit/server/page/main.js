// Puts the page together: who asks, what is looked for, and what follows from a change of either.
import { announce, byId, fill, h } from "./dom.js";
import { onUnauthorized, useToken } from "./api.js";
import { Chain } from "./chain.js";
import { Drawer } from "./drawer.js";
import { drawFoot } from "./foot.js";
import { between, equal, withValue } from "./filter.js";
import { Listing } from "./listing.js";
import { Live } from "./live.js";
import { Overview } from "./overview.js";
import { closeEvent, goTo, linkTo, onPlace, openEvent, place } from "./place.js";
import { show } from "./show.js";
import { drawWho, whoami } from "./signin.js";
import { watchSinks } from "./sinks.js";
import { listen } from "./shortcuts.js";
import { EventTable } from "./table.js";
import { drawToolbar, toolbar } from "./toolbar.js";

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
const live = new Live({ element: byId("tail"), table, reload: () => listing.show(filter()), onNews: news });
const listing = new Listing(table, live);

function news(events) {
  if (events.some(({ type }) => type === "integrity_failure")) {
    chain.check();
  }
  // What reading itself leaves in the log must not lead to more reading.
  if (events.some(({ type }) => type !== "audit_read")) {
    overview.touch();
  }
}

function arrive(here, before) {
  drawToolbar(here.filter, goTo);
  if (!before || !equal(here.filter, before.filter)) {
    overview.show(here.filter);
    table.toTop();
    listing.show(here.filter);
  }
  table.mark(here.event);
  drawer.show(here.event);
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
  toolbar({ filter, choose: goTo, pick, known: () => overview.stats, mayExport: allowed(who, "export") });
  byId("skip").addEventListener("click", (event) => {
    // Without a fragment in the address: going back to one would take the focus again.
    event.preventDefault();
    byId("grid").focus();
  });
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
