import type { Hash } from "../../domain/brand.ts";
import { amount, small, text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** Layers of guarantees, numbered in the order in which they bear a loss. */
export const guaranteeLayers = stateTable("guarantee_layers", ["subject", "layer"], {
  subject: text<Hash>(),
  layer: small,
  /** Ten-thousandths of the loss, 0 for first loss. */
  bps: small,
  cap: amount,
  validUntil: whole,
});
