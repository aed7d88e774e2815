import type { Address } from "../../domain/brand.ts";
import { text, whole } from "../table/column.ts";
import { historyTable } from "../table/table.ts";

export const systems = historyTable("systems", ["registry", "address"], {
  address: text<Address>(),
  registry: text<Address>(),
  sealedBlock: whole,
  sealedAt: whole,
});
