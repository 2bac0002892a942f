// The live view, and export of what is filtered.
import { deepEqual, equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { offgrid, serve, step, until } from "./harness.mjs";
import { lineOf } from "./looking.mjs";
import { api, assertClean, rows, settled, text, textIs } from "./tab.mjs";

/** Records events that are told apart by their user, with the command. */
async function record(home, ...users) {
  for (const user of users) {
    await offgrid(
      home,
      "record",
      "--type",
      "auth_success",
      "--user",
      user,
      "--outcome",
      "success",
      "--source",
      "10.0.2.17",
      "--target",
      "console",
    );
  }
}

export async function following(tab, server, { home }) {
  const { page } = tab;
  const newest = async (count) => (await rows(tab)).slice(0, count).map((row) => row.user);

  await step("a line is shown as it was signed, even where parsing it would put its names in another order", async () => {
    await offgrid(home, "record", "--type", "numbers", "--details", '{"9":1e21,"10":-0.5,"é":"\\u0007"}');
    const { events } = await api(tab, "/v1/audit?type=numbers");
    await page.goto(`${tab.url}/?event=${events[0].id}`);
    await until("it is loaded", () => page.locator("#drawer .line").count());
    await page.getByRole("button", { name: "Copy line" }).click();
    const line = lineOf(home, events[0].id);
    await until("it is copied", async () => (await page.evaluate(() => navigator.clipboard.readText())) === line);
    equal(await page.locator("#drawer .line").textContent(), line);
    deepEqual(await page.locator("#drawer .json-name").allTextContents(), ['"10"', '"9"', '"é"']);
  });

  await step("what the command records is on top at once", async () => {
    await page.goto(`${tab.url}/?type=auth_success`);
    await settled(tab);
    await textIs(tab, "#tail .state", "Live");
    await record(home, "erin");
    await until("it is on top", async () => (await newest(1))[0] === "erin");
    await until("it is counted", async () => (await text(tab, "#users")).includes("alice"));
  });

  await step("paused, new events are counted and wait; resumed, they are there", async () => {
    await page.getByRole("button", { name: "Pause" }).click();
    await record(home, "frank", "grace");
    await textIs(tab, "#tail .new", "2 new");
    deepEqual(await newest(1), ["erin"]);
    await page.getByRole("button", { name: "Resume" }).click();
    await until("they are on top", async () => (await newest(3)).join() === "grace,frank,erin");
  });

  await step("further down the list they wait, too, and nothing moves", async () => {
    await page.evaluate(() => scrollTo(0, 3000));
    await until("it is scrolled", async () => (await rows(tab))[0].user !== "grace");
    const before = await rows(tab);
    await record(home, "heidi");
    await textIs(tab, "#tail .new", "1 new");
    deepEqual(
      (await rows(tab)).map((row) => row.time),
      before.map((row) => row.time),
    );
    await page.keyboard.press("n");
    await until("it is on top, and in sight", async () => (await newest(1))[0] === "heidi");
  });

  await step("after the server was away, it goes on behind the last event", async () => {
    const before = tab.wrong.length;
    const lastIds = [];
    page.on("request", (request) => request.url().includes("/v1/audit/stream") && lastIds.push(request.headers()["last-event-id"]));
    await server.stop();
    await textIs(tab, "#tail .state", "Reconnecting");
    await record(home, "ivan", "judy");
    server = await serve(home, server.port);
    await textIs(tab, "#tail .state", "Live");
    await until("what was missed is there", async () => (await newest(3)).join() === "judy,ivan,heidi");
    ok(
      lastIds.every((id) => /^\d+$/.test(id)),
      `asked behind ${lastIds}`,
    );
    // That the browser complained meanwhile is as it should be.
    tab.wrong.length = before;
  });

  await step("exports are what the command exports with the same filters, byte for byte", async () => {
    await page.goto(`${tab.url}/?type=auth*&outcome=failure&since=2026-01-01`);
    await settled(tab);
    const filters = ["--type", "auth*", "--outcome", "failure", "--since", "2026-01-01"];
    const commands = {
      csv: ["export-csv", ...filters, "-"],
      json: ["export-json", ...filters, "-"],
      jsonl: ["export", "--format", "jsonl", ...filters, "-"],
    };
    for (const [format, command] of Object.entries(commands)) {
      await page.locator("#export-button").click();
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-format=${format}]`).click()]);
      ok(new RegExp(`^audit-\\d{8}T\\d{6}Z\\.${format}$`).test(download.suggestedFilename()), download.suggestedFilename());
      const saved = readFileSync(await download.path());
      ok(saved.length > 10_000);
      equal(Buffer.compare(saved, await offgrid(home, ...command)), 0, `${format} differs`);
      await page.keyboard.press("Escape");
    }
  });

  await assertClean(tab);
  return server;
}
