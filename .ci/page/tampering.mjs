// A log that somebody changed turns the page red, and leads to the place.
import { equal, ok } from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { step, until } from "./harness.mjs";
import { accessible } from "./reaching.mjs";
import { api, assertClean, open, settled, text, textIs } from "./tab.mjs";

export async function tampering(browser, url, { home, images }) {
  const tab = await open(browser, { url });
  const { page } = tab;
  let place;

  await step("an intact log says so, until somebody changes one event in it", async () => {
    await page.goto(`${url}/?since=30d`);
    await settled(tab);
    await textIs(tab, "#chain strong", "OK");
    place = await tamper(home, tab);
    await page.keyboard.press("v");
    await textIs(tab, "#chain strong", "FAILED");
  });

  await step("it tells the first broken link: event, time, file, line, expected, found, what to do", async () => {
    const told = await text(tab, "#chain");
    for (const part of [
      "2 findings in",
      "signature",
      place.id,
      place.timestamp,
      `${place.file}, line ${place.line}, byte`,
      "the signature of this content",
      "another signature",
      "Keep the directory as it is",
      "1 more",
    ]) {
      ok(told.includes(part), `“${part}” is not in: ${told}`);
    }
    equal(await page.title(), "FAILED · OffGrid Audit");
    ok((await page.locator("#icon").getAttribute("href")).includes("failed"));
    ok((await text(tab, "#urgent")).startsWith("FAILED"));
    await accessible(tab, "failed", "#chain");
    await page.emulateMedia({ colorScheme: "dark" });
    await accessible(tab, "failed, dark", "#chain");
    await page.emulateMedia({ colorScheme: "light" });
    await page.evaluate(() => document.activeElement.blur());
    await images?.(tab, "page-tampered");
  });

  await step("and leads to that event, whose own verification failed too", async () => {
    await page.locator("#chain").getByRole("button", { name: place.id }).click();
    await textIs(tab, "#drawer .verdict", /^FAILED/);
    ok((await text(tab, "#drawer .json")).includes("us-west-9"));
    await accessible(tab, "failed drawer", "#drawer");
    await page.keyboard.press("Escape");
    await until("the drawer is closed", () => page.locator("#drawer").isHidden());
  });

  await assertClean(tab);
  await tab.close();
}

/** Changes where a call was made from, in the middle of the log; the line keeps its length. */
async function tamper(home, tab) {
  const day = new Date(Date.now() - 12 * 86_400_000).toISOString().slice(0, 10);
  const { events } = await api(tab, `/v1/audit?type=describe*&limit=1&until=${day}`);
  const [{ id, timestamp }] = events;
  for (const file of readdirSync(`${home}/audit`).filter((name) => /^events\.log(\.\d+)?$/.test(name))) {
    const lines = readFileSync(`${home}/audit/${file}`, "utf8").split("\n");
    const at = lines.findIndex((line) => line.includes(`"id":"${id}"`));
    if (at >= 0) {
      ok(lines[at].includes('"us-east-1"'));
      lines[at] = lines[at].replace('"us-east-1"', '"us-west-9"');
      writeFileSync(`${home}/audit/${file}`, lines.join("\n"));
      return { id, timestamp, file, line: at + 1 };
    }
  }
  throw new Error(`${id} is in no file`);
}
