import { Type } from "typebox";
import type { Static } from "typebox";

import { ASSET_KINDS } from "../../domain/ip/kind.ts";
import { PartyRef } from "./ask.ts";
import { closed, Id, Instant, Money, nullable } from "./common.ts";
import { LienId } from "./lien.ts";

export const SALE_STATUSES = ["open", "sold", "failed"] as const;
export const SaleId = Type.String({ pattern: "^[1-9]\\d{0,17}$", description: "number of a sale" });
export const SaleParams = Type.Object({ id: SaleId }, closed);
const Evidence = Type.Unsafe<string>({
  ...Id,
  description: "hash of the document that shows it, which the lender keeps",
});

export const NewSale = Type.Object(
  {
    lien: LienId,
    owed: Type.Optional(
      Type.Unsafe<Static<typeof Money>>({
        ...Money,
        description: "demanded under the lien; left out where its debt is a facility, which the ledger counts",
      }),
    ),
    reserve: Type.Unsafe<Static<typeof Money>>({ ...Money, description: "the least that is accepted" }),
    commitBy: Type.Unsafe<string>({ ...Instant, description: "last instant for sealed bids" }),
    revealBy: Type.Unsafe<string>({ ...Instant, description: "last instant for opening them" }),
    evidence: Evidence,
  },
  closed,
);
export type NewSale = Static<typeof NewSale>;

export const NewDemand = Type.Object({ lien: LienId, owed: Money, evidence: Evidence }, closed);
export type NewDemand = Static<typeof NewDemand>;

/** Either what is bid, which the service seals and keeps for its opening, or a seal whose secret the bidder keeps. */
export const NewSealedBid = Type.Union([
  Type.Object({ amount: Money }, closed),
  Type.Object(
    {
      commitment: Type.Unsafe<string>({
        ...Id,
        description: "keccak256(abi.encode(sale, account, amount, salt)), of uint256, address, uint96 and bytes32",
      }),
    },
    closed,
  ),
]);
export type NewSealedBid = Static<typeof NewSealedBid>;

export const Opening = Type.Object(
  {
    secret: Type.Optional(
      Type.Object(
        { amount: Money, salt: Id },
        { ...closed, description: "of a bid that the bidder sealed itself; left out where the service keeps it" },
      ),
    ),
  },
  closed,
);
export type Opening = Static<typeof Opening>;
export const KeptFor = Type.Object({ party: Id }, closed);

const Share = Type.Object(
  {
    lien: nullable(LienId),
    payee: PartyRef,
    demanded: nullable(Money),
    owed: nullable(Money),
    paid: nullable(Money),
  },
  closed,
);

export const Sale = Type.Object(
  {
    id: SaleId,
    status: Type.Enum([...SALE_STATUSES]),
    phase: Type.Enum(["sealed", "opening", "over", "closed"], { description: "derived, as of now" }),
    asset: Type.Object(
      { id: Id, office: Type.String(), kind: Type.Enum([...ASSET_KINDS]), number: Type.String() },
      closed,
    ),
    lien: LienId,
    lender: PartyRef,
    reserve: Money,
    commitBy: Instant,
    revealBy: Instant,
    evidence: Id,
    bidders: Type.Integer({ description: "how many have sealed a bid" }),
    best: nullable(
      Type.Object(
        { bidder: PartyRef, amount: Money },
        { ...closed, description: "opened and paid in, the best so far" },
      ),
    ),
    mine: nullable(
      Type.Object({ commitment: Id, opened: nullable(Money) }, { ...closed, description: "the reader's own bid" }),
    ),
    proceeds: Type.Array(Share, { description: "by rank, then the former owners; to those concerned" }),
    surplus: nullable(Money),
    surviving: Type.Array(LienId, {
      description: "liens before the one sold under: whoever buys takes the asset with them",
    }),
    openedAt: Instant,
    closedAt: nullable(Instant),
  },
  closed,
);
