import type { Address } from "../../domain/brand.ts";
import type { ContractName } from "../../chain/artifacts.ts";
import { bool, nullable, small, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** The contracts of all versions that the mirror covers. */
export const contracts = stateTable("contracts", ["address"], {
  address: text<Address>(),
  version: small,
  name: text<ContractName>(),
  currency: nullable(text()),
  deployBlock: whole,
  paused: bool,
});
