// Export of just what is filtered. Without a token the browser downloads by itself, whatever the size; with one the file is fetched, since a token
// must not stand in an address.
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { get, isAbort, token } from "./api.js";
import { parameters } from "./filter.js";

const FORMATS = [
  ["csv", "CSV", "for a spreadsheet; a copy for reading"],
  ["json", "JSON", "one array of the signed events"],
  ["jsonl", "JSON Lines", "the signed lines exactly; can be verified"],
];

/** Fills the panel of the export. */
export function drawExport(panel, filter, count) {
  const status = h("p", { class: "hint", role: "status" });
  fill(
    panel,
    h(
      "p",
      { class: "lead" },
      count === null
        ? "Exports what the filters match, oldest first."
        : `Exports ${count.toLocaleString("en")} ${count === 1 ? "event" : "events"}, oldest first.`,
    ),
    h(
      "div",
      { class: "choices formats" },
      FORMATS.map(([format, name, what]) =>
        choice(address(filter, format), format, [icon("download"), h("span", {}, h("b", {}, name), h("small", {}, what))], status),
      ),
    ),
    status,
  );
}

function address(filter, format) {
  const wanted = parameters(filter);
  wanted.set("format", format);
  return wanted;
}

function choice(wanted, format, content, status) {
  return token()
    ? h("button", { type: "button", "data-format": format, onclick: () => save(wanted, format, status) }, content)
    : h("a", { href: `/v1/audit/export?${wanted}`, download: "", "data-format": format }, content);
}

async function save(wanted, format, status) {
  const abort = new AbortController();
  const text = h("span", {}, "Fetching…");
  fill(status, text, " ", h("button", { type: "button", class: "link", onclick: () => abort.abort() }, "Cancel"));
  try {
    const response = await get("/v1/audit/export", wanted, { signal: abort.signal, headers: { Accept: "*/*" } });
    const name = /filename="([\w.-]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? `audit.${format}`;
    download(await collect(response, (bytes) => (text.textContent = `Fetching… ${(bytes / 1e6).toFixed(1)} MB`)), name);
    status.textContent = `Saved as ${name}.`;
  } catch (error) {
    status.textContent = isAbort(error) ? "Cancelled." : error.message;
  }
}

async function collect(response, progress) {
  let bytes = 0;
  const counted = new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      progress(bytes);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counted)).blob();
}

function download(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
