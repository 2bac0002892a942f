// Makes a log that was recorded in a few seconds look as if it had grown over a month, so that there is something to see in a chart: gives each record
// another time, and signs and links it again with the log's own key, as docs/format.md says. `offgrid audit verify` must then still say OK.
//
//   node spread.mjs HOME
import { createHash, createHmac } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { month } from "./month.mjs";
import { PAYLOADS } from "./payloads.mjs";

const home = process.argv[2];
const log = `${home}/audit`;
const key = Buffer.from(/^hex:([0-9a-f]+)$/m.exec(readFileSync(`${home}/audit.key`, "utf8"))[1], "hex");
const now = Date.now();

/** The line with these instead of its own, signed. */
function signed(line, chainHash, timestamp) {
  const at = line.lastIndexOf(',"signature":"hmac-sha256:');
  const head = line.slice(0, at).replace(/^\{"chain_hash":"[^"]+"/, `{"chain_hash":"${chainHash}"`);
  const tail = line.slice(at + 92).replace(/"timestamp":"[^"]+"/, `"timestamp":"${timestamp}"`);
  const signature = createHmac("sha256", key).update(`${head},${tail}`).digest("hex");
  return `${head},"signature":"hmac-sha256:${signature}",${tail}`;
}

const hash = (text) => `sha256:${createHash("sha256").update(text).digest("hex")}`;

/** RFC 3339 with six digits, and the last of them as told, so that no two are the same. */
const stamp = (at, i) => new Date(at).toISOString().replace("Z", `${String(i % 1000).padStart(3, "0")}Z`);

const files = readdirSync(log)
  .filter((name) => /^events\.log(\.\d+)?$/.test(name))
  .sort((one, other) => (Number(one.slice(11)) || Infinity) - (Number(other.slice(11)) || Infinity));
const texts = files.map((name) => readFileSync(`${log}/${name}`, "utf8").split("\n").slice(0, -1));
const count = texts.reduce((sum, lines) => sum + lines.length, 0);
const times = month(count - PAYLOADS.length).map(({ ago }) => now - 60_000 - ago);
times.unshift(...PAYLOADS.map((_, i) => times[0] - (PAYLOADS.length - i) * 10));

let i = 0;
let chainHash = /^\{"chain_hash":"([^"]+)"/.exec(texts[0][0])[1];
files.forEach((name, file) => {
  const lines = texts[file].map((line) => {
    const result = signed(line, chainHash, stamp(times[i], i));
    chainHash = hash(result);
    i++;
    return result;
  });
  writeFileSync(`${log}/${name}`, lines.join("\n") + "\n");
  rmSync(`${log}/${name}.summary`, { force: true });
});
writeFileSync(
  `${log}/chain.hash`,
  signed(readFileSync(`${log}/chain.hash`, "utf8").trimEnd(), chainHash, stamp(times[i - 1], i - 1)) + "\n",
);
