import { expect } from "chai";
import { CONTRACT_NAMES, interfaceOf } from "../../../services/chain/artifacts.ts";
import { PROJECTIONS } from "../../../services/indexer/project/projections.ts";
import { UNPROJECTED } from "../../../services/indexer/project/unprojected.ts";

describe("the projections", () => {
  for (const contract of CONTRACT_NAMES) {
    it(`know every event of ${contract}, and no other`, () => {
      const events: string[] = [];
      interfaceOf(contract).forEachEvent(({ name }) => events.push(name));
      const projected = PROJECTIONS.filter((projection) => projection.contract === contract).map(({ event }) => event);
      expect([...projected, ...UNPROJECTED[contract]]).to.have.members(events);
    });
  }

  it("leave out of their tables no event of a claim's history but those that history itself holds", () => {
    const history: string[] = [];
    interfaceOf("Receivables").forEachEvent(({ name, inputs }) => {
      if (inputs.some((input) => input.name === "seq")) history.push(name);
    });
    const unprojected = UNPROJECTED.Receivables.filter((name) => history.includes(name));
    expect(unprojected).to.have.members(["Transferred", "WithdrawalForced"]);
  });
});
