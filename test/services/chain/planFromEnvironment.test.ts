import { expect } from "chai";

import { DEFAULT_CURRENCIES } from "../../../services/chain/deployment/plan.ts";
import { planFromEnvironment } from "../../../services/chain/deployment/planFromEnvironment.ts";
import { generateKey, LocalSigner } from "../../../services/chain/localSigner.ts";
import { SHARED_DELAYS } from "../../../services/chain/roles.ts";
import { fromHex, toHex } from "../../../services/domain/hex.ts";
import { refused } from "./refusal.ts";

const keys = Array.from({ length: 4 }, () => toHex(generateKey()));
const addresses = keys.map((key) => new LocalSigner(fromHex(key)).address);

const COMPLETE = {
  TALLYSTICK_DEPLOYER_KEY: keys[0],
  TALLYSTICK_OPERATOR_KEYS: keys[1],
  TALLYSTICK_GOVERNOR_KEYS: `${keys[2] ?? ""}, ${keys[3] ?? ""}`,
  TALLYSTICK_FINGERPRINTER: `0x${"fe".repeat(20)}`,
  TALLYSTICK_COUNTRY: "SE",
  TALLYSTICK_VALID_UNTIL: "4102444800",
};

describe("the plan of a shared network", () => {
  it("is read from the environment", () => {
    const plan = planFromEnvironment("pilot", COMPLETE);
    const { operator, governor } = plan.accounts;
    expect(plan.deployer.address).to.equal(addresses[0]);
    expect(operator.signers.map(({ address }) => address)).to.deep.equal([addresses[1]]);
    expect(governor.signers.map(({ address }) => address)).to.deep.equal([addresses[2], addresses[3]]);
    expect(governor.signers.map(({ custody }) => custody)).to.deep.equal(["external", "external"]);
    expect([operator.threshold, governor.threshold]).to.deep.equal([1, 2]);
    expect(operator).to.include({ country: "SE", validUntil: 4_102_444_800n });
    expect(plan).to.deep.include({ network: "pilot", currencies: DEFAULT_CURRENCIES, delays: SHARED_DELAYS });
    expect(planFromEnvironment("pilot", { ...COMPLETE, TALLYSTICK_CURRENCIES: "EUR,SEK" }).currencies).to.deep.equal([
      "EUR",
      "SEK",
    ]);
  });

  it("is refused, naming everything that is missing", async () => {
    const rest = { ...COMPLETE, TALLYSTICK_COUNTRY: "", TALLYSTICK_GOVERNOR_KEYS: undefined };
    const refusal = await refused("bad-plan", () => planFromEnvironment("pilot", rest));
    expect(refusal.message).to.match(/^missing from the environment: /);
    for (const [name, value] of Object.entries(rest)) {
      expect(refusal.message.includes(name), name).to.equal(!value);
    }
  });

  for (const name of Object.keys(COMPLETE).filter((name) => name !== "TALLYSTICK_COUNTRY")) {
    it(`is refused with a ${name} that is not well formed, without repeating it`, async () => {
      const canary = `${keys[0] ?? ""}00`;
      const refusal = await refused("bad-plan", () => planFromEnvironment("pilot", { ...COMPLETE, [name]: canary }));
      expect(refusal.message).to.include(name);
      expect([refusal.stack, refusal.cause].map(String).join()).not.to.include(canary.slice(2, 12));
    });
  }
});
