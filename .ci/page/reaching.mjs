// Who can use it: contrast and names by axe-core, a phone's width, dark and light, tokens.
import { deepEqual, equal, ok } from "node:assert/strict";
import { appendFileSync, chmodSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { offgrid, serve, step, until } from "./harness.mjs";
import { assertClean, open, settled, text, textIs } from "./tab.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Nothing that axe-core finds against WCAG 2.2 A and AA, in the whole page or one part of it. In the dark only contrast is different. */
export async function accessible(tab, where, part = "body") {
  await tab.page.evaluate(axe);
  const found = await tab.page.evaluate(
    ([include, rules]) => {
      const dark = matchMedia("(prefers-color-scheme: dark)").matches;
      const context = { include: [include], exclude: [".rows > .row:nth-child(n + 8)"] };
      return window.axe.run(context, { runOnly: dark ? ["color-contrast"] : rules, resultTypes: ["violations"] });
    },
    [part, RULES],
  );
  const wrong = found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${where}: ${id} at ${target}: ${failureSummary}`),
  );
  deepEqual(wrong, []);
}

export async function reaching(browser, url, { home, images }) {
  for (const dark of [false, true]) {
    const scheme = dark ? "dark" : "light";
    await step(`contrast, names and roles in every state, ${scheme}`, async () => {
      const tab = await open(browser, { url, dark });
      await tab.page.goto(`${url}/?since=30d`);
      await settled(tab);
      await textIs(tab, "#chain strong", "OK");
      await accessible(tab, "list");
      await images?.(tab, `page-${scheme}`);
      await tab.page.getByRole("button", { name: "What it rests on" }).click();
      for (const key of ["t", "f", "e", "?"]) {
        await tab.page.keyboard.press(key);
        await until("it is open", () => tab.page.locator(":popover-open, dialog[open]").count());
        await accessible(tab, `panel ${key}`, ":popover-open, dialog[open]");
        await tab.page.keyboard.press("Escape");
      }
      await tab.page.keyboard.press("j");
      await tab.page.keyboard.press("Enter");
      await textIs(tab, "#drawer .verdict", /^Verified/);
      await accessible(tab, "drawer", "#drawer");
      await tab.page.goto(`${url}/?user=nobody`);
      await textIs(tab, "#foot", /No event matches/);
      await accessible(tab, "nothing", ".events");
      await assertClean(tab);
      await tab.close();
    });
  }

  await step("a phone's width: nothing to the side, the drawer over all of it", async () => {
    const tab = await open(browser, { url, width: 390, height: 844 });
    await tab.page.goto(`${url}/?since=7d`);
    await settled(tab);
    await textIs(tab, "#chain strong", "OK");
    equal(await tab.page.evaluate(() => document.scrollingElement.scrollWidth), 390);
    await accessible(tab, "phone");
    await images?.(tab, "page-phone");
    await tab.page
      .locator(".rows > .row")
      .first()
      .click({ position: { x: 8, y: 8 } });
    await textIs(tab, "#drawer .verdict", /^Verified/);
    equal(await tab.page.evaluate(() => document.getElementById("drawer").offsetWidth), 390);
    ok(await tab.page.evaluate(() => document.querySelector("main").inert));
    await accessible(tab, "phone drawer", "#drawer");
    await tab.page.getByRole("button", { name: "Close" }).click();
    ok(!(await tab.page.evaluate(() => document.querySelector("main").inert)));
    await assertClean(tab);
    await tab.close();
  });

  await step("with tokens: asks, says what is wrong, keeps it for this tab alone, offers what it may", async () => {
    const { home: other, tokens } = await withTokens(home);
    const server = await serve(other);
    const tab = await open(browser, { url: server.url, expected: /\b401\b/ });
    const requests = [];
    tab.page.on("request", (request) => requests.push(request));
    await tab.page.goto(`${server.url}/?type=auth_failure`);
    await tab.page.fill("#token", "not-it");
    await tab.page.keyboard.press("Enter");
    await textIs(tab, ".signin .wrong", /\S/);
    await accessible(tab, "sign in", ".signin");
    await tab.page.fill("#token", tokens.reader);
    await tab.page.keyboard.press("Enter");
    await settled(tab);
    equal(await text(tab, "#who b"), "reader");
    await textIs(tab, "#sinks", /webhook.* behind/s);
    await tab.page.locator("#sinks button").click();
    await textIs(tab, ".sink-panel", /retrying.*http:\/\/127\.0\.0\.1:9.*the oldest .* old.*Last error/s);
    await accessible(tab, "forwarding", ":popover-open");
    await tab.page.keyboard.press("Escape");
    await tab.page.locator("#export-button").click();
    await textIs(tab, ":popover-open", /This token may not export/);
    await tab.page.keyboard.press("Escape");
    await tab.page.reload();
    await settled(tab);
    await tab.page.getByRole("button", { name: "Sign out" }).click();
    await tab.page.fill("#token", tokens.writer);
    await tab.page.keyboard.press("Enter");
    await textIs(tab, "#chain", /This token may not read the log \(it may record\)/);
    await tab.page.getByRole("button", { name: "Sign out" }).click();
    await tab.page.fill("#token", tokens.chief);
    await tab.page.keyboard.press("Enter");
    await settled(tab);
    await tab.page.locator("#export-button").click();
    const [download] = await Promise.all([tab.page.waitForEvent("download"), tab.page.locator("[data-format=jsonl]").click()]);
    ok(readFileSync(await download.path(), "utf8").includes('{"reason":"unknown token"}'));
    ok(
      requests.every((request) => Object.values(tokens).every((token) => !request.url().includes(token))),
      "a token is in an address",
    );
    deepEqual(await tab.page.evaluate(() => [localStorage.length, document.cookie]), [0, ""]);
    await assertClean(tab);
    await tab.close();
    await server.stop();
  });
}

/** A home with three tokens, of which one may only read and one only record, and a sink that nobody receives. */
async function withTokens(home) {
  const other = `${home}-tokens`;
  mkdirSync(other);
  const tokens = {};
  const lines = ["audit:", "  webhook:", "    url: http://127.0.0.1:9/nobody-listens-here", "  server:", "    tokens:"];
  for (const [name, may] of [
    ["reader", "read"],
    ["writer", "record"],
    ["chief", "admin"],
  ]) {
    const made = JSON.parse(await offgrid(other, "token", "create", name, "--may", may, "-o", "json"));
    tokens[name] = made.token;
    lines.push(`      - {name: ${name}, token_sha256: "${made.token_sha256}", may: [${may}]}`);
  }
  appendFileSync(`${other}/config.yaml`, lines.join("\n") + "\n");
  chmodSync(`${other}/config.yaml`, 0o600);
  return { home: other, tokens };
}
