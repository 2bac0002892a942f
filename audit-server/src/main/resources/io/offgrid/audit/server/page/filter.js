// What is looked for. A filter has the names and values of the API's query parameters, and the page's address has them too, so that
// an address can be kept, shared and tried with curl. Logic only.
import { instant, local, relative, duration } from "./time.js";

const SINGLE = ["user", "outcome", "severity", "source", "target", "q", "since", "until"];

/** How each is called on the screen, in the order of the chips. */
export const LABELS = {
  type: "Type",
  user: "User",
  outcome: "Outcome",
  severity: "Severity",
  source: "Source",
  target: "Target",
  q: "Details have",
};

/** Everything. */
export const EMPTY = Object.freeze({ type: Object.freeze([]) });

/** The filter of an address: `?type=auth*&user=alice`. What is unknown or empty is passed over. */
export function parse(search) {
  const parameters = new URLSearchParams(search);
  const filter = { type: [...new Set(parameters.getAll("type").filter(Boolean))] };
  for (const name of SINGLE) {
    const value = parameters.get(name);
    if (value) {
      filter[name] = value;
    }
  }
  return filter;
}

/** The parameters of a filter, in one order whatever way it came about. */
export function parameters(filter) {
  const result = new URLSearchParams();
  filter.type.forEach((type) => result.append("type", type));
  SINGLE.filter((name) => filter[name]).forEach((name) => result.append(name, filter[name]));
  return result;
}

/** The filter with this condition too; of a type there may be several, of anything else one. */
export function withValue(filter, name, value) {
  if (!value) {
    return without(filter, name);
  }
  return name === "type" ? { ...filter, type: [...new Set([...filter.type, value])] } : { ...filter, [name]: value };
}

/** The filter without this condition. */
export function without(filter, name, value) {
  if (name === "type") {
    return { ...filter, type: value === undefined ? [] : filter.type.filter((type) => type !== value) };
  }
  const { [name]: _, ...rest } = filter;
  return rest;
}

/** The filter with this range of time; absent bounds are open. */
export function between(filter, since, until) {
  const rest = without(without(filter, "since"), "until");
  return { ...rest, ...(since && { since }), ...(until && { until }) };
}

export function isEmpty(filter) {
  return parameters(filter).size === 0;
}

export function equal(one, other) {
  return parameters(one).toString() === parameters(other).toString();
}

/** One entry for each condition, time aside: `{name, value, label}`. */
export function conditions(filter) {
  return Object.keys(LABELS).flatMap((name) => {
    const values = name === "type" ? filter.type : filter[name] ? [filter[name]] : [];
    return values.map((value) => ({ name, value, label: LABELS[name] }));
  });
}

/** The filter's range of time in milliseconds; an open bound is null, and so is one that is no time. */
export function bounds(filter, now) {
  const bound = (text, end) => {
    const at = text ? instant(text, now, end) : NaN;
    return Number.isNaN(at) ? null : at;
  };
  return { since: bound(filter.since, false), until: bound(filter.until, true) };
}

/** The range of time in words. Ends are told inclusively: `until` 11:00:00 is "to 10:59:59". */
export function rangeLabel(filter, now) {
  const { since, until } = bounds(filter, now);
  if (!filter.since && !filter.until) {
    return "All time";
  }
  if (filter.since && !filter.until && !Number.isNaN(relative(filter.since))) {
    return `Last ${lastLabel(filter.since)}`;
  }
  const from = since === null ? filter.since : local(since);
  const to = until === null ? filter.until : local(until % 1000 === 0 ? until - 1000 : until);
  if (!filter.until) {
    return `From ${from}`;
  }
  if (!filter.since) {
    return `Up to ${to}`;
  }
  return from.slice(0, 11) === to.slice(0, 11) ? `${from} – ${to.slice(11)}` : `${from} – ${to}`;
}

function lastLabel(text) {
  return { "15m": "15 minutes", "1h": "hour", "24h": "24 hours", "7d": "7 days", "30d": "30 days" }[text] ?? duration(relative(text));
}

/** Whether events that are recorded from now on can match. */
export function reachesNow(filter, now) {
  const { until } = bounds(filter, now);
  return until === null || until > now;
}
