// Pages of other sites, with the real page in the frame of a player.

const APP = "http://127.0.0.1:8417/";
const HOSTS = "http://127.0.0.1:8420";

/** Opens a page with this body; the script of the element comes last. */
export async function open(page, body) {
  await page.goto(`${HOSTS}/empty.html`);
  await page.evaluate((body) => {
    document.open();
    document.write(`<!doctype html><title>A tutorial</title>${body}`);
    document.close();
  }, `${body}<script src="${APP}homeloop.js"></script>`);
  await page.waitForFunction(() => customElements.get("homeloop-player"));
  return page.locator("homeloop-player");
}
