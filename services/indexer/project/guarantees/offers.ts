import type { Address, Hash } from "../../../domain/brand.ts";
import { coverProjections, subjectOf } from "./coverProjections.ts";

/** IGuarantees.offer: in place of an earlier offer that nobody accepted. Its layers and shares follow. */
export const guaranteeOffered = coverProjections<{
  id: bigint;
  arranger: Address;
  dueAt: bigint;
  grace: bigint;
  layers: bigint;
  shares: bigint;
  terms: Hash;
}>(
  "GuaranteeOffered",
  ({ id }, { guarantees }) => {
    guarantees.need({ subject: subjectOf(id) });
  },
  ({ args, contract, block, at }, { guarantees }) => {
    const subject = subjectOf(args.id);
    const { arranger, dueAt, grace, terms } = args;
    const [layers, shares] = [Number(args.layers), Number(args.shares)];
    const offered = { arranger, dueAt, grace, terms, layers, shares, offeredBlock: block, offeredAt: at };
    if (guarantees.find({ subject })) {
      guarantees.change({ subject }, offered);
      return;
    }
    const undemanded = { demandedAt: null, demandedBy: null, demandLoss: null, demandReason: null };
    guarantees.insert({ subject, contract: contract.address, isAccepted: false, paid: 0n, ...offered, ...undemanded });
  },
);

export const layerOffered = coverProjections<{
  id: bigint;
  layer: bigint;
  bps: bigint;
  cap: bigint;
  validUntil: bigint;
}>(
  "LayerOffered",
  ({ id, layer }, { guaranteeLayers }) => {
    guaranteeLayers.need({ subject: subjectOf(id), layer: Number(layer) });
  },
  ({ args: { id, layer, bps, cap, validUntil } }, { guaranteeLayers }) => {
    const key = { subject: subjectOf(id), layer: Number(layer) };
    const terms = { bps: Number(bps), cap, validUntil };
    if (guaranteeLayers.find(key)) guaranteeLayers.change(key, terms);
    else guaranteeLayers.insert({ ...key, ...terms });
  },
);

export const shareOffered = coverProjections<{
  id: bigint;
  share: bigint;
  layer: bigint;
  guarantor: Address;
  weight: bigint;
  premium: bigint;
  reserve: bigint;
}>(
  "ShareOffered",
  ({ id, share }, { guaranteeShares }) => {
    guaranteeShares.need({ subject: subjectOf(id), share: Number(share) });
  },
  ({ args: { id, share, layer, guarantor, weight, premium, reserve } }, { guaranteeShares }) => {
    const key = { subject: subjectOf(id), share: Number(share) };
    const terms = { layer: Number(layer), guarantor, weight: Number(weight), premium, reserveAsked: reserve };
    const untouched = { isAccepted: false, isPremiumPaid: false, reserve: 0n, paid: 0n, recovered: 0n };
    if (guaranteeShares.find(key)) guaranteeShares.change(key, terms);
    else guaranteeShares.insert({ ...key, ...terms, ...untouched });
  },
);
