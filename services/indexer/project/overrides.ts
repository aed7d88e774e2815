import type { Address, Hash } from "../../domain/brand.ts";
import type { LedgerEvent } from "../decode/ledgerEvent.ts";
import { historyArgs } from "../decode/plainArgs.ts";
import { claimIdOf, orNull } from "../decode/words.ts";
import type { OverrideKind } from "../tables/overrides.ts";
import type { Author } from "./account/author.ts";
import type { Mirror } from "./mirror.ts";

/** By contract and event, what kind of override it is. */
const KINDS: Readonly<Record<string, (args: LedgerEvent["args"]) => OverrideKind>> = {
  "Parties.PartyFrozen": () => "freeze",
  "Parties.PartyUnfrozen": () => "unfreeze",
  "PartyAccount.RecoveryProposed": () => "recovery-proposed",
  "PartyAccount.RecoveryConfirmed": () => "recovery-confirmed",
  "PartyAccount.RecoveryCancelled": () => "recovery-cancelled",
  "PartyAccount.RecoveryExecuted": () => "recovery-executed",
  "Facilities.UnitsFrozen": () => "freeze-units",
  "Facilities.UnitsForced": () => "forced-transfer",
  "Facilities.PausedSet": ({ paused }) => (paused === true ? "pause" : "unpause"),
  "Receivables.UnitsFrozen": () => "freeze-units",
  "Receivables.UnitsForced": () => "forced-transfer",
  "Receivables.WithdrawalForced": () => "forced-withdrawal",
  "Receivables.PausedSet": ({ paused }) => (paused === true ? "pause" : "unpause"),
};

/** Who did it and under which intent: by the event's own words, else by the transaction's. */
function authorOf({ args, transaction }: LedgerEvent): { actor: Address | null; intent: Hash | null } {
  const author = args["author"] as Author | undefined;
  const intent = orNull((author?.intent ?? args["intent"] ?? transaction.onlyIntent()) as Hash);
  const named = author?.actor ?? (args["actor"] as Address | undefined);
  return { actor: named ?? (intent === null ? null : (transaction.executorOf(intent) ?? null)), intent };
}

/** Whose account, units or keys it is about. */
function concernedIn({ contract, args }: LedgerEvent): Address | null {
  if (contract.name === "PartyAccount") return contract.address;
  return (args["account"] ?? args["holder"] ?? args["from"] ?? null) as Address | null;
}

/** Adds the event to the override report, if it is one. */
export function noteOverride(event: LedgerEvent, mirror: Mirror): void {
  const { contract, name, args, block, at, transactionHash, log } = event;
  const kind = KINDS[`${contract.name}.${name}`]?.(args);
  if (kind === undefined) return;
  mirror.overrides.insert({
    block,
    logIndex: log.index,
    kind,
    contract: contract.address,
    account: concernedIn(event),
    claimId: contract.name === "Receivables" && typeof args["id"] === "bigint" ? claimIdOf(args["id"]) : null,
    ...authorOf(event),
    reason: (args["reason"] ?? null) as Hash | null,
    facts: historyArgs(args),
    at,
    transactionHash,
  });
}
