import { createRequire } from "node:module";
import { defineConfig } from "hardhat/config";

/** Builds a copy of the tree with a planted bug: as quickly as the compiler can, since no more than the logic matters. */
export default defineConfig({
  solidity: {
    compilers: [
      {
        version: "0.8.36",
        path: createRequire(import.meta.url).resolve("solc/soljson.js"),
        settings: { evmVersion: "cancun", optimizer: { enabled: false } },
      },
    ],
    splitTestsCompilation: true,
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
  },
  paths: { tests: { solidity: "test/contracts" } },
  test: {
    solidity: {
      fsPermissions: { readDirectory: ["artifacts"] },
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
