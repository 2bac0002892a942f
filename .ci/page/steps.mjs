// All steps, in order, in a real browser against a real server.
//
//   node steps.mjs HOME PAGE [IMAGES]   HOME: with a month's log; PAGE: the page's files; IMAGES: where pictures of it go
import { following } from "./following.mjs";
import { offgrid, serve } from "./harness.mjs";
import { looking } from "./looking.mjs";
import { reaching } from "./reaching.mjs";
import { showing } from "./showing.mjs";
import { launch, open } from "./tab.mjs";
import { tampering } from "./tampering.mjs";

const [home, pageFiles, imagesTo] = process.argv.slice(2);
const { pieces } = await import(`${pageFiles}/text.js`);
const images =
  imagesTo &&
  (async (tab, name) => {
    await tab.page.evaluate(() => (document.getElementById("where").textContent = "~/.offgrid-llm/audit"));
    await tab.page.screenshot({ path: `${imagesTo}/${name}.png` });
  });
const count = JSON.parse(await offgrid(home, "stats", "--no-verify", "-o", "json")).total_events;

let server = await serve(home);
const browser = await launch();
try {
  await reaching(browser, server.url, { home, images });
  const tab = await open(browser, { url: server.url });
  await looking(tab, { home, count });
  await showing(tab, pieces);
  server = await following(tab, server, { home });
  await tab.close();
  await tampering(browser, server.url, { home, images });
} finally {
  await browser.close();
  await server.stop();
}
