import type { Address, AssetId, Hash } from "../../../domain/brand.ts";
import type { LienKind } from "../../../domain/ip/lien.ts";
import { projection } from "../projection.ts";

export const lienProposed = projection<{
  id: AssetId;
  lien: bigint;
  by: Address;
  proposal: {
    lienKind: LienKind;
    lender: Address;
    amount: bigint;
    currency: string;
    debtDueAt: bigint;
    notices: bigint;
    debt: Hash;
    documentRoot: Hash;
  };
  title: bigint;
}>("Assets", "LienProposed", {
  need({ args: { lien }, contract }, { liens }) {
    liens.need({ contract: contract.address, id: lien });
  },
  apply({ args: { id, lien, by, proposal, title }, contract, block, at }, { liens }) {
    liens.insert({
      contract: contract.address,
      id: lien,
      assetId: id,
      lender: proposal.lender,
      kind: proposal.lienKind,
      status: "proposed",
      currency: proposal.currency,
      amount: proposal.amount,
      debtDueAt: proposal.debtDueAt,
      notices: Number(proposal.notices),
      title,
      debt: proposal.debt,
      documentRoot: proposal.documentRoot,
      consents: [by],
      register: null,
      number: null,
      officialAt: null,
      sequence: null,
      documentHash: null,
      reason: null,
      proposedBlock: block,
      proposedAt: at,
      activatedAt: null,
      closedAt: null,
    });
  },
});
