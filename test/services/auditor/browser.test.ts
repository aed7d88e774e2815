import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

import { buildVerifier, buildVerifierPage } from "../../../scripts/service/verifierFile.ts";
import { browse, inBrowser } from "../support/chromium.ts";
import { altered, BUNDLE, LEDGER_BUNDLES, TRUST_TEXT, parsed } from "./vector.ts";

/** Prints what the module says of the bundle: no Node is near it. */
const MODULE_PAGE = `<!doctype html><title>module</title><pre id="out"></pre><script type="module">
import { readBundle, readTrust, verify } from "/tallystick-verify.mjs";
const text = async (url) => (await fetch(url)).text();
const report = verify(readBundle(await text("/bundle.json")), readTrust(await text("/trust.json")));
document.getElementById("out").textContent = JSON.stringify(report.verdicts.map(({ question, outcome }) => [question, outcome]));
</script>`;

function forged(): string {
  const bundle = parsed();
  bundle.events.pop();
  return JSON.stringify(bundle);
}

describe("the built verifier in a browser", function () {
  this.timeout(120_000);
  inBrowser(() => {
    const folder = mkdtempSync(join(tmpdir(), "tallystick-page-"));
    let server: Server;
    let origin: string;
    const files: Record<string, () => string> = {
      "/module.html": () => MODULE_PAGE,
      "/page.html": () => readFileSync(join(folder, "page.html"), "utf8"),
      "/tallystick-verify.mjs": () => readFileSync(join(folder, "tallystick-verify.mjs"), "utf8"),
      "/bundle.json": () => BUNDLE,
      "/forged.json": forged,
      "/asset.json": () => LEDGER_BUNDLES.asset,
      "/trust.json": () => TRUST_TEXT,
    };
    const types: Record<string, string> = { html: "text/html", mjs: "text/javascript", json: "application/json" };

    before(async () => {
      await Promise.all([
        buildVerifier(join(folder, "tallystick-verify.mjs")),
        buildVerifierPage(join(folder, "page.html")),
      ]);
      server = createServer((request, response) => {
        const path = new URL(request.url ?? "/", "http://localhost").pathname;
        const file = files[path];
        response.writeHead(file ? 200 : 404, { "content-type": types[path.split(".").at(-1) ?? ""] ?? "text/plain" });
        response.end(file?.() ?? "");
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    });
    after(() => {
      server.close();
      rmSync(folder, { recursive: true });
    });

    const dumped = async (path: string): Promise<string> =>
      browse(origin + path, "--dump-dom", "--virtual-time-budget=20000");

    it("answers as a module as it does under Node", async () => {
      const [, shown = ""] = /<pre id="out">(.*)<\/pre>/.exec(await dumped("/module.html")) ?? [];
      const verdicts = Object.fromEntries(JSON.parse(shown) as [string, string][]);
      expect(verdicts).to.include({ ledger: "passed", history: "passed", document: "passed", consensus: "skipped" });
      expect(Object.values(verdicts)).not.to.include("failed");
    });

    it("answers as a page, one file by itself, with the report to print", async () => {
      const shown = await dumped("/page.html?bundle=/bundle.json&trust=/trust.json");
      expect(shown)
        .to.match(/<body data-result="proven"/)
        .and.include("Proven: everything that could be checked holds.");
      expect(shown).to.include("Kestrel Shipyards B.V.").and.include("QR code");
    });

    it("refuses on the page what is refused elsewhere, and reads only what is a bundle", async () => {
      expect(altered(({ events }) => events.pop())).to.include("history");
      expect(await dumped("/page.html?bundle=/forged.json&trust=/trust.json")).to.match(/data-result="refused"/);
      expect(await dumped("/page.html?bundle=/asset.json&trust=/trust.json")).to.match(/data-result="refused"/);
      expect(await dumped("/page.html?bundle=/trust.json&trust=/trust.json")).to.match(/data-result="unreadable"/);
    });

    it("waits for files where its address names none, from the disk too", async () => {
      const shown = await browse(`file://${join(folder, "page.html")}`, "--dump-dom");
      expect(shown).to.include("Choose a proof bundle").and.not.include("data-result");
    });
  });
});
