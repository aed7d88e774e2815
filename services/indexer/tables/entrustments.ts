import type { Address } from "../../domain/brand.ts";
import { bool, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

export const entrustments = stateTable("entrustments", ["contract", "offer", "seller"], {
  contract: text<Address>(),
  offer: whole,
  seller: text<Address>(),
  entrusted: bool,
  saidBlock: whole,
  saidAt: whole,
});
