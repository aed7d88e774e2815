import type { Address, Hash } from "../../domain/brand.ts";
import { text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** Whatever something was attested about. */
export const subjects = stateTable("subjects", ["subject"], {
  subject: text<Hash>(),
  contract: text<Address>(),
  seq: whole,
  head: text<Hash>(),
});
