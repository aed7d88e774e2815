import type { Address, AssetId, Hash } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";

export const saleOpened = projection<{
  id: AssetId;
  sale: bigint;
  lien: bigint;
  lender: Address;
  currency: string;
  owed: bigint;
  reserve: bigint;
  commitBy: bigint;
  revealBy: bigint;
  evidence: Hash;
}>("Assets", "SaleOpened", {
  need({ args: { sale, lien }, contract }, { sales, saleShares }) {
    sales.need({ contract: contract.address, id: sale });
    saleShares.need({ contract: contract.address, sale, payee: String(lien) });
  },
  apply({ args, contract, block, at }, { sales, saleShares }) {
    const { id, sale, lien, lender, currency, owed, reserve, commitBy, revealBy, evidence } = args;
    sales.insert({
      contract: contract.address,
      id: sale,
      assetId: id,
      lien,
      lender,
      currency,
      reserve,
      commitBy,
      revealBy,
      evidence,
      status: "open",
      best: 0n,
      bidder: null,
      surplus: null,
      surviving: null,
      openedBlock: block,
      openedAt: at,
      closedAt: null,
    });
    // Where the debt is a facility, the ledger counts what is owed.
    if (owed === 0n) return;
    const share = { contract: contract.address, sale, payee: String(lien) };
    saleShares.insert({ ...share, demanded: owed, owed: null, paid: null });
  },
});
