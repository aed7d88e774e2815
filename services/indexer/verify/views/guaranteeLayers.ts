import type { Address, ClaimId } from "../../../domain/brand.ts";
import { viewCheck } from "../viewCheck.ts";
import { GUARANTEES_OF } from "./guarantees.ts";

interface LayerRow {
  readonly claimId: ClaimId;
  readonly address: Address;
  readonly layer: number;
  readonly bps: number;
  readonly cap: bigint;
  readonly validUntil: bigint;
}

/** Those of the last offer: of an earlier one with more layers, the contract says nothing any more. */
export const guaranteeLayers = viewCheck<LayerRow>({
  table: "guarantee_layers",
  key: ["claimId", "layer"],
  sql: `select l.claim_id as "claimId", m.address, l.layer, l.bps, l.cap, l.valid_until as "validUntil"
        from guarantee_layers l join guarantees g on g.claim_id = l.claim_id and l.layer < g.layers ${GUARANTEES_OF}`,
  views: ({ address, claimId }) => [{ contract: "Guarantees", address, name: "layersOf", args: [claimId] }],
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
