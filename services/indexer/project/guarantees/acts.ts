import type { Address, Hash } from "../../../domain/brand.ts";
import type { LedgerEvent } from "../../decode/ledgerEvent.ts";
import { claimIdOf } from "../../decode/words.ts";
import type { RowOf } from "../../table/column.ts";
import type { guaranteeShares } from "../../tables/guaranteeShares.ts";
import type { Mirror } from "../mirror.ts";
import type { Projection } from "../projection.ts";
import { coverProjections, subjectOf } from "./coverProjections.ts";

type Share = RowOf<typeof guaranteeShares.columns>;
interface OfShare {
  readonly id: bigint;
  readonly share: bigint;
}

/** An act on one share of a guarantee. */
const onShare = <A extends OfShare & Record<string, bigint>>(
  event: string,
  changes: (args: A, before: Share, mirror: Mirror, told: LedgerEvent<A>) => Partial<Share>,
): readonly Projection[] =>
  coverProjections<A>(
    event,
    ({ id, share }, mirror) => {
      mirror.guarantees.need({ subject: subjectOf(id) });
      mirror.guaranteeShares.need({ subject: subjectOf(id), share: Number(share) });
    },
    (told, mirror) => {
      const key = { subject: subjectOf(told.args.id), share: Number(told.args.share) };
      const changed = changes(told.args, mirror.guaranteeShares.get(key), mirror, told);
      mirror.guaranteeShares.change(key, changed);
    },
  );

export const shareAccepted = onShare<{ id: bigint; share: bigint; reserve: bigint }>(
  "ShareAccepted",
  ({ id, reserve }, { premium }, { guarantees }) => {
    guarantees.change({ subject: subjectOf(id) }, { isAccepted: true });
    return { isAccepted: true, isPremiumPaid: premium === 0n, reserve };
  },
);

export const premiumPaid = onShare<{ id: bigint; share: bigint }>("PremiumPaid", () => ({ isPremiumPaid: true }));

const reserved = ({ reserve }: { readonly reserve: bigint }): Partial<Share> => ({ reserve });
export const reserveFunded = onShare<{ id: bigint; share: bigint; reserve: bigint }>("ReserveFunded", reserved);
export const reserveReleased = onShare<{ id: bigint; share: bigint; reserve: bigint }>("ReserveReleased", reserved);

/** The holders receive it, and the debtor owes as much as before; a facility's drawdowns tell how they share it. */
export const coverPaid = onShare<{ id: bigint; share: bigint; amount: bigint; paid: bigint; reserve: bigint }>(
  "CoverPaid",
  ({ id, amount, paid, reserve }, _, mirror, { contract }) => {
    const subject = subjectOf(id);
    mirror.guarantees.change({ subject }, { paid: mirror.guarantees.get({ subject }).paid + amount });
    if (contract.name === "Receivables") {
      const claim = { id: claimIdOf(id) };
      mirror.claims.change(claim, { covered: mirror.claims.get(claim).covered + amount });
    }
    return { paid, reserve };
  },
);

export const coverRecovered = onShare<{ id: bigint; share: bigint; recovered: bigint }>(
  "CoverRecovered",
  ({ recovered }) => ({ recovered }),
);

export const coverDemanded = coverProjections<{ id: bigint; holder: Address; loss: bigint; reason: Hash }>(
  "CoverDemanded",
  ({ id }, { guarantees }) => {
    guarantees.need({ subject: subjectOf(id) });
  },
  ({ args: { id, holder, loss, reason }, at }, { guarantees }) => {
    const demand = { demandedAt: at, demandedBy: holder, demandLoss: loss, demandReason: reason };
    guarantees.change({ subject: subjectOf(id) }, demand);
  },
);
