// What the steps share: telling what passed, waiting for something to be so, and `offgrid` with a server of its own.
import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";

const launcher = `${process.env.OFFGRID_ROOT}/offgrid`;

/** Does a step and says that it passed; what it throws ends the run. */
export async function step(name, action) {
  const begin = performance.now();
  try {
    await action();
  } catch (error) {
    console.log(`FAILED  ${name}`);
    throw error;
  }
  console.log(`ok      ${name} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
}

/** Waits until the action gives something true, and gives that. */
export async function until(what, action, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  let last;
  while (Date.now() < end) {
    try {
      last = await action();
      if (last) {
        return last;
      }
    } catch (error) {
      last = error.message;
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`not so within ${seconds} s: ${what} (at last: ${JSON.stringify(last)})`);
}

/** What a command printed; any status but 0 is an error. */
export function offgrid(home, ...args) {
  return new Promise((resolve, reject) => {
    const options = { env: { ...process.env, OFFGRID_HOME: home }, maxBuffer: 1 << 28, encoding: "buffer" };
    execFile(launcher, ["audit", ...args], options, (error, out, err) =>
      error ? reject(new Error(`offgrid audit ${args.join(" ")}: ${error.message}\n${err}`)) : resolve(out),
    );
  });
}

/** A server on the log of that home: `{url, port, stop}`. */
export async function serve(home, port = 0) {
  const server = spawn(launcher, ["audit", "serve", "--port", String(port)], {
    env: { ...process.env, OFFGRID_HOME: home },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  running.add(server);
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).on("line", (line) => {
      const listening = /^(http:\/\/127\.0\.0\.1:\d+)\//.exec(line);
      if (listening) {
        resolve(listening[1]);
      }
    });
    ended.then((status) => reject(new Error(`the server ended with ${status} before it listened`)));
  });
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
    running.delete(server);
  };
  return { url, port: Number(new URL(url).port), stop };
}

const running = new Set();
process.on("exit", () => running.forEach((server) => server.kill("SIGKILL")));
