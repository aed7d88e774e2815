import { Type } from "typebox";

import { USER_ROLES } from "../auth/actor.ts";
import { PARTY_ROLES } from "../commands/parties.ts";
import { AddressText, closed, Day, Id, Money, Text, textOf } from "./common.ts";

const PARTY_ROLE_NAMES = Object.keys(PARTY_ROLES) as (keyof typeof PARTY_ROLES)[];

export const PartyRoles = Type.Array(Type.Enum(PARTY_ROLE_NAMES), { minItems: 1, uniqueItems: true });

const OwnKey = Type.Object(
  {
    address: AddressText,
    possession: Type.String({ pattern: "^0x[0-9a-f]{130}$", description: "65 bytes: r, s, v; 0x and lower-case hex" }),
  },
  {
    ...closed,
    description:
      "the user's own key, with its signature over the possession payload; without it the service keeps a key",
  },
);

const NewUser = Type.Object(
  {
    name: Text,
    roles: Type.Array(Type.Enum(USER_ROLES.filter((role) => role !== "operator")), {
      minItems: 1,
      uniqueItems: true,
      description: "makers and checkers sign, viewers read; auditors read every party's things",
    }),
    signer: Type.Optional(OwnKey),
  },
  closed,
);

export const NewParty = Type.Object(
  {
    id: Type.Optional(Id),
    name: Text,
    country: Type.String({ pattern: "^[A-Z]{2}$", description: "a country of ISO 3166-1, alpha-2", examples: ["DE"] }),
    identifiers: Type.Array(
      Type.Object(
        {
          scheme: Type.Enum(["lei", "vat", "uscc", "register", "gln"]),
          value: textOf(60, "an identifier"),
        },
        closed,
      ),
      { minItems: 1, maxItems: 10, description: "check digits are checked; at least one of lei, vat and uscc" },
    ),
    roles: PartyRoles,
    kybValidUntil: Day,
    threshold: Type.Integer({ minimum: 1, maximum: 16, description: "signatures that an act of the party needs" }),
    users: Type.Array(NewUser, { minItems: 1, maxItems: 16 }),
  },
  closed,
);

export const Grant = Type.Object(
  { role: Type.Enum(["settlement"]), dailyCaps: Type.Array(Money, { minItems: 1, maxItems: 50 }) },
  closed,
);

export const PossessionQuery = Type.Object({ party: Id, signer: AddressText }, closed);
