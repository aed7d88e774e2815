import { resolve } from "node:path";
import { expect } from "chai";

import { Configuration, ConfigurationError, readSettings } from "../../../services/gateway/config.ts";

describe("Settings", () => {
  it("have a default for everything", () => {
    const settings = readSettings({ PATH: "/bin" });
    expect(settings).to.deep.equal({
      home: resolve(".tallystick"),
      host: "127.0.0.1",
      port: 8080,
      logLevel: "info",
      rateLimit: 6000,
      graceDays: 30,
      webhooksToLoopback: false,
    });
  });

  it("are read from the environment", () => {
    const settings = readSettings({
      TALLYSTICK_PORT: "0",
      TALLYSTICK_CURRENCIES: "EUR, JPY",
      DATABASE_URL: "postgres://db/x",
    });
    expect([settings.port, settings.currencies, settings.databaseUrl]).to.deep.equal([
      0,
      ["EUR", "JPY"],
      "postgres://db/x",
    ]);
  });

  it("an unknown variable of ours is an error that names it", () => {
    expect(() => readSettings({ TALLYSTICK_PROT: "80" })).to.throw(
      ConfigurationError,
      "TALLYSTICK_PROT is not a setting",
    );
  });

  for (const [name, value] of Object.entries({
    TALLYSTICK_PORT: "65536",
    TALLYSTICK_RATE_LIMIT: "none",
    TALLYSTICK_LOG: "loud",
    TALLYSTICK_GRACE_DAYS: "366",
    TALLYSTICK_WEBHOOKS_TO_LOOPBACK: "perhaps",
    TALLYSTICK_MASTER_KEY: "short",
  })) {
    it(`a malformed ${name} is an error that names it and does not repeat the value`, () => {
      expect(() => readSettings({ [name]: value }))
        .to.throw(ConfigurationError, name)
        .with.property("message")
        .that.does.not.contain(value);
    });
  }

  it("a limit of no requests at all is refused", () => {
    expect(() => readSettings({ TALLYSTICK_RATE_LIMIT: "0" })).to.throw(ConfigurationError, "TALLYSTICK_RATE_LIMIT");
  });

  it("a currency that is none is named before anything is started", () => {
    expect(() => readSettings({ TALLYSTICK_CURRENCIES: "EUR,XXX" })).to.throw(
      ConfigurationError,
      /TALLYSTICK_CURRENCIES.*XXX/,
    );
    expect(readSettings({ TALLYSTICK_CURRENCIES: "EUR, EUR" }).currencies).to.deep.equal(["EUR"]);
  });

  it("are all in the README", async () => {
    const { readFileSync } = await import("node:fs");
    const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
    for (const name of Object.keys(Configuration.properties)) expect(readme).to.contain(`\`${name}\``);
  });
});
