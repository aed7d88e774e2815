import type { Address, Hash } from "../../../domain/brand.ts";
import { claimIdOf } from "../../decode/words.ts";
import { projection } from "../projection.ts";
import { service } from "../servicing/service.ts";

/** Guarantees.offer: in place of an earlier offer that nobody accepted. Its layers and shares follow. */
export const guaranteeOffered = projection<{
  id: bigint;
  arranger: Address;
  dueAt: bigint;
  grace: bigint;
  layers: bigint;
  shares: bigint;
  terms: Hash;
}>("Receivables", "GuaranteeOffered", {
  need({ args: { id } }, { guarantees }) {
    guarantees.need({ claimId: claimIdOf(id) });
  },
  apply({ args, contract, block, at }, mirror) {
    const claimId = claimIdOf(args.id);
    const { arranger, dueAt, grace, terms } = args;
    const [layers, shares] = [Number(args.layers), Number(args.shares)];
    const offered = { arranger, dueAt, grace, terms, layers, shares, offeredBlock: block, offeredAt: at };
    service(mirror, claimId);
    if (mirror.guarantees.find({ claimId })) {
      mirror.guarantees.change({ claimId }, offered);
      return;
    }
    const undemanded = { demandedAt: null, demandedBy: null, demandLoss: null, demandReason: null };
    const fresh = { claimId, contract: contract.address, isAccepted: false, paid: 0n };
    mirror.guarantees.insert({ ...fresh, ...offered, ...undemanded });
  },
});
