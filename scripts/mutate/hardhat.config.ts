import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import { defineConfig } from "hardhat/config";

const compiler = (settings: object) => ({
  version: "0.8.36",
  path: createRequire(import.meta.url).resolve("solc/soljson.js"),
  settings: { evmVersion: "cancun", ...settings },
});

/** Contracts with more locals than the quick pipeline has room for. */
const DEEP = ["contracts/Assets.sol", "contracts/Attestations.sol"];

/** Tests of contracts that are compiled as quickly as can be, and so are larger than a chain would take. */
export default defineConfig({
  plugins: [hardhatEthers, hardhatEthersChaiMatchers, hardhatNetworkHelpers],
  solidity: {
    compilers: [compiler({ optimizer: { enabled: false } })],
    overrides: Object.fromEntries(
      DEEP.map((file) => [file, compiler({ viaIR: true, optimizer: { enabled: true, runs: 1 } })]),
    ),
    splitTestsCompilation: true,
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
  },
  networks: {
    default: {
      type: "edr-simulated",
      hardfork: "cancun",
      initialBaseFeePerGas: 0,
      gasPrice: 0,
      allowUnlimitedContractSize: true,
    },
  },
});
