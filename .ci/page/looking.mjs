// Loading, filters, the address, the chart, the drawer, the keyboard, long lists.
import { deepEqual, equal, ok } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { step, until } from "./harness.mjs";
import { api, assertClean, rows, settled, text, textIs } from "./tab.mjs";

const search = (tab) => new URL(tab.page.url()).search;

export async function looking(tab, { home, count }) {
  const { page } = tab;

  await step(`the page loads ${count.toLocaleString("en")} events and says that the chain is intact`, async () => {
    await page.goto(tab.url);
    await textIs(tab, "#chain strong", "OK");
    equal(await settled(tab), count);
    equal(await page.title(), "OK · OffGrid Audit");
    ok((await text(tab, "#chain")).includes(`${count.toLocaleString("en")} events`));
    const { events } = await api(tab, "/v1/audit?limit=5");
    deepEqual(
      (await rows(tab)).slice(0, 5).map((row) => row.time),
      events.map((event) => event.timestamp),
    );
  });

  await step("filters by form, cell, bar and text; each has a chip and a place in the address", async () => {
    await page.keyboard.press("f");
    await page.fill("#by-type", "auth*");
    await page.selectOption("#by-outcome", "failure");
    await page.keyboard.press("Enter");
    await until("the address has it", () => search(tab) === "?type=auth*&outcome=failure");
    const failed = await settled(tab);
    equal(failed, (await api(tab, "/v1/audit/stats?type=auth*&outcome=failure&verify=false")).total_events);
    ok((await rows(tab)).every((row) => row.type.startsWith("auth") && row.outcome === "failure"));
    const cell = page.locator(".rows .pick[data-name=user]").first();
    const user = await cell.getAttribute("data-value");
    await cell.click();
    await until("the user is in the address", () => search(tab) === `?type=auth*&user=${user}&outcome=failure`);
    ok((await settled(tab)) < failed);
    await page.getByRole("button", { name: "Remove filter: Type auth*" }).click();
    await page.getByRole("button", { name: "Remove filter: Outcome failure" }).click();
    await page.locator('#types .bar-button[data-value="config_change"]').click();
    await until("the type is in the address", () => search(tab) === `?type=config_change&user=${user}`);
    await page.keyboard.press("/");
    await page.keyboard.type("TOKENS");
    await page.keyboard.press("Enter");
    await until("the text is in the address", () => search(tab) === `?type=config_change&user=${user}&q=TOKENS`);
    equal(await settled(tab), (await api(tab, `/v1/audit/stats${search(tab)}&verify=false`)).total_events);
  });

  await step("back, forward and reload lead to the same view", async () => {
    const now = await settled(tab);
    await page.goBack();
    await until("one step back", () => /^\?type=config_change&user=[^&]+$/.test(search(tab)));
    await page.goBack();
    await until("two steps back", () => /^\?user=[^&]+$/.test(search(tab)));
    equal(await settled(tab), (await api(tab, `/v1/audit/stats${search(tab)}&verify=false`)).total_events);
    await page.goForward();
    await page.goForward();
    await page.reload();
    equal(await settled(tab), now);
    equal(await page.inputValue("#q"), "TOKENS");
    await page.getByRole("button", { name: "Clear all" }).click();
    equal(await settled(tab), count);
  });

  await step("says so when nothing matches, and when the server refuses", async () => {
    await page.goto(`${tab.url}/?user=nobody`);
    await textIs(tab, "#foot", /No event matches these filters/);
    await page.getByRole("button", { name: "Show all events" }).click();
    equal(await settled(tab), count);
  });

  await step("dragging over the chart shows just that time, and so do the arrow keys", async () => {
    const box = await page.locator("#timeline .u-over").boundingBox();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.55, box.y + 50);
    await page.mouse.move(box.x + box.width * 0.6, box.y + 50);
    await page.mouse.up();
    await until("the range is in the address", () => /^\?since=[^&]+Z&until=[^&]+Z$/.test(search(tab)));
    const inRange = await settled(tab);
    ok(inRange > 0 && inRange < count / 4, `${inRange} events`);
    equal(inRange, (await api(tab, `/v1/audit/stats${search(tab)}&verify=false`)).total_events);
    const [since, until_] = ["since", "until"].map((name) => new URLSearchParams(search(tab)).get(name));
    ok((await rows(tab)).every(({ time }) => Date.parse(time) >= Date.parse(since) && Date.parse(time) < Date.parse(until_)));
    await page.locator("#timeline .plot").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    ok(/events?, [\d,]+ failed/.test(await text(tab, ".readout")));
    await page.keyboard.press("Enter");
    await until("a shorter range", async () => !search(tab).includes(encodeURIComponent(until_)) && (await settled(tab)) < inRange);
    await page.goBack();
    await until("zoomed out", async () => (await settled(tab)) === inRange);
    await page.goBack();
    await until("all again", async () => (await settled(tab)) === count);
  });

  await step("ranges of time include their ends", async () => {
    await page.keyboard.press("t");
    await page.getByRole("button", { name: "Last 7 days" }).click();
    await until("seven days", () => search(tab) === "?since=7d");
    ok((await settled(tab)) < count / 2);
    await page.locator("#range-button").click();
    const day = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
    await page.fill("#from", `${day}T10:00`);
    await page.fill("#to", `${day}T10:30`);
    await page.getByRole("button", { name: "Show this range" }).click();
    const offset = await page.evaluate((at) => -new Date(at).getTimezoneOffset() * 60_000, `${day}T10:00`);
    const at = (minute) => new Date(Date.parse(`${day}T10:${minute}:00Z`) - offset).toISOString().replace(".000", "");
    await until("the whole last minute is in it", () => search(tab) === `?${new URLSearchParams({ since: at("00"), until: at("31") })}`);
    await textIs(tab, "#chips", new RegExp(`${day} 10:00:00 – 10:30:59`));
    equal(await settled(tab), (await api(tab, `/v1/audit/stats${search(tab)}&verify=false`)).total_events);
    await page.getByRole("button", { name: /Remove filter: / }).click();
    equal(await settled(tab), count);
  });

  await step("by keyboard alone: skip link, rows, values, drawer, neighbours, and back", async () => {
    await page.goto(tab.url);
    await settled(tab);
    await page.keyboard.press("Tab");
    equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    equal(await page.evaluate(() => document.activeElement.getAttribute("aria-rowindex")), "4");
    await page.keyboard.press("ArrowRight");
    equal(await page.evaluate(() => document.activeElement.classList.contains("pick")), true);
    await page.keyboard.press("Escape");
    const { events } = await api(tab, "/v1/audit?limit=4");
    await page.keyboard.press("Enter");
    await textIs(tab, "#drawer-title", new RegExp(events[2].id));
    await textIs(tab, "#drawer .verdict", /^Verified/);
    await page.keyboard.press("[");
    await textIs(tab, "#drawer-title", new RegExp(events[3].id));
    await until("its neighbours are known", () => page.locator("[data-role=newer]").isEnabled());
    await page.keyboard.press("]");
    await textIs(tab, "#drawer-title", new RegExp(events[2].id));
    await page.keyboard.press("Escape");
    equal(await page.locator("#drawer").isHidden(), true);
    await until("the focus is back on the row", () => page.evaluate(() => document.activeElement.getAttribute("aria-rowindex") === "4"));
    equal(search(tab), "");
    await page.keyboard.press("?");
    ok((await text(tab, ".help")).includes("Keyboard shortcuts"));
    await page.keyboard.press("Escape");
  });

  await step("the drawer shows and copies the signed line, exactly as it is in the log; its address opens it again", async () => {
    const { events } = await api(tab, "/v1/audit?limit=1&type=describe_instances");
    await page.goto(`${tab.url}/?event=${events[0].id}`);
    await textIs(tab, "#drawer .verdict", /^Verified/);
    const line = lineOf(home, events[0].id);
    equal(
      await page
        .locator("#drawer .line")
        .textContent()
        .then((shown) => shown.replace(/… show all .*$/, "")),
      line.slice(0, 3000),
    );
    await page.getByRole("button", { name: "Copy line" }).click();
    equal(await until("it is copied", () => page.evaluate(() => navigator.clipboard.readText())), line);
    ok((await text(tab, "#drawer .json")).includes('"eventName": "DescribeInstances"'));
    await page.keyboard.press("Escape");
  });

  await step("thousands of rows, few elements, the way back to the newest", async () => {
    await page.goto(tab.url);
    await settled(tab);
    await page.keyboard.press("j");
    await until("ten thousand rows", async () => {
      await page.keyboard.press("End");
      const { last, elements } = await page.evaluate(() => ({
        last: Number(document.activeElement.getAttribute("aria-rowindex")),
        elements: document.querySelectorAll(".rows > .row").length,
      }));
      ok(elements < 100, `${elements} rows are elements`);
      return last > 10_000;
    });
    const { id, time } = await page.evaluate(() => ({
      id: document.activeElement.getAttribute("aria-rowindex"),
      time: document.activeElement.querySelector("time").dateTime,
    }));
    const { events } = await api(tab, `/v1/audit?limit=1&until=${new Date(Date.parse(time) + 1).toISOString()}`);
    equal(events[0].timestamp, time);
    equal(count - events[0].seq, Number(id) - 2);
    await page.keyboard.press("Home");
    await until("the newest has the focus", () => page.evaluate(() => document.activeElement.getAttribute("aria-rowindex") === "2"));
    equal((await rows(tab))[0].time, (await api(tab, "/v1/audit?limit=1")).events[0].timestamp);
  });

  await assertClean(tab);
}

/** The line of an event in the log's files. */
export function lineOf(home, id) {
  for (const name of readdirSync(`${home}/audit`).filter((file) => /^events\.log(\.\d+)?$/.test(file))) {
    const line = readFileSync(`${home}/audit/${name}`, "utf8")
      .split("\n")
      .find((candidate) => candidate.includes(`"id":"${id}"`));
    if (line) {
      return line;
    }
  }
  throw new Error(`${id} is in no file`);
}
