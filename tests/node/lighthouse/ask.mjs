// Asks Lighthouse about pages, one after another in one Chromium, and prints its reports as JSON.
// Arguments: {"chromium": path, "urls": [...], "categories": [...], "timed": whether speed counts}.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

// Where no time is measured, nothing has to be drawn or waited for.
const AT_ONCE = {
  networkQuietThresholdMs: 0,
  cpuQuietThresholdMs: 0,
  pauseAfterFcpMs: 0,
  pauseAfterLoadMs: 0,
  disableFullPageScreenshot: true,
};
const { chromium, urls, categories, timed } = JSON.parse(process.argv[2]);
const chromeFlags = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage"];
const chrome = await launch({ chromePath: chromium, chromeFlags });
try {
  const reports = [];
  for (const url of urls) {
    const options = { port: chrome.port, onlyCategories: categories, logLevel: "error" };
    const { lhr } = await lighthouse(url, timed ? options : { ...options, ...AT_ONCE });
    reports.push(lhr);
  }
  process.stdout.write(JSON.stringify(reports));
} finally {
  chrome.kill();
}
