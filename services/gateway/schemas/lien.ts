import { Type } from "typebox";
import type { Static } from "typebox";

import { LIEN_KINDS, LIEN_STATUSES, NOTICE_NAMES } from "../../domain/ip/lien.ts";
import { PartyRef } from "./ask.ts";
import { closed, Day, Id, Instant, Money, nullable, textOf } from "./common.ts";

export const LienId = Type.String({ pattern: "^[1-9]\\d{0,17}$", description: "number of a lien" });
export const LienParams = Type.Object({ id: LienId }, closed);

const KindName = Type.Enum([...LIEN_KINDS], {
  description: "security-interest: ranks among others; pledge: exclusive",
});
const DocumentHash = Type.String({
  pattern: "^0x[0-9a-f]{64}$",
  description: "hash of the document that it rests on, which whoever sends it keeps",
});
const Notices = Type.Array(Type.Enum([...NOTICE_NAMES]), {
  uniqueItems: true,
  description: "flaws of the asset that the parties know of and insist in spite of",
});

/** What a pledge contract has to say (CNIPA, Measures on patent pledge registration, article 8); each missing one is named. */
const Contract = Type.Object(
  {
    document: Type.Optional(DocumentHash),
    claim: Type.Optional(textOf(300, "kind of the claim that it secures")),
    amount: Type.Optional(Money),
    debtDueOn: Type.Optional(Day),
    zone: Type.Optional(textOf(60, "IANA zone in which that day ends")),
    scope: Type.Optional(textOf(300, "what the security covers: principal, interest, costs")),
  },
  closed,
);

export const NewLien = Type.Object(
  {
    asset: Id,
    kind: KindName,
    lender: Id,
    facility: Type.Optional(
      Type.String({ pattern: "^0x[0-9a-f]{64}$", description: "the debt's id on this ledger; else its reference" }),
    ),
    reference: Type.Optional(textOf(140, "of a debt that is not on this ledger")),
    contract: Contract,
    notices: Type.Optional(Notices),
  },
  closed,
);
export type NewLien = Static<typeof NewLien>;

export const Activation = Type.Object(
  {
    register: Type.String({
      pattern: "^[\\x21-\\x7e]([\\x20-\\x7e]{0,29}[\\x21-\\x7e])?$",
      description: "the register's name",
      examples: ["USPTO"],
    }),
    number: Type.String({
      pattern: "^[\\x21-\\x7e]([\\x20-\\x7e]{0,29}[\\x21-\\x7e])?$",
      description: "of the entry",
      examples: ["056731/0412"],
    }),
    officialAt: Instant,
    sequence: Type.Integer({ minimum: 0, maximum: 0xffffffff, description: "orders entries of one instant" }),
    document: DocumentHash,
  },
  closed,
);
export const Release = Type.Object({ document: DocumentHash }, closed);
export const Enforcement = Type.Object(
  {
    owners: Type.Array(Type.Object({ party: Id, parts: Type.Integer({ minimum: 1, maximum: 0xffffffff }) }, closed), {
      minItems: 1,
      maxItems: 8,
    }),
    discharged: Type.Array(LienId, { maxItems: 8, uniqueItems: true, description: "other liens that the sale ends" }),
    evidence: DocumentHash,
  },
  closed,
);

export const Lien = Type.Object(
  {
    id: LienId,
    asset: Id,
    kind: KindName,
    status: Type.Enum([...LIEN_STATUSES]),
    rank: nullable(Type.Integer({ description: "from 1, of an active lien" })),
    lender: PartyRef,
    amount: Money,
    debtDueAt: Instant,
    debt: Id,
    notices: Notices,
    title: Type.Integer({ description: "the asset's title that the owners consent under" }),
    consents: Type.Array(PartyRef),
    missing: Type.Array(PartyRef, { description: "who has not consented to an open lien" }),
    entry: nullable(
      Type.Object(
        { register: Type.String(), number: Type.String(), officialAt: Instant, sequence: Type.Integer(), document: Id },
        closed,
      ),
    ),
    reason: nullable(Type.String({ description: "why it was withdrawn or refused, for those who may read it" })),
    contractRoot: Id,
    proposedAt: Instant,
    activatedAt: nullable(Instant),
    closedAt: nullable(Instant),
  },
  closed,
);
