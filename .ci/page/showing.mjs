// Hostile values: everywhere they appear they are text, all of it, and nothing else.
import { deepEqual, equal, ok } from "node:assert/strict";
import { step, until } from "./harness.mjs";
import { PAYLOADS } from "./payloads.mjs";
import { api, assertClean, settled, textIs } from "./tab.mjs";

/** @param {(string: string) => Array<{text?: string, mark?: string}>} pieces the page's own, which has tests of its own */
export async function showing(tab, pieces) {
  const { page } = tab;
  const shown = (value) =>
    pieces(value)
      .map((piece) => piece.text ?? piece.mark)
      .join("");
  /** Elements that the page never makes, and characters that it never shows. */
  const harmless = async () =>
    deepEqual(
      await page.evaluate(() => {
        const made =
          "img, iframe, object, embed, video, audio, marquee, base, math, foreignObject, svg script, svg animate, body script, style, meta[http-equiv], form[action], a[href^='javascript' i]";
        const said = [...document.querySelectorAll("body, [title], [aria-label]")].flatMap((element) => [
          element.tagName === "BODY" ? element.textContent : "",
          element.title,
          element.ariaLabel ?? "",
        ]);
        const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
        return [document.querySelectorAll(made).length, said.filter((text) => unseen.test(text))];
      }),
      [0, []],
    );

  await step(`${PAYLOADS.length} hostile values in the table, each as text`, async () => {
    await page.setViewportSize({ width: 1440, height: 5000 });
    await page.goto(`${tab.url}/?type=hostile`);
    equal(await settled(tab), PAYLOADS.length);
    await until("all rows are there", () =>
      page.evaluate((count) => document.querySelectorAll(".rows > .row:not(.absent)").length === count, PAYLOADS.length),
    );
    for (const field of ["user", "source", "target"]) {
      const cells = await page.evaluate(
        (name) => [...document.querySelectorAll(`.rows .cell.${name}`)].map((cell) => cell.querySelector(".value").textContent),
        field,
      );
      PAYLOADS.toReversed().forEach((payload, i) => {
        const whole = shown(payload);
        ok(
          cells[i] === whole || (cells[i].endsWith("…") && whole.startsWith(cells[i].slice(0, -1))),
          `${field}: ${JSON.stringify(cells[i])} for ${JSON.stringify(payload)}`,
        );
      });
    }
    await harmless();
  });

  await step("and in the bars, the suggestions and the chips", async () => {
    await page.locator("#users > .link").click();
    const names = await page.evaluate(() => [...document.querySelectorAll("#users .bar-button")].map((button) => button.dataset.value));
    const known = (await api(tab, "/v1/audit/stats?type=hostile&verify=false")).events_by_user;
    deepEqual(new Set(names), new Set(Object.keys(known)));
    await page.locator("#filter-button").click();
    deepEqual(
      new Set(await page.evaluate(() => [...document.querySelectorAll("#known-user option")].map((option) => option.value))),
      new Set(names),
    );
    await page.keyboard.press("Escape");
    for (const payload of PAYLOADS.filter((_, i) => i % 15 === 0)) {
      await page.goto(`${tab.url}/?${new URLSearchParams({ type: "hostile", user: payload, q: payload.slice(0, 200) })}`);
      await settled(tab);
      const chip = await page.locator("#chips .chip .value").nth(1).textContent();
      ok(shown(payload).startsWith(chip.replace(/…$/, "")), JSON.stringify(chip));
      await harmless();
    }
  });

  await step("and in the drawer, whole, in every field, name and list", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const { events } = await api(tab, "/v1/audit?type=hostile&limit=1000");
    equal(events.length, PAYLOADS.length);
    await page.goto(`${tab.url}/?type=hostile&event=${events[0].id}`);
    for (const event of events) {
      await textIs(tab, "#drawer-title", new RegExp(event.id));
      await until("it is loaded", () => page.locator("#drawer .line").count());
      const values = await page.evaluate(() => {
        document.querySelectorAll("#drawer .more").forEach((button) => button.click());
        const facts = [...document.querySelectorAll("#drawer .facts")][0];
        const fields = [...facts.querySelectorAll("dt")]
          .filter(({ textContent }) => /User|Source|Target/.test(textContent))
          .map((term) => term.nextElementSibling.querySelector(".value").textContent);
        return {
          fields,
          strings: [...document.querySelectorAll("#drawer .json-string, #drawer .json-name")].map((part) => part.textContent),
        };
      });
      deepEqual(values.fields, [shown(event.user_id), shown(event.source), shown(event.target)]);
      const [name] = Object.keys(event.details).filter((key) => key !== "list");
      const expected = [name, event.details[name], event.details.list[0], event.details.list[1].nested].map((value) =>
        shown(JSON.stringify(value)),
      );
      ok(
        expected.every((value) => values.strings.includes(value)),
        `${JSON.stringify(expected)} in ${JSON.stringify(values.strings)}`,
      );
      if (event !== events.at(-1)) {
        await page.keyboard.press("[");
      }
    }
    await harmless();
    equal(await page.title(), "OK · OffGrid Audit");
  });

  await assertClean(tab);
}
