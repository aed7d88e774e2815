import type { Address, EntityId, Hash } from "../../domain/brand.ts";
import { bool, nullable, small, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

export const parties = stateTable("parties", ["account"], {
  account: text<Address>(),
  registry: text<Address>(),
  entity: text<EntityId>(),
  roles: small,
  country: text(),
  validUntil: whole,
  frozen: bool,
  freezeReason: nullable(text<Hash>()),
  epoch: whole,
  threshold: small,
  seq: whole,
  head: text<Hash>(),
  admittedBlock: whole,
  admittedAt: whole,
});
