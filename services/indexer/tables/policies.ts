import type { Address } from "../../domain/brand.ts";
import { bool, small, text, whole } from "../table/column.ts";
import { historyTable } from "../table/table.ts";

/** What a country asks of claims, each time that it was set: a claim is governed by what was so when it was registered. */
export const policies = historyTable("policies", ["country", "block", "logIndex"], {
  country: text(),
  block: whole,
  logIndex: small,
  contract: text<Address>(),
  /** Seconds, zero for none. */
  warnedTenor: whole,
  longestTenor: whole,
  needsRegistration: bool,
  at: whole,
});
