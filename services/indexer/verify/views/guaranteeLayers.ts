import type { Address, Hash } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";
import { GUARANTEES_OF } from "./guarantees.ts";

interface LayerRow {
  readonly subject: Hash;
  readonly address: Address;
  readonly keeper: "Guarantees" | "FacilityGuarantees";
  readonly layer: number;
  readonly bps: number;
  readonly cap: bigint;
  readonly validUntil: bigint;
}

/** Those of the last offer: of an earlier one with more layers, the contract says nothing any more. */
export const guaranteeLayers = viewCheck<LayerRow>({
  table: "guarantee_layers",
  key: ["subject", "layer"],
  sql: `select l.subject, m.address, m.name as keeper, l.layer, l.bps, l.cap, l.valid_until as "validUntil"
        from guarantee_layers l join guarantees g on g.subject = l.subject and l.layer < g.layers ${GUARANTEES_OF}`,
  views: ({ keeper, address, subject }) => [{ contract: keeper, address, name: "layersOf", args: [subject] }],
  compare(row, [layers]) {
    const all = layers?.[0] as readonly { toObject(): Record<string, bigint> }[];
    const found = all[row.layer]?.toObject() ?? {};
    return [
      ["bps", BigInt(row.bps), found["bps"] ?? null],
      ["cap", row.cap, found["cap"] ?? null],
      ["validUntil", row.validUntil, found["validUntil"] ?? null],
    ];
  },
});
