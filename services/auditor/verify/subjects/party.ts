import type { BundleOf } from "../../format/bundle.ts";
import { readAccountEvent, signersIn } from "../../format/signers.ts";
import { storedAccount, storedStanding } from "../../format/stored.ts";
import type { Ledger } from "../check/ledger.ts";
import { mustBeSame } from "../check/sameState.ts";
import { must } from "../problem.ts";
import type { Subject } from "./subject.ts";

const CHANGED = "SignersChanged";
const RECOVERED = "RecoveryExecuted";

const stored = (ledger: Ledger, { subject }: BundleOf<"party">) => ({
  ...storedStanding(subject, ledger),
  ...storedAccount(subject, ledger),
});

/** A party: its standing, and who could sign for it when. */
export function partySubject(bundle: BundleOf<"party">): Subject<ReturnType<typeof stored>> {
  const { subject, state, events } = bundle;
  return {
    called: "party",
    keeper: undefined,
    readEvents: () => {
      const read = events.map(readAccountEvent);
      const changes = read.filter(({ name }) => name === CHANGED);
      must(read[0]?.name === CHANGED, "an account begins with its first signers");
      for (const [at, change] of changes.entries())
        must(
          BigInt(change.subject) === BigInt(at + 1),
          `epoch ${BigInt(change.subject)} of the signers stands in place ${at + 1}`,
        );
      return read;
    },
    stored: (ledger) => stored(ledger, bundle),
    checkState: (found, read) => {
      const { signers, ...rest } = state;
      mustBeSame(rest, found, "on the ledger");
      const last = read.findLast(({ name }) => name === CHANGED);
      must(last !== undefined, "there is no event");
      const { epoch, threshold, keys } = signersIn(last);
      const told = { epoch, threshold, signers: [...keys].map(([key, custody]) => ({ key, custody })) };
      mustBeSame({ epoch: state.epoch, threshold: state.threshold, signers }, told, "by what the events tell");
    },
    status: state.isFrozen ? "frozen" : "admitted",
    checkOrigin: (ledger) => `admitted as party ${ledger.party(subject)}, from ${state.country}`,
    authorOf: ({ name, facts }) => (name === CHANGED ? subject : facts["actor"]),
    // The first signers come with the admission, those of a recovery with its execution, which is anyone's.
    isAnyones: ({ name }, before) => name === RECOVERED || (name === CHANGED && (!before || before.name === RECOVERED)),
    rootOf: () => undefined,
    currencyOf: () => null,
  };
}
