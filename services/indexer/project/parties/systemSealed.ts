import type { Address } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";

export const systemSealed = projection<{ system: Address }>("Parties", "SystemSealed", {
  apply({ args: { system }, contract, block, at }, { systems }) {
    systems.insert({ address: system, registry: contract.address, sealedBlock: block, sealedAt: at });
  },
});
