// A browser tab that is watched: whatever runs that must not, is asked of another host, or is complained about, is kept and told in the end.
import { deepEqual } from "node:assert/strict";
import { chromium } from "playwright-core";
import { until } from "./harness.mjs";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = () => chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });

/**
 * A tab in a session of its own.
 *
 * @param {{url: string, width?: number, height?: number, dark?: boolean, expected?: RegExp}} options `expected`: complaints that belong to the step
 */
export async function open(browser, { url, width = 1440, height = 900, dark = false, expected = /^$/ }) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    timezoneId: "Europe/Berlin",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const wrong = [];
  const note = (text) => expected.test(text) || wrong.push(text);
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && note(`console: ${message.text()}`));
  page.on("pageerror", (error) => note(`error: ${error.stack}`));
  page.on("dialog", (dialog) => {
    note(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("popup", (popup) => note(`popup: ${popup.url()}`));
  page.on(
    "request",
    (request) => !request.url().startsWith(`${url}/`) && !request.url().startsWith("blob:") && note(`another host: ${request.url()}`),
  );
  page.on("response", (response) => response.status() >= 400 && note(`${response.status()}: ${response.url()}`));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  return { page, context, url, wrong, close: () => context.close() };
}

/** Nothing ran, nothing went elsewhere, nothing was complained about. */
export async function assertClean(tab) {
  deepEqual(tab.wrong, []);
  deepEqual(await tab.page.evaluate(() => [window.hit, window.violations]), [undefined, []]);
}

export const text = (tab, selector) => tab.page.locator(selector).innerText();

/** Waits until an element's text is, or matches, this. */
export function textIs(tab, selector, wanted) {
  return until(`${selector} says ${wanted}`, async () => {
    const found = await text(tab, selector);
    return wanted instanceof RegExp ? wanted.test(found) : found === wanted;
  });
}

/** Waits until the counts and the first rows are there, and gives the count. */
export async function settled(tab) {
  await textIs(tab, "#count", /^[\d,]+ events?/);
  await until("rows, or that there are none", () =>
    tab.page.evaluate(
      () =>
        !document.querySelector(".grid[aria-busy]") &&
        document.querySelector(".rows > .row:not(.absent), .foot.none, .foot.empty") !== null,
    ),
  );
  return Number((await text(tab, "#count")).replace(/ event.*/s, "").replaceAll(",", ""));
}

/** The cells of the rows that are there, from the top. */
export function rows(tab) {
  return tab.page.evaluate(() =>
    [...document.querySelectorAll(".rows > .row:not(.absent)")].map((row) =>
      Object.fromEntries([...row.children].map((cell) => [cell.classList[1], cell.querySelector("time")?.dateTime ?? cell.textContent])),
    ),
  );
}

/** What the API answers, from outside the page. */
export async function api(tab, path) {
  const response = await fetch(`${tab.url}${path}`);
  return response.json();
}
