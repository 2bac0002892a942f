// Where the page is: the filter and the open event. The address bar holds both, so back, reload and a shared link all lead to the same view.
import { equal, parameters, parse } from "./filter.js";

const listeners = [];
let here = read();

function read() {
  return { filter: parse(location.search), event: new URLSearchParams(location.search).get("event") || null };
}

function address({ filter, event }) {
  const search = parameters(filter);
  if (event) {
    search.set("event", event);
  }
  return search.size ? `/?${search}` : "/";
}

/** The filter and the id of the open event, or null. */
export const place = () => here;

/** Calls with the place and the one before whenever it changes. */
export function onPlace(listener) {
  listeners.push(listener);
}

function arrive(next) {
  const before = here;
  here = next;
  listeners.forEach((listener) => listener(here, before));
}

/** Looks for something else. The open event stays open. */
export function goTo(filter) {
  if (!equal(filter, here.filter)) {
    const next = { ...here, filter };
    history.pushState({ opened: false }, "", address(next));
    arrive(next);
  }
}

/** Opens an event. From one event to the next takes no step of the history: back closes the drawer. */
export function openEvent(id) {
  if (id === here.event) {
    return;
  }
  const next = { ...here, event: id };
  if (here.event) {
    history.replaceState(history.state, "", address(next));
  } else {
    history.pushState({ opened: true }, "", address(next));
  }
  arrive(next);
}

/** Closes it: a step back, if opening it was the last step. */
export function closeEvent() {
  if (!here.event) {
    return;
  }
  if (history.state?.opened) {
    history.back();
    return;
  }
  const next = { ...here, event: null };
  history.pushState({ opened: false }, "", address(next));
  arrive(next);
}

/** The address of this event alone, to be shared. */
export function linkTo(id) {
  return new URL(address({ filter: parse(""), event: id }), location.href).href;
}

addEventListener("popstate", () => arrive(read()));
