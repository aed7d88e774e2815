import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { service } from "../servicing/service.ts";

export const layerOffered = projection<{ id: bigint; layer: bigint; bps: bigint; cap: bigint; validUntil: bigint }>(
  "Receivables",
  "LayerOffered",
  {
    need({ args: { id, layer } }, { guaranteeLayers }) {
      guaranteeLayers.need({ claimId: claimIdOf(id), layer: Number(layer) });
    },
    apply({ args: { id, layer, bps, cap, validUntil } }, mirror) {
      const key = { claimId: claimIdOf(id), layer: Number(layer) };
      const terms = { bps: Number(bps), cap, validUntil };
      if (mirror.guaranteeLayers.find(key)) mirror.guaranteeLayers.change(key, terms);
      else mirror.guaranteeLayers.insert({ ...key, ...terms });
      service(mirror, key.claimId);
    },
  },
);
