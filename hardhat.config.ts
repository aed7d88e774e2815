import { globSync } from "node:fs";
import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import { defineConfig } from "hardhat/config";
import { definePlugin } from "hardhat/plugins";

// The compiler comes from the registry package, so that nothing is downloaded while building.
const compiler = (viaIR: boolean) => ({
  version: "0.8.36",
  path: createRequire(import.meta.url).resolve("solc/soljson.js"),
  settings: { evmVersion: "cancun", viaIR, optimizer: { enabled: viaIR, runs: 200 } },
});

// Solidity's own tests would take the IR pipeline minutes. They are built apart, by the legacy one and not optimized, and
// deploy what stands in `artifacts`: the code that is tested is the code that is deployed.
const overrides = Object.fromEntries(
  globSync("test/contracts/**/*.sol", { cwd: import.meta.dirname }).map((file) => [file, compiler(false)]),
);
const solc = { compilers: [compiler(true)], overrides };

/** Hardhat compiles together what has the same configuration object: the overrides, which are alike, become one. */
const compiledTogether = definePlugin({
  id: "tallystick:compiled-together",
  hookHandlers: {
    config: async () => ({
      default: async () => ({
        resolveUserConfig: async (user, variables, next) => {
          const config = await next(user, variables);
          for (const profile of Object.values(config.solidity.profiles)) {
            const [shared] = Object.values(profile.overrides);
            if (shared) for (const file of Object.keys(profile.overrides)) profile.overrides[file] = shared;
          }
          return config;
        },
      }),
    }),
  },
});

export default defineConfig({
  plugins: [hardhatEthers, hardhatEthersChaiMatchers, hardhatMocha, hardhatNetworkHelpers, compiledTogether],
  solidity: {
    profiles: { default: solc, production: solc },
    splitTestsCompilation: true,
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
  },
  networks: { default: { type: "edr-simulated", hardfork: "cancun", initialBaseFeePerGas: 0, gasPrice: 0 } },
  paths: { tests: { mocha: "test/contracts", solidity: "test/contracts" } },
  test: {
    solidity: {
      fsPermissions: { readDirectory: ["artifacts"] },
      fuzz: { runs: 256 },
      // The actions choose their own arguments from one seed: a dictionary of values seen would only slow them down, and a
      // failing run is not shrunk, because a shorter one makes other choices.
      invariant: {
        runs: 1,
        depth: 8000,
        failOnRevert: true,
        shrinkRunLimit: 0,
        dictionaryWeight: 0,
        includeStorage: false,
        includePushBytes: false,
      },
    },
  },
});
