import type { Address } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { service } from "../servicing/service.ts";

export const shareOffered = projection<{
  id: bigint;
  share: bigint;
  layer: bigint;
  guarantor: Address;
  weight: bigint;
  premium: bigint;
  reserve: bigint;
}>("Receivables", "ShareOffered", {
  need({ args: { id, share } }, { guaranteeShares }) {
    guaranteeShares.need({ claimId: claimIdOf(id), share: Number(share) });
  },
  apply({ args: { id, share, layer, guarantor, weight, premium, reserve } }, mirror) {
    const key = { claimId: claimIdOf(id), share: Number(share) };
    const terms = { layer: Number(layer), guarantor, weight: Number(weight), premium, reserveAsked: reserve };
    const untouched = { isAccepted: false, isPremiumPaid: false, reserve: 0n, paid: 0n, recovered: 0n };
    if (mirror.guaranteeShares.find(key)) mirror.guaranteeShares.change(key, terms);
    else mirror.guaranteeShares.insert({ ...key, ...terms, ...untouched });
    service(mirror, key.claimId);
  },
});
