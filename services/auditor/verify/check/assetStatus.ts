import type { Address, Hash } from "../../../domain/brand.ts";
import type { Fact, HistoryEvent } from "../../format/historyEvent.ts";
import type { AssetState } from "../../format/state.ts";
import { must } from "../problem.ts";

type Lien = AssetState["liens"][number];
type Entry = Omit<AssetState, "liens">;

const BLANK: Entry = {
  office: "",
  assetKind: "other",
  stage: "no-right",
  status: "none",
  basis: "unknown",
  expiresAt: 0n,
  feesPaidUntil: 0n,
  hasSameDayInvention: false,
  isContested: false,
  isWithheld: false,
  title: 0n,
  owners: [],
};

const STATUS_AFTER: Readonly<Record<string, Entry["status"]>> = {
  AssetRegistered: "pending",
  AssetVerified: "verified",
  AssetRejected: "rejected",
  OwnershipTransferred: "pending",
  AssetExpired: "expired",
  AssetInvalidated: "invalidated",
  AssetRestored: "pending",
};
/** What an event says of the entry under the same name. */
const SAID = ["office", "assetKind", "stage", "basis", "hasSameDayInvention", "isContested", "isWithheld"] as const;
const NUMBERS = ["expiresAt", "feesPaidUntil", "title"] as const;

/** What the events leave of an asset: its entry, its owners, its active liens in their rank. @throws Refused */
export function replayAsset(events: readonly HistoryEvent[]): AssetState {
  let entry = BLANK;
  const proposed = new Map<string, Lien>();
  let active: Lien[] = [];
  for (const { name, seq, facts } of events) {
    const lien = String(facts["lien"]);
    if (name === "LienProposed") proposed.set(lien, lienOf(facts));
    else if (name === "LienActivated") {
      const known = proposed.get(lien);
      must(known !== undefined, `event ${seq} activates the lien ${lien}, which nobody has proposed`);
      active.push({ ...known, officialAt: number(facts["officialAt"]), sequence: number(facts["sequence"]) });
    } else if (name === "LienReleased" || name === "LienEnforced")
      active = active.filter((one) => one.lien !== number(lien));
    else if (!name.startsWith("Lien")) {
      const isAnew = name !== "AssetRegistered" || entry.status === "none" || entry.status === "rejected";
      must(isAnew, `event ${seq} registers the asset once more`);
      entry = after(entry, name, facts);
    }
  }
  return { ...entry, liens: active.toSorted(byRank) };
}

const number = (fact: Fact | undefined): bigint => BigInt(String(fact ?? 0));

const byRank = (a: Lien, b: Lien): number =>
  Number(a.officialAt === b.officialAt ? a.sequence - b.sequence : a.officialAt - b.officialAt);

function after(entry: Entry, name: string, facts: HistoryEvent["facts"]): Entry {
  const owners = facts["owners"];
  return {
    ...entry,
    ...Object.fromEntries(SAID.flatMap((field) => (facts[field] === undefined ? [] : [[field, facts[field]]]))),
    ...Object.fromEntries(
      NUMBERS.flatMap((field) => (facts[field] === undefined ? [] : [[field, number(facts[field])]])),
    ),
    ...(typeof owners === "object" && {
      owners: owners.map(([account, parts]) => ({ account: account as Address, parts: number(parts) })),
    }),
    status: STATUS_AFTER[name] ?? entry.status,
  };
}

const lienOf = (facts: HistoryEvent["facts"]): Lien => ({
  lien: number(facts["lien"]),
  lender: facts["lender"] as Address,
  lienKind: facts["lienKind"] as Lien["lienKind"],
  currency: String(facts["currency"]),
  amount: number(facts["amount"]),
  debtDueAt: number(facts["debtDueAt"]),
  officialAt: 0n,
  sequence: 0n,
  debt: facts["debt"] as Hash,
});
