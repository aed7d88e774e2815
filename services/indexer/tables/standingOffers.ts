import type { Address } from "../../domain/brand.ts";
import { amount, nullable, small, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

export const standingOffers = stateTable("standing_offers", ["contract", "id"], {
  contract: text<Address>(),
  id: whole,
  financier: text<Address>(),
  token: text<Address>(),
  seller: nullable(text<Address>()),
  debtor: nullable(text<Address>()),
  currency: text(),
  most: amount,
  used: amount,
  rate: small,
  basis: small,
  maxDays: small,
  until: whole,
  status: text<"open" | "withdrawn">(),
  madeBlock: whole,
  madeAt: whole,
  closedBlock: nullable(whole),
  closedAt: nullable(whole),
});
