import { createRequire } from "node:module";
import { defineConfig } from "hardhat/config";

const compiler = (settings: object) => ({
  version: "0.8.36",
  path: createRequire(import.meta.url).resolve("solc/soljson.js"),
  settings: { evmVersion: "cancun", ...settings },
});

/** Contracts with more locals than the quick pipeline has room for. */
const DEEP = ["Assets", "Attestations", "StandingOffers"].map((name) => `contracts/${name}.sol`);

/** Builds a copy of the tree with a planted bug: as quickly as the compiler can, since no more than the logic matters. */
export default defineConfig({
  solidity: {
    compilers: [compiler({ optimizer: { enabled: false } })],
    overrides: Object.fromEntries(
      DEEP.map((file) => [file, compiler({ viaIR: true, optimizer: { enabled: true, runs: 1 } })]),
    ),
    splitTestsCompilation: true,
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
  },
  paths: { tests: { solidity: "test/contracts" } },
  test: {
    solidity: {
      fsPermissions: { readDirectory: ["artifacts"] },
      fuzz: { seed: process.env["WALK_SEED"] ?? "0x01" },
      invariant: {
        runs: 1,
        depth: 4000,
        failOnRevert: true,
        shrinkRunLimit: 0,
        dictionaryWeight: 0,
        includeStorage: false,
        includePushBytes: false,
      },
    },
  },
});
