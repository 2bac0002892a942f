// All steps, in order, in a real browser against a real server.
//
//   node steps.mjs HOME PAGE [IMAGES]   HOME: with a month's log; PAGE: the page's files; IMAGES: where pictures of it go
import { following } from "./following.mjs";
import { serve } from "./harness.mjs";
import { looking } from "./looking.mjs";
import { reaching } from "./reaching.mjs";
import { showing } from "./showing.mjs";
import { api, launch, open } from "./tab.mjs";
import { tampering } from "./tampering.mjs";

const [home, pageFiles, imagesTo] = process.argv.slice(2);
const { pieces } = await import(`${pageFiles}/text.js`);
const images =
  imagesTo &&
  (async (tab, name) => {
    await tab.page.evaluate(() => (document.getElementById("where").textContent = "~/.offgrid-llm/audit"));
    await tab.page.screenshot({ path: `${imagesTo}/${name}.png` });
  });

let server = await serve(home);
const browser = await launch();
try {
  await reaching(browser, server.url, { home, images });
  const tab = await open(browser, { url: server.url });
  const { total_events: count } = await api(tab, "/v1/audit/stats?verify=false");
  await looking(tab, { home, count });
  await showing(tab, pieces);
  server = await following(tab, server, { home });
  await tab.close();
  await tampering(browser, server.url, { home, images });
} finally {
  await browser.close();
  await server.stop();
}
