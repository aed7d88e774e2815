import type { Address } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";

export const partyUpdated = projection<{ account: Address; roles: bigint; validUntil: bigint }>(
  "Parties",
  "PartyUpdated",
  {
    need({ args: { account } }, { parties }) {
      parties.need({ account });
    },
    apply({ args: { account, roles, validUntil } }, { parties }) {
      parties.change({ account }, { roles: Number(roles), validUntil });
    },
  },
);
