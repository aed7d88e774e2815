import type { Address } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";

export const partyUnfrozen = projection<{ account: Address }>("Parties", "PartyUnfrozen", {
  need({ args: { account } }, { parties }) {
    parties.need({ account });
  },
  apply({ args: { account } }, { parties }) {
    parties.change({ account }, { frozen: false, freezeReason: null });
  },
});
