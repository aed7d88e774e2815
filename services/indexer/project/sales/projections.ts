import type { Address } from "../../../domain/brand.ts";
import type { LedgerEvent } from "../../decode/ledgerEvent.ts";
import type { RowOf } from "../../table/column.ts";
import type { saleShares as sharesTable } from "../../tables/saleShares.ts";
import type { Mirror } from "../mirror.ts";
import type { Projection } from "../projection.ts";
import { projection } from "../projection.ts";
import { saleBidCommitted, saleBidRevealed } from "./bids.ts";
import { saleOpened } from "./saleOpened.ts";

interface OfSale {
  readonly sale: bigint;
}

/** The sale ends. */
const assetSold = projection<{ sale: bigint; surplus: bigint; surviving: bigint }>("Assets", "AssetSold", {
  need: needSale,
  apply({ args: { sale, surplus, surviving }, contract, at }, { sales }) {
    sales.change({ contract: contract.address, id: sale }, { status: "sold", surplus, surviving, closedAt: at });
  },
});
const saleFailed = projection<{ sale: bigint }>("Assets", "SaleFailed", {
  need: needSale,
  apply({ args: { sale }, contract, at }, { sales }) {
    sales.change({ contract: contract.address, id: sale }, { status: "failed", closedAt: at });
  },
});

type Share = Partial<RowOf<typeof sharesTable.columns>>;

/** An event that says what somebody demands of the proceeds, or gets. */
const shared = <A extends object>(
  event: string,
  payeeOf: (args: A) => string,
  change: (args: A) => Share,
): Projection =>
  projection<A & OfSale & Record<string, never>>("Assets", event, {
    need({ args, contract }, { saleShares }) {
      saleShares.need({ contract: contract.address, sale: args.sale, payee: payeeOf(args) });
    },
    apply({ args, contract }, { saleShares }) {
      const key = { contract: contract.address, sale: args.sale, payee: payeeOf(args) };
      if (!saleShares.find(key)) saleShares.insert({ ...key, demanded: null, owed: null, paid: null });
      saleShares.change(key, change(args));
    },
  });

function needSale({ args, contract }: LedgerEvent<OfSale>, { sales }: Mirror): void {
  sales.need({ contract: contract.address, id: args.sale });
}

/** What the events of sales do to their rows. */
export const SALE_PROJECTIONS: readonly Projection[] = [
  saleOpened,
  saleBidCommitted,
  saleBidRevealed,
  assetSold,
  saleFailed,
  shared<{ lien: bigint; owed: bigint }>(
    "ProceedsDemanded",
    ({ lien }) => String(lien),
    ({ owed }) => ({ demanded: owed }),
  ),
  shared<{ lien: bigint; owed: bigint; paid: bigint }>(
    "ProceedsPaid",
    ({ lien }) => String(lien),
    ({ owed, paid }) => ({ owed, paid }),
  ),
  shared<{ owner: Address; paid: bigint }>(
    "SurplusPaid",
    ({ owner }) => owner,
    ({ paid }) => ({ owed: paid, paid }),
  ),
];
