import type { Address, Hash } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";

export const partyFrozen = projection<{ account: Address; reason: Hash }>("Parties", "PartyFrozen", {
  need({ args: { account } }, { parties }) {
    parties.need({ account });
  },
  apply({ args: { account, reason } }, { parties }) {
    parties.change({ account }, { frozen: true, freezeReason: reason });
  },
});
