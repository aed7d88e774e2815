import type { Address, Hash } from "../../../domain/brand.ts";
import { intentDigest, intentHash } from "../../../evm/intentHash.ts";
import { recoverDigest } from "../../../evm/signature.ts";
import type { Bundle, ShownIntent } from "../../format/bundle.ts";
import type { HistoryEvent } from "../../format/historyEvent.ts";
import { outcomeSlot } from "../../format/layouts/account.ts";
import { storedAccount } from "../../format/stored.ts";
import { signerEpochs } from "../../format/signers.ts";
import type { KeyCustody, SignerEpoch } from "../../format/signers.ts";
import { must } from "../problem.ts";
import { checkComplete } from "./history.ts";
import type { Ledger } from "./ledger.ts";

/** An intent whose execution and signatures are proven. */
export interface SignedIntent {
  readonly shown: ShownIntent;
  readonly signedBy: readonly { readonly key: Address; readonly custody: KeyCustody }[];
}

const DONE = 1n;
const NOBODY = `0x${"0".repeat(64)}`;
/** An event with what its kind says of it: whose act it is, and whether that needs an intent. */
export interface Caused {
  readonly event: HistoryEvent;
  /** As a refusal calls it. */
  readonly what: string;
  readonly author: unknown;
  readonly isAnyones: boolean;
}

/** The intent behind each event that has one. @throws Refused, DomainError */
export function checkSignatures(bundle: Bundle, ledger: Ledger, events: readonly Caused[]): Map<Hash, SignedIntent> {
  const epochs = epochsOf(bundle, ledger);
  const signed = new Map<Hash, SignedIntent>();
  for (const shown of bundle.intents) {
    must(!signed.has(shown.id), `two intents have the id ${shown.id}`);
    signed.set(shown.id, { shown, signedBy: signersOf(shown, bundle, ledger, epochs.get(shown.account)) });
  }
  const causes = new Set(events.map(({ event }) => event.intent));
  const stray = bundle.intents.find(({ id }) => !causes.has(id));
  must(stray === undefined, `the intent ${stray?.id ?? ""} caused nothing that is shown`);
  const actors = new Set(bundle.intents.map(({ account }) => account));
  const idle = bundle.accounts.find(({ address }) => !actors.has(address));
  must(idle === undefined, `the account ${idle?.address ?? ""} signed nothing that is shown here`);
  for (const caused of events) checkAuthor(caused, signed.get(caused.event.intent));
  return signed;
}

/** Every account's signers, complete by its own history head. */
function epochsOf({ accounts }: Bundle, ledger: Ledger): Map<Address, ReadonlyMap<number, SignerEpoch>> {
  const found = new Map<Address, ReadonlyMap<number, SignerEpoch>>();
  for (const { address, events } of accounts) {
    must(!found.has(address), `the account ${address} is there twice`);
    ledger.party(address);
    checkComplete(events, storedAccount(address, ledger), `the account ${address}`);
    found.set(address, signerEpochs(events));
  }
  return found;
}

function signersOf(
  shown: ShownIntent,
  { network }: Bundle,
  { slot }: Ledger,
  epochs: ReadonlyMap<number, SignerEpoch> | undefined,
): SignedIntent["signedBy"] {
  const { account, id, epoch, signatures } = shown;
  // One word says that the account has executed the intent of this hash, and that it succeeded.
  const expected = (BigInt(intentHash(shown)) & ~3n) | DONE;
  must(slot(account, outcomeSlot(id)) === expected, `the ledger has not executed the intent ${id} as it is shown`);
  const signers = epochs?.get(epoch);
  must(signers !== undefined, `the signers of ${account} in epoch ${epoch} are not shown`);
  must(signatures.length === signers.threshold, `the intent ${id} needs ${signers.threshold} signature(s)`);
  const digest = intentDigest({ chainId: network.chainId, networkId: network.networkId, contract: account }, shown);
  let before = "";
  return signatures.map((signature) => {
    const key = recoverDigest(digest, signature);
    const custody = signers.keys.get(key);
    must(custody !== undefined, `the intent ${id} is signed by ${key}, no signer of ${account} then`);
    must(key > before, `the signatures of the intent ${id} are not in order`);
    before = key;
    return { key, custody };
  });
}

/** Whether the account whose intent is shown is the one that the event names as acting. */
function checkAuthor({ event, what, author, isAnyones }: Caused, signed: SignedIntent | undefined): void {
  if (event.intent === NOBODY) {
    must(isAnyones, `${what} was caused by no intent, and only a party can bring it about`);
    return;
  }
  must(signed !== undefined, `the intent that caused ${what} is not shown`);
  const { account } = signed.shown;
  must((author ?? account) === account, `${what} is an act of ${String(author)}, and ${account} signed`);
}
