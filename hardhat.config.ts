import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import { defineConfig } from "hardhat/config";

// Solidity's own tests have functions for which the IR pipeline runs out of stack. They are built by the legacy one, into
// folders of their own, so that `artifacts` holds what is deployed and nothing else.
const isSolidityTest = process.argv.includes("test") && process.argv.includes("solidity");

// The compiler comes from the registry package, so that nothing is downloaded while building.
const solc = {
  version: "0.8.36",
  path: createRequire(import.meta.url).resolve("solc/soljson.js"),
  settings: {
    evmVersion: "cancun",
    viaIR: !isSolidityTest,
    optimizer: { enabled: true, runs: 200 },
  },
};

const built = isSolidityTest
  ? { artifacts: "cache/solidity-tests/artifacts", cache: "cache/solidity-tests/cache" }
  : {};

export default defineConfig({
  plugins: [hardhatEthers, hardhatEthersChaiMatchers, hardhatMocha, hardhatNetworkHelpers],
  solidity: {
    profiles: { default: solc, production: solc },
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
  },
  networks: { default: { type: "edr-simulated", hardfork: "cancun", initialBaseFeePerGas: 0, gasPrice: 0 } },
  paths: { ...built, tests: { mocha: "test/contracts", solidity: "test/contracts" } },
  test: { solidity: { fuzz: { runs: 256 }, invariant: { runs: 64, depth: 64, failOnRevert: false } } },
});
