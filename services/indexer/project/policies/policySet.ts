import { projection } from "../projection.ts";

export const policySet = projection<{
  country: string;
  warnedTenor: bigint;
  longestTenor: bigint;
  needsRegistration: boolean;
}>("Policies", "PolicySet", {
  apply({ args, contract, block, at, log }, { policies }) {
    policies.insert({ ...args, contract: contract.address, block, logIndex: log.index, at });
  },
});
