// Prints the events of a month as JSON lines for `offgrid audit record --file -`, and before them one for each hostile value.
//
//   node events.mjs COUNT CLOUDTRAIL
import { readFileSync } from "node:fs";
import { month } from "./month.mjs";
import { hostileEvent, PAYLOADS } from "./payloads.mjs";

const USERS = ["alice", "bob", "carol.ng", "svc-backup", "dmitri", "müller", "root"];
const KINDS = [
  ["inference", "llama3:8b"],
  ["auth_success", "console"],
  ["model_load", "llama3:8b"],
  ["config_change", "audit.retention_days"],
  ["api_key_create", "key/7f3a"],
  ["user_create", "user/erin"],
];

let seed = 7;
const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
/** One of them, the first ones more often. */
const one = (list) => list[Math.floor(random() * random() * list.length)];

function cloud(details) {
  const type = details.eventName.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  const { userName, arn } = details.userIdentity;
  return { type, user_id: userName ?? arn, outcome: "success", source: details.sourceIPAddress, target: details.eventSource, details };
}

function attack(i) {
  const user_id = one(["root", "admin", "alice"]);
  const details = { attempt: i, method: "password" };
  return {
    type: "auth_failure",
    user_id,
    outcome: "failure",
    severity: "critical",
    source: `203.0.113.${i % 7}`,
    target: "console",
    details,
  };
}

function usual(i) {
  const [kind, target] = one(KINDS);
  const failed = random() < 0.02;
  const type = failed && kind === "auth_success" ? "auth_failure" : kind;
  const event = { type, user_id: one(USERS), source: `10.0.${i % 4}.${i % 200}`, target };
  event.details = { model: "llama3", tokens: Math.floor(random() * 4000), ms: Math.floor(random() * 900) };
  if (random() < 0.97) {
    event.outcome = failed ? "failure" : "success";
  }
  if (failed || random() < 0.2) {
    event.severity = failed ? "warning" : "info";
  }
  return event;
}

const [count, samples] = [Number(process.argv[2]), process.argv[3]];
const trail = readFileSync(samples, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const events = month(count).map((when, i) => (when.attack ? attack(i) : random() < 0.25 ? cloud(one(trail)) : usual(i)));
process.stdout.write([...PAYLOADS.map(hostileEvent), ...events].map((event) => JSON.stringify(event) + "\n").join(""));
