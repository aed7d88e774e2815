import type { Address, Hash } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";
import { claimIdOf, ZERO_HASH } from "../../decode/words.ts";

export const registered = projection<{
  id: bigint;
  seller: Address;
  debtor: Address;
  currency: string;
  face: bigint;
  dueAt: bigint;
  documentRoot: Hash;
  sameNumber: boolean;
}>("Receivables", "Registered", {
  apply({ args, contract, block, at }, mirror) {
    const { id, face, ...terms } = args;
    mirror.claims.insert({
      id: claimIdOf(id),
      contract: contract.address,
      seller: terms.seller,
      debtor: terms.debtor,
      currency: terms.currency,
      status: "registered",
      face,
      acknowledged: null,
      units: face,
      dueAt: terms.dueAt,
      waivers: 0,
      terms: null,
      sameNumber: terms.sameNumber,
      documentRoot: terms.documentRoot,
      debtorPaid: 0n,
      diluted: 0n,
      sellerPaid: 0n,
      covered: 0n,
      disputed: 0n,
      disputeResolveBy: null,
      disputeReason: null,
      creditAmount: null,
      creditMaking: null,
      creditRoot: null,
      amendmentDueAt: null,
      amendmentRoot: null,
      recourseGrace: null,
      recourseBuyBackTime: null,
      discountBps: null,
      discountUntil: null,
      discountTaken: null,
      rejectedAt: null,
      rejectReason: null,
      paidOut: 0n,
      suspense: 0n,
      redeemed: 0n,
      version: 0n,
      seq: 0n,
      head: ZERO_HASH,
      registeredBlock: block,
      registeredAt: at,
      acknowledgedBlock: null,
      acknowledgedAt: null,
      settledBlock: null,
      settledAt: null,
      cancelledBlock: null,
      cancelledAt: null,
      writtenOffBlock: null,
      writtenOffAt: null,
      closedBlock: null,
      closedAt: null,
    });
  },
});
