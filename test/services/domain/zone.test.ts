import { expect } from "chai";
import fc from "fast-check";

import { wallClockOf } from "../../../services/domain/zone.ts";
import { refused } from "./refusal.ts";

const at = (instant: string): number => Date.parse(instant) / 1000;
const shown = (instant: string, zone: string): string =>
  new Date(wallClockOf(zone)(at(instant)) * 1000).toISOString().slice(0, 19);

describe("wall clock of a zone", () => {
  it("shows the local day, hour, minute and second", () => {
    expect(shown("2026-01-15T22:59:58Z", "Europe/Berlin")).to.equal("2026-01-15T23:59:58");
    expect(shown("2026-01-15T23:00:00Z", "Europe/Berlin")).to.equal("2026-01-16T00:00:00");
    expect(shown("2026-07-15T12:34:56Z", "Asia/Kathmandu")).to.equal("2026-07-15T18:19:56");
    expect(shown("2026-07-15T03:00:00Z", "America/New_York")).to.equal("2026-07-14T23:00:00");
  });

  it("shows the same hour twice when clocks go back", () => {
    expect(shown("2026-10-25T00:30:00Z", "Europe/Berlin")).to.equal("2026-10-25T02:30:00");
    expect(shown("2026-10-25T01:30:00Z", "Europe/Berlin")).to.equal("2026-10-25T02:30:00");
  });

  it("shows the instant itself in UTC", () => {
    const instants = fc.integer({ min: at("1000-01-01"), max: at("9999-12-31") });
    fc.assert(fc.property(instants, (instant) => wallClockOf("UTC")(instant) === instant));
  });

  it("refuses what is no IANA zone", () => {
    expect(refused(() => wallClockOf("Europe/Atlantis", "/zone"))).to.equal("bad-time-zone at /zone");
  });
});
