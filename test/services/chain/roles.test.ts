import { readFileSync } from "node:fs";

import { expect } from "chai";

import { interfaceOf } from "../../../services/chain/artifacts.ts";
import {
  EMBEDDED_DELAYS,
  PERMISSIONS,
  ROLES,
  roleDigest,
  roleIdOf,
  SHARED_DELAYS,
} from "../../../services/chain/roles.ts";

const source = readFileSync(new URL("../../../contracts/libraries/Roles.sol", import.meta.url), "utf8");

describe("the role table", () => {
  it("has the role numbers of the contracts", () => {
    const declared = [...source.matchAll(/uint64 internal constant (\w+) = (\d+);/g)].map(([, name, id]) => [
      name,
      Number(id),
    ]);
    const ours = Object.entries(ROLES).map(([name, { id }]) => [name, id]);
    expect(ours).to.deep.equal([["ADMIN", 0], ...declared]);
    expect(roleIdOf("settlement")).to.equal(3);
  });

  it("lists each function once, and only functions that there are", () => {
    const listed = PERMISSIONS.flatMap(({ contract, functions }) => functions.map((name) => `${contract}.${name}`));
    expect(new Set(listed).size).to.equal(listed.length);
    for (const { contract, functions } of PERMISSIONS) {
      for (const name of functions) expect(interfaceOf(contract).hasFunction(name), name).to.equal(true);
    }
  });

  it("has a digest that changes with every delay", () => {
    const digests = Object.keys(ROLES).map((role) =>
      roleDigest({ ...EMBEDDED_DELAYS, grant: { ...EMBEDDED_DELAYS.grant, [role]: 1 } }),
    );
    const all = [roleDigest(EMBEDDED_DELAYS), roleDigest({ ...EMBEDDED_DELAYS, governor: 1 }), ...digests];
    expect(new Set(all).size).to.equal(all.length);
    expect(roleDigest({ ...EMBEDDED_DELAYS })).to.equal(roleDigest(EMBEDDED_DELAYS));
  });

  it("makes a shared network wait, and an embedded one not", () => {
    expect(Math.min(SHARED_DELAYS.governor, ...Object.values(SHARED_DELAYS.grant))).to.be.at.least(86_400);
    expect(Math.max(EMBEDDED_DELAYS.governor, ...Object.values(EMBEDDED_DELAYS.grant))).to.equal(0);
  });
});
