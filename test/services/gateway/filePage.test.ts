import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";

import { eventually, inBrowser, openPage } from "../support/chromium.ts";
import type { Page } from "../support/chromium.ts";
import { KEY, openHarness } from "./support/app.ts";
import type { Harness } from "./support/app.ts";

const CLAIM = `0x${"c1".repeat(32)}`;
const ROOT = `0x${"d0".repeat(32)}`;
const INVOICE = "<Invoice>100</Invoice>";
const HASH = createHash("sha256").update(INVOICE).digest("hex");

describe("the page that says which claim a file belongs to", function () {
  this.timeout(120_000);
  let harness: Harness;
  let url: string;

  before(async () => {
    harness = await openHarness();
    harness.answer = (sql) =>
      sql.includes("core.documents")
        ? [{ claim: CLAIM, root: ROOT, status: "acknowledged", media_type: "application/xml" }]
        : [{ block: 7n }];
    url = await harness.app.listen({ host: "127.0.0.1", port: 0 });
  });
  after(() => harness.app.close());

  it("comes with a policy that lets nothing in but its own script and style", async () => {
    for (const path of ["/files", "/files/file.js", "/files/file.css"]) {
      const answer = await fetch(url + path);
      expect(answer.status, path).to.equal(200);
      expect(answer.headers.get("content-security-policy")).to.match(/^default-src 'none'; script-src 'self';/);
    }
    expect(await (await fetch(`${url}/files`)).text()).not.to.match(/<script>|style=|onclick|https?:/);
  });

  inBrowser(() => {
    let page: Page;
    const folder = mkdtempSync(join(tmpdir(), "tallystick-file-"));
    const file = join(folder, "invoice.xml");
    before(async () => {
      writeFileSync(file, INVOICE);
      page = await openPage(`${url}/files`);
    });
    after(async () => {
      await page.close();
      rmSync(folder, { recursive: true });
    });

    const fill = async (id: string, value: string): Promise<void> =>
      page.evaluate(`void (document.getElementById("${id}").value = ${JSON.stringify(value)})`);
    const lookUp = async (expected: RegExp): Promise<string> => {
      // A machine under load answers 503 now and then: whoever looks tries again.
      return eventually(async () => {
        await page.evaluate(`document.getElementById("form").requestSubmit()`);
        await sleep(100);
        const shown = await page.evaluate<string>(`document.getElementById("answer").innerText`);
        return expected.test(shown) ? shown : undefined;
      });
    };

    it("asks for a file", async () => {
      const isThere = `document.readyState === "complete" && (document.getElementById("form") !== null || location.reload())`;
      await eventually(async () => page.evaluate<boolean | undefined>(isThere));
      await fill("key", "tsk_01234567_wrong");
      await lookUp(/Choose a file/);
    });

    it("hashes the chosen file and names its claim", async () => {
      await page.choose("#file", file);
      await lookUp(/key|unauth/i);
      await fill("key", KEY);
      const shown = await lookUp(/is the document of a claim/);
      for (const part of [CLAIM, ROOT, HASH, "acknowledged"]) expect(shown).to.include(part);
      const picture = process.env["FILE_PAGE_PICTURE"];
      if (picture !== undefined) await page.screenshot(picture);
    });

    it("says so where no claim was registered with the file", async () => {
      harness.answer = (sql) => (sql.includes("core.documents") ? [] : [{ block: 7n }]);
      await lookUp(/no claim that is yours to see/);
    });
  });
});
