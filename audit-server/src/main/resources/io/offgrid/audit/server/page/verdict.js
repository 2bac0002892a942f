// What a verdict says besides its word: what was found, and what it rests on.
import { fill, h } from "./dom.js";
import { finding, shortFinding } from "./findings.js";
import { show } from "./show.js";
import { duration, local } from "./time.js";

const LISTED = 20;
const number = (n) => n.toLocaleString("en");

/** The first finding in full, and the others; nothing for an intact chain. */
export function findings({ findings: found, finding_count: count, status }, openEvent) {
  if (!found.length) {
    return status === "ok" ? null : h("p", { class: "chain-problem" }, "Run “offgrid audit verify” on the server for more.");
  }
  const [first, ...others] = found;
  return h(
    "div",
    { class: "findings" },
    h("h2", {}, status === "failed" ? "First broken link" : "First event that cannot be checked"),
    finding(first, openEvent),
    others.length > 0 &&
      h(
        "details",
        {},
        h("summary", {}, `${number(count - 1)} more; they often follow from the first`),
        list(others, openEvent),
        count > found.length && h("p", {}, `These are the first ${number(found.length)}; “offgrid audit verify -o json” lists all.`),
      ),
  );
}

function list(others, openEvent) {
  const items = h(
    "ul",
    {},
    others.slice(0, LISTED).map((found) => shortFinding(found, openEvent)),
  );
  if (others.length <= LISTED) {
    return items;
  }
  const all = h("button", { type: "button", class: "link" }, `Show all ${number(others.length)}`);
  all.addEventListener("click", () => {
    fill(
      items,
      others.map((found) => shortFinding(found, openEvent)),
    );
    all.remove();
  });
  return [items, all];
}

/** What the verdict rests on, and what it cannot tell. */
export function ground({ trust, notes, bytes, seconds, verified_at: at }) {
  return h(
    "dl",
    { class: "ground" },
    [
      ["Verified", `${local(at)} local, ${at}; ${(bytes / 1e6).toFixed(1)} MB in ${duration(seconds * 1000)}`],
      ["Keys", trust.key_ids.length ? keys(trust) : "none"],
      [
        "Origin",
        [
          show(trust.origin ?? "unknown", 64),
          trust.origin_pinned ? ", pinned" : ", not pinned: the log itself says so (audit.origin pins it)",
        ],
      ],
      ["Head", trust.head_present ? "authentic" : "missing, or not authentic"],
      [
        "Anchor",
        trust.anchor_seq
          ? `compared with an older head, number ${trust.anchor_seq}`
          : "none: a log rolled back together with its head would not be seen. Keep heads elsewhere and run “offgrid audit verify --head”.",
      ],
      ...notes.map((note) => ["Note", show(note, 500)]),
    ].map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
  );
}

export function keys({ key_ids: ids }) {
  return ids.map((id, i) => [i ? ", " : "", h("code", {}, show(id, 20))]);
}
