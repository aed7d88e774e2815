import type { Address, Hash } from "../../domain/brand.ts";
import type { PlainArgs } from "../decode/plainArgs.ts";
import { amount, bool, json, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** Votes of a facility's lenders, and with what each of them has voted. */
export const facilityVotes = stateTable("facility_votes", ["facilityId", "number"], {
  facilityId: text<Hash>(),
  number: whole,
  motion: text<"waiver" | "amendment" | "acceleration">(),
  askedBy: text<Address>(),
  votesBy: whole,
  document: text<Hash>(),
  waivedUntil: whole,
  change: json<PlainArgs>(),
  voters: json<PlainArgs>(),
  undrawn: amount,
  weight: amount,
  total: amount,
  carried: bool,
  askedAt: whole,
});
