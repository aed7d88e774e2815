import { Type } from "typebox";
import type { Static } from "typebox";

import { closed, Instant, nullable } from "./common.ts";

/** So that the ledger's seconds hold it: a century. */
const MOST_DAYS = 36_500;

export const CountryCode = Type.String({ pattern: "^[A-Z]{2}$", description: "ISO 3166-1 alpha-2", examples: ["CN"] });

const tenor = (meaning: string) =>
  nullable(Type.Integer({ minimum: 1, maximum: MOST_DAYS, description: `days from acknowledgement ${meaning}` }));

const rules = {
  warnedTenorDays: tenor("above which whoever acknowledges is warned"),
  longestTenorDays: tenor("that no due date exceeds"),
  registrationRequired: Type.Boolean({
    description: "whether units move only while a registration of the claim is attested and holds",
  }),
};

export const NewPolicy = Type.Object(rules, closed);
export type PolicyBody = Static<typeof NewPolicy>;

/** What a country asks for at present. */
export const CountryPolicy = Type.Object({ country: CountryCode, ...rules, since: Instant }, closed);
