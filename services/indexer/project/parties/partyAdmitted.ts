import type { Address, EntityId } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";
import { ZERO_HASH } from "../../decode/words.ts";

/** The account's signers follow in the same transaction, with its first SignersChanged. */
export const partyAdmitted = projection<{
  entity: EntityId;
  account: Address;
  roles: bigint;
  country: string;
  validUntil: bigint;
}>("Parties", "PartyAdmitted", {
  need({ args: { account } }, { parties }) {
    parties.need({ account });
  },
  apply({ args: { entity, account, roles, country, validUntil }, contract, block, at }, { parties }) {
    parties.insert({
      account,
      registry: contract.address,
      entity,
      roles: Number(roles),
      country,
      validUntil,
      frozen: false,
      freezeReason: null,
      epoch: 0n,
      threshold: 0,
      seq: 0n,
      head: ZERO_HASH,
      admittedBlock: block,
      admittedAt: at,
    });
  },
});
