// Times as people write and read them. Logic only; what is "now" and which zone is local come from the caller or the browser.

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const RELATIVE = /^([1-9]\d{0,8})([smhdw])$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
/** Date.parse finds a time in nearly anything that has a digit: only what begins like one is given to it. */
const TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:/;
const two = (number) => String(number).padStart(2, "0");

/** How many milliseconds `15m` is; NaN for anything else. */
export function relative(text) {
  const match = RELATIVE.exec(text);
  return match ? Number(match[1]) * UNITS[match[2]] : NaN;
}

/**
 * When a bound of a time range is, as the API reads it: RFC 3339, a date in UTC, or how long ago.
 *
 * @param {boolean} end whether it is the end of a range: a date then takes in that whole day
 * @returns {number} milliseconds since 1970, or NaN
 */
export function instant(text, now, end = false) {
  if (DATE.test(text)) {
    return Date.parse(`${text}T00:00:00Z`) + (end ? UNITS.d : 0);
  }
  const ago = relative(text);
  return Number.isNaN(ago) ? (TIME.test(text) ? Date.parse(text) : NaN) : now - ago;
}

/** Parts of a timestamp for show, `{date, time, fraction}`; the fraction as the timestamp has it. */
export function parts(timestamp, utc = false) {
  const at = typeof timestamp === "number" ? new Date(timestamp) : new Date(Date.parse(timestamp));
  if (Number.isNaN(at.getTime())) {
    return { date: String(timestamp), time: "", fraction: "" };
  }
  const fraction = /\.(\d+)/.exec(String(timestamp))?.[1] ?? "";
  return utc
    ? { date: at.toISOString().slice(0, 10), time: at.toISOString().slice(11, 19), fraction }
    : {
        date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
        time: `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`,
        fraction,
      };
}

/** `2026-11-24 12:14:34`, local. */
export function local(timestamp) {
  const { date, time } = parts(timestamp);
  return `${date} ${time}`.trim();
}

/** How the local zone differs from UTC at that time: `UTC+01:00`, or `UTC`. */
export function offset(at) {
  const minutes = -new Date(at).getTimezoneOffset();
  const size = Math.abs(minutes);
  return minutes === 0 ? "UTC" : `UTC${minutes < 0 ? "−" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** A length of time in at most two units: `4 h 16 min`. */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const units = [
    ["d", 86_400],
    ["h", 3600],
    ["min", 60],
    ["s", 1],
  ];
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) {
    return milliseconds > 0 && milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : "0 s";
  }
  const [name, size] = units[first];
  const rest = units[first + 1];
  const more = rest ? Math.floor((seconds % size) / rest[1]) : 0;
  return `${Math.floor(seconds / size)} ${name}${more ? ` ${more} ${rest[0]}` : ""}`;
}

/** How long ago: `just now`, `3 min ago`, in one unit. */
export function ago(at, now) {
  const passed = now - at;
  return passed < 10_000 ? "just now" : `${duration(passed).split(" ").slice(0, 2).join(" ")} ago`;
}

/**
 * The exclusive end that takes in all of what was entered in a `datetime-local` field: all of the second, or of the minute where no second stands.
 *
 * @returns {number} milliseconds since 1970, or NaN
 */
export function endOf(field) {
  return Date.parse(field) + (/T\d\d:\d\d$/.test(field) ? UNITS.m : UNITS.s);
}

/** As the API takes it: RFC 3339 in UTC, without a fraction where there is none. */
export function rfc3339(at) {
  return new Date(at).toISOString().replace(".000Z", "Z");
}

/** The value of a `datetime-local` field for that time. */
export function fieldValue(at) {
  const { date, time } = parts(at);
  return `${date}T${time}`;
}
