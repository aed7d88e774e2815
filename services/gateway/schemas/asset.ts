import { Type } from "typebox";
import type { Static } from "typebox";

import { ASSET_KINDS, ASSET_STAGES, TERM_BASES } from "../../domain/ip/kind.ts";
import { PartyRef } from "./ask.ts";
import { closed, Day, Id, Instant, nullable, Text, textOf } from "./common.ts";

export const ASSET_STATUSES = ["pending", "verified", "expired", "invalidated", "rejected"] as const;

const KindCode = Type.String({ pattern: "^[A-Z]\\d?$", description: "of WIPO ST.16", examples: ["B2"] });
const Parts = Type.Integer({ minimum: 1, maximum: 0xffffffff, description: "its share is these parts of all parts" });
const Owners = Type.Array(Type.Object({ party: Id, parts: Parts }, closed), { minItems: 1, maxItems: 8 });
const BasisName = Type.Enum([...TERM_BASES], { description: "what the end of the term rests on" });
const Zone = textOf(60, "IANA zone of the office, in which its days end");
const Fees = Type.String({
  pattern: "^(\\d{4}-\\d{2}-\\d{2}|none|unknown)$",
  description:
    "the last day that fees are paid for; none: the right has no fees; unknown: nobody has said, which stops a pledge",
});
const Term = Type.Object(
  {
    basis: BasisName,
    expiresOn: Type.Optional(Day),
    source: Type.Optional(textOf(300, "where the last day is stated")),
  },
  closed,
);
/** A hash of a document that whoever records it keeps. */
const DocumentHash = Type.String({
  pattern: "^0x[0-9a-f]{64}$",
  description: "hash of the document that it rests on, which whoever sends it keeps",
});

export const NewAsset = Type.Object(
  {
    office: Type.String({ pattern: "^[A-Z]{2}$", description: "WIPO ST.3", examples: ["US"] }),
    kind: Type.Enum([...ASSET_KINDS]),
    number: textOf(40, "the registration's number, however it is written"),
    kindCode: Type.Optional(KindCode),
    stage: Type.Optional(
      Type.Enum([...ASSET_STAGES], { description: "needed where number and kind code do not tell" }),
    ),
    unitaryEffect: Type.Optional(Type.Boolean({ description: "of a European patent" })),
    sameDayInvention: Type.Optional(
      Type.Boolean({ description: "a utility model whose applicant applied for a patent on the invention that day" }),
    ),
    title: Text,
    owners: Owners,
    term: Term,
    feesPaidUntil: Fees,
    zone: Zone,
    applicationNumber: Type.Optional(textOf(40)),
    publicationNumber: Type.Optional(textOf(40)),
    filingDate: Type.Optional(Day),
    grantDate: Type.Optional(Day),
    registeredOwner: Type.Optional(textOf(300, "as the office's register spells it")),
    classes: Type.Optional(Type.Array(textOf(20), { maxItems: 45 })),
  },
  closed,
);
export type NewAsset = Static<typeof NewAsset>;

/** What comes beside a grant's XML, because the grant does not say it. */
export const SuppliedWithGrant = Type.Object(
  {
    owners: Type.Optional(
      Type.String({
        pattern: "^0x[0-9a-f]{64}:\\d{1,10}(,0x[0-9a-f]{64}:\\d{1,10}){0,7}$",
        description: "party:parts, joined by commas",
      }),
    ),
    feesPaidUntil: Type.Optional(Fees),
    zone: Type.Optional(Zone),
    expiresOn: Type.Optional(Day),
    basis: Type.Optional(BasisName),
    source: Type.Optional(textOf(300, "where the last day is stated")),
  },
  closed,
);
export type SuppliedWithGrant = Static<typeof SuppliedWithGrant>;

export const Evidence = Type.Object({ evidence: DocumentHash }, closed);
export const StageRecord = Type.Object({ stage: Type.Enum([...ASSET_STAGES]), evidence: DocumentHash }, closed);
export const TermRecord = Type.Object(
  { basis: BasisName, expiresOn: Type.Optional(Day), zone: Zone, evidence: DocumentHash },
  closed,
);
export const FeesRecord = Type.Object({ paidUntil: Fees, zone: Zone, evidence: DocumentHash }, closed);
export const ContestRecord = Type.Object(
  {
    pending: Type.Boolean({ description: "whether proceedings to invalidate the right are pending" }),
    evidence: DocumentHash,
  },
  closed,
);
export const RestraintRecord = Type.Object(
  { withheld: Type.Boolean({ description: "by a dispute over ownership, or by a court" }), evidence: DocumentHash },
  closed,
);
export const OwnershipTransfer = Type.Object({ owners: Owners, document: DocumentHash }, closed);

const FieldView = Type.Object(
  {
    name: Type.String(),
    value: Type.String(),
    origin: Type.Enum(["source", "supplied", "derived"], {
      description: "source: the document says so; supplied: the registrant does; derived: it follows from them",
    }),
  },
  closed,
);

export const Asset = Type.Object(
  {
    id: Id,
    office: Type.String(),
    kind: Type.Enum([...ASSET_KINDS]),
    number: Type.String({ description: "in the one spelling that identifies it" }),
    status: Type.Enum([...ASSET_STATUSES]),
    stage: Type.Enum([...ASSET_STAGES]),
    usable: Type.Boolean({ description: "derived as of `asOf`: verified, granted, in force, paid for, not withheld" }),
    obstacles: Type.Array(Type.String(), { description: "why it cannot be pledged now: codes of problems" }),
    asOf: Instant,
    owners: Type.Array(Type.Object({ owner: PartyRef, parts: Type.Integer() }, closed)),
    title: Type.Integer({ description: "counts the changes of ownership from 1" }),
    expiresAt: nullable(Instant),
    termBasis: BasisName,
    feesPaidUntil: Type.Unsafe<string>({
      anyOf: [Instant, Type.Enum(["none", "unknown"])],
      description: "end of the last day that is paid for",
    }),
    sameDayInvention: Type.Boolean(),
    contested: Type.Boolean({ description: "proceedings to invalidate it are pending" }),
    withheld: Type.Boolean({ description: "by a dispute over ownership, or by a court" }),
    record: Type.Array(FieldView, { description: "what was said of it when it was registered, to those concerned" }),
    documentRoot: Id,
    history: Type.Object({ events: Type.Integer(), head: Id }, closed),
    registeredAt: Instant,
  },
  closed,
);

export const AssetHistory = Type.Object(
  {
    asset: Id,
    historyHead: Id,
    events: Type.Array(
      Type.Object(
        {
          sequence: Type.Integer(),
          event: Type.String(),
          at: Instant,
          actor: nullable(PartyRef),
          facts: Type.Object({}, { additionalProperties: true }),
          intent: nullable(Id),
          block: Type.String(),
          transaction: Id,
        },
        closed,
      ),
    ),
  },
  closed,
);
