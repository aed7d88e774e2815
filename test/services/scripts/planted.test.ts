import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { BUGS } from "../../../scripts/plant/bugs.ts";
import { root } from "../../../scripts/run.ts";

describe("Planted bugs", () => {
  for (const { file, find, replace, why, invariant } of BUGS) {
    it(`${invariant}, ${file}: ${why} has one place to go`, () => {
      const source = readFileSync(join(root, "contracts", file), "utf8");
      expect(source.split(find)).to.have.length(2);
      expect(replace).to.not.equal(find);
    });
  }
});
