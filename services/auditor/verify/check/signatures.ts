import type { Address, Hash } from "../../../domain/brand.ts";
import { intentDigest, intentHash } from "../../../evm/intentHash.ts";
import { recoverDigest } from "../../../evm/signature.ts";
import type { Bundle, ShownIntent } from "../../format/bundle.ts";
import type { ClaimEvent } from "../../format/events.ts";
import { historyHead } from "../../format/history.ts";
import { ACCOUNT_COUNTS, ACCOUNT_HEAD, historyCount, outcomeSlot } from "../../format/layout.ts";
import { signerEpochs } from "../../format/signers.ts";
import type { KeyCustody, SignerEpoch } from "../../format/signers.ts";
import { must } from "../problem.ts";
import type { Ledger } from "./ledger.ts";

/** An intent whose execution and signatures are proven. */
export interface SignedIntent {
  readonly shown: ShownIntent;
  readonly signedBy: readonly { readonly key: Address; readonly custody: KeyCustody }[];
}

const DONE = 1n;
const NOBODY = `0x${"0".repeat(64)}`;
/** What anyone may bring about: the money only goes to whom it is due. */
const ANYONES = new Set(["Withdrawn", "Redeemed", "Refunded", "Closed"]);

/** The intent behind each event that has one. @throws Refused, DomainError */
export function checkSignatures(
  bundle: Bundle,
  ledger: Ledger,
  events: readonly ClaimEvent[],
): Map<Hash, SignedIntent> {
  const epochs = epochsOf(bundle, ledger);
  const signed = new Map<Hash, SignedIntent>();
  for (const shown of bundle.intents) {
    must(!signed.has(shown.id), `two intents have the id ${shown.id}`);
    signed.set(shown.id, { shown, signedBy: signersOf(shown, bundle, ledger, epochs.get(shown.account)) });
  }
  const causes = new Set(events.map(({ intent }) => intent));
  const stray = bundle.intents.find(({ id }) => !causes.has(id));
  must(stray === undefined, `the intent ${stray?.id ?? ""} caused no event of this claim`);
  const actors = new Set(bundle.intents.map(({ account }) => account));
  const idle = bundle.accounts.find(({ address }) => !actors.has(address));
  must(idle === undefined, `the account ${idle?.address ?? ""} signed nothing that is shown here`);
  for (const event of events) checkAuthor(event, signed.get(event.intent), debtorOf(events));
  return signed;
}

/** Every account's signers, complete by its own history head. */
function epochsOf({ accounts }: Bundle, { world, party }: Ledger): Map<Address, ReadonlyMap<number, SignerEpoch>> {
  const found = new Map<Address, ReadonlyMap<number, SignerEpoch>>();
  for (const { address, events } of accounts) {
    must(!found.has(address), `the account ${address} is there twice`);
    party(address);
    const [head, counts] = [world.slot(address, ACCOUNT_HEAD), world.slot(address, ACCOUNT_COUNTS)];
    must(historyCount(counts) === BigInt(events.length), `the signers of ${address} are not shown completely`);
    must(BigInt(historyHead(events)) === head, `the signers of ${address} are not those on the ledger`);
    found.set(address, signerEpochs(events));
  }
  return found;
}

function signersOf(
  shown: ShownIntent,
  { network }: Bundle,
  { world }: Ledger,
  epochs: ReadonlyMap<number, SignerEpoch> | undefined,
): SignedIntent["signedBy"] {
  const { account, id, epoch, signatures } = shown;
  // One word says that the account has executed the intent of this hash, and that it succeeded.
  const expected = (BigInt(intentHash(shown)) & ~3n) | DONE;
  must(
    world.slot(account, outcomeSlot(id)) === expected,
    `the ledger has not executed the intent ${id} as it is shown`,
  );
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

const debtorOf = (events: readonly ClaimEvent[]): unknown => events[0]?.facts["debtor"];

/** Whether the account whose intent is shown is the one that the event names as acting. */
function checkAuthor(
  { name, seq, intent, facts }: ClaimEvent,
  signed: SignedIntent | undefined,
  debtor: unknown,
): void {
  const what = `event ${seq} (${name})`;
  if (intent === NOBODY) {
    must(ANYONES.has(name), `${what} was caused by no intent, and only a party can bring it about`);
    return;
  }
  must(signed !== undefined, `the intent that caused ${what} is not shown`);
  const { account } = signed.shown;
  const authors: Readonly<Record<string, unknown>> = {
    Registered: facts["seller"],
    Acknowledged: debtor,
    Disputed: debtor,
    Rejected: debtor,
    Credited: debtor,
    DiscountTaken: debtor,
    WireRecalled: facts["bank"],
    CreditDeclined: facts["by"],
    CoverDemanded: facts["holder"],
    GuaranteeOffered: facts["arranger"],
    PutMade: facts["holder"],
    PutWithdrawn: facts["holder"],
    ...(facts["source"] !== "dilution" && { Paid: facts["payer"] }),
  };
  must((authors[name] ?? account) === account, `${what} is an act of ${String(authors[name])}, and ${account} signed`);
}
