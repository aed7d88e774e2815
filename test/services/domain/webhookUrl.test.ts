import { expect } from "chai";

import { parseWebhookUrl } from "../../../services/domain/webhookUrl.ts";
import { refusalOf } from "./refusal.ts";

const REFUSED = [
  "",
  "hooks.example.com",
  "http://hooks.example.com/",
  "ftp://hooks.example.com/",
  "https://user@hooks.example.com/",
  "https://user:word@hooks.example.com/",
  "https://hooks.example.com/#part",
  "https://localhost/",
  "https://api.localhost./",
  "https://127.0.0.1/",
  "https://127.1/",
  "https://0x7f.1/",
  "https://2130706433/",
  "https://[::1]/",
  "https://[::ffff:10.0.0.1]/",
  "https://169.254.169.254/latest/meta-data",
  "https://10.0.0.7:8443/",
  `https://hooks.example.com/${"x".repeat(2000)}`,
];

describe("a webhook's address", () => {
  it("is https on the public internet", () => {
    for (const url of ["https://hooks.example.com/a?b=c", "https://hooks.example.com:8443/", "https://1.1.1.1/"])
      expect(parseWebhookUrl(url, { loopback: false }).href).to.equal(url);
  });

  for (const url of REFUSED) {
    it(`is not ${url.slice(0, 60) || "nothing"}`, () => {
      expect(refusalOf(() => parseWebhookUrl(url, { loopback: false }, "/url"))).to.include({
        code: "bad-url",
        field: "/url",
      });
    });
  }

  it("is this machine where that is allowed, without TLS too, and still no other private one", () => {
    for (const url of ["http://127.0.0.1:9000/", "http://localhost:9000/", "http://[::1]:9000/", "https://localhost/"])
      expect(parseWebhookUrl(url, { loopback: true }).href).to.equal(url);
    for (const url of ["http://10.0.0.1/", "https://192.168.0.1/", "http://hooks.example.com/", "file:///etc/passwd"])
      expect(refusalOf(() => parseWebhookUrl(url, { loopback: true })).code).to.equal("bad-url");
  });
});
