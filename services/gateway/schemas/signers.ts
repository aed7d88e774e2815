import { Type } from "typebox";

import { PartyRef } from "./ask.ts";
import { AddressText, closed, Id, Instant, nullable, Text } from "./common.ts";

const CUSTODIES = ["custodial", "external", "hsm"] as const;

const Choice = Type.Object(
  {
    userId: Type.String({ maxLength: 64, pattern: "^[0-9a-f]+$", description: "a maker or checker of the party" }),
    keep: Type.Optional(Type.Boolean({ description: "the user's present key goes on signing" })),
    own: Type.Optional(
      Type.Object(
        {
          address: AddressText,
          possession: Type.String({
            pattern: "^0x[0-9a-f]{130}$",
            description: "65 bytes: r, s, v; 0x and lower-case hex",
          }),
          custody: Type.Optional(
            Type.Enum(["external", "hsm"], { description: "how the user keeps it; default external" }),
          ),
        },
        { ...closed, description: "a key of the user's own, with its signature over the possession payload" },
      ),
    ),
  },
  { ...closed, description: "without `keep` and `own` the service makes and keeps a new key for the user" },
);

const signerSet = {
  threshold: Type.Integer({ minimum: 1, maximum: 16, description: "signatures that an act of the party needs" }),
  signers: Type.Array(Choice, { minItems: 1, maxItems: 16, description: "all that are to sign: it replaces the set" }),
};

export const NewSigners = Type.Object(signerSet, closed);
export const NewRecovery = Type.Object({ ...signerSet, reason: Text }, closed);
export const Reasoned = Type.Object({ reason: Text }, closed);
export const RecoveryParams = Type.Object({ id: Id, recovery: Id }, closed);

const KeyOfUser = Type.Object(
  { address: AddressText, custody: Type.Enum([...CUSTODIES]), user: nullable(Type.String()) },
  closed,
);
const Place = Type.Object({ at: Instant, block: Type.String(), transaction: Id }, closed);

export const Signers = Type.Object(
  {
    party: Id,
    account: AddressText,
    epoch: Type.Integer({ description: "rises with every change of signers, and voids what was signed before" }),
    threshold: Type.Integer(),
    historyHead: nullable(Id),
    historyLength: Type.Integer(),
    epochs: Type.Array(
      Type.Object(
        {
          epoch: Type.Integer(),
          threshold: Type.Integer(),
          cause: Type.Enum(["admission", "rotation", "recovery"]),
          from: Place,
          until: nullable(Place),
          intent: nullable(Id),
          signers: Type.Array(KeyOfUser),
        },
        closed,
      ),
      { description: "oldest first; `until` is null for the one in force" },
    ),
  },
  closed,
);

export const Recovery = Type.Object(
  {
    id: Id,
    state: Type.Enum(["proposed", "confirmed", "cancelled", "executed"]),
    reason: nullable(Type.String()),
    threshold: Type.Integer(),
    signers: Type.Array(KeyOfUser),
    proposedBy: PartyRef,
    proposedAt: Instant,
    confirmedBy: nullable(PartyRef),
    confirmedAt: nullable(Instant),
    executableAt: nullable(Instant),
    closedBy: nullable(PartyRef),
    closedAt: nullable(Instant),
    closeReason: nullable(Type.String()),
    cancellableBy: Type.Array(Type.Enum(["signers", "guardian"]), {
      description: "the signers of a frozen party cannot cancel: they may be thieves",
    }),
  },
  closed,
);
export const RecoveryList = Type.Object({ items: Type.Array(Recovery) }, closed);

export const OVERRIDE_KINDS = [
  "freeze",
  "unfreeze",
  "freeze-units",
  "forced-transfer",
  "forced-withdrawal",
  "pause",
  "unpause",
  "recovery-proposed",
  "recovery-confirmed",
  "recovery-cancelled",
  "recovery-executed",
] as const;

export const Override = Type.Object(
  {
    kind: Type.Enum([...OVERRIDE_KINDS]),
    party: nullable(PartyRef),
    receivable: nullable(Id),
    actor: nullable(PartyRef),
    reason: nullable(Type.String()),
    reasonHash: nullable(Id),
    facts: Type.Object({}, { additionalProperties: true, description: "arguments of the event" }),
    intent: nullable(Id),
    at: Instant,
    block: Type.String(),
    transaction: Id,
  },
  closed,
);
