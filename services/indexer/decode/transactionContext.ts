import { cancelDigest, intentDigest, intentHash } from "../../chain/intents.ts";
import { recoverSigner } from "../../chain/signer.ts";
import type { Address, Hash, Hex } from "../../domain/brand.ts";
import { submittedIn } from "./calldata.ts";
import type { Submitted } from "./calldata.ts";
import type { ChainTransaction } from "./chainBlock.ts";
import type { ContractBook } from "./contractBook.ts";
import { ZERO_HASH } from "./words.ts";

/** Signatures that came in with a transaction; whether they were the account's signers' is for the caller to see. */
export interface Signed {
  readonly epoch: bigint;
  readonly deadline: bigint;
  readonly signatures: readonly { readonly signer: Address; readonly signature: Hex }[];
}

const NOTHING: Submitted = { intents: [], cancellations: [] };

/** What events of one transaction have in common: the intents that caused them. */
export class TransactionContext {
  readonly #call: ChainTransaction["call"];
  readonly #book: ContractBook;
  readonly #executors = new Map<Hash, Set<Address>>();
  /** Recovering a signer is the dearest step of all: once for each intent. */
  readonly #signed = new Map<string, readonly Signed[]>();
  #submitted: Submitted | undefined;

  constructor({ call }: ChainTransaction, book: ContractBook) {
    this.#call = call;
    this.#book = book;
  }

  /** Notes that the account has executed an intent of this id in the transaction. */
  noteExecution(account: Address, id: Hash): void {
    const accounts = this.#executors.get(id) ?? new Set();
    this.#executors.set(id, accounts.add(account));
  }

  /**
   * Whose intent it was. Ids are unique for each account only: when two accounts have executed the same id, logs alone
   * do not tell which act was whose, and nobody is named.
   */
  executorOf(id: Hash): Address | undefined {
    const [account, ...others] = this.#executors.get(id) ?? [];
    return others.length === 0 ? account : undefined;
  }

  /** The intent of an event that does not name one, where the transaction executed no other; zero if it is not clear. */
  onlyIntent(): Hash {
    const [id, ...others] = this.#executors.keys();
    return id !== undefined && others.length === 0 ? id : ZERO_HASH;
  }

  /** Who signed the intent that the chain names by `hash`: usually one entry, none if the calldata does not show it. */
  signersOf(account: Address, id: Hash, hash: Hash): readonly Signed[] {
    return this.#once(`${account} ${id} ${hash}`, () => {
      const domain = this.#book.signingDomain(account);
      return this.#read().intents.flatMap((item) => {
        // Equal hashes: these are the very calls that the chain executed, whatever the node says of the rest.
        if (item.account !== account || item.intent.id !== id || intentHash(item.intent) !== hash) return [];
        const { epoch, deadline } = item.intent;
        return recover(intentDigest(domain, item.intent), BigInt(epoch), deadline, item.signatures);
      });
    });
  }

  /** The same for a cancellation; `epoch` is the account's at that moment. */
  cancellersOf(account: Address, id: Hash, epoch: bigint): readonly Signed[] {
    return this.#once(`${account} ${id}`, () => {
      const domain = this.#book.signingDomain(account);
      return this.#read().cancellations.flatMap((item) => {
        if (item.account !== account || item.id !== id) return [];
        const digest = cancelDigest(domain, { id, deadline: item.deadline, epoch: Number(epoch) });
        return recover(digest, epoch, item.deadline, item.signatures);
      });
    });
  }

  #once(key: string, find: () => readonly Signed[]): readonly Signed[] {
    const found = this.#signed.get(key) ?? find();
    this.#signed.set(key, found);
    return found;
  }

  #read(): Submitted {
    this.#submitted ??= this.#call ? submittedIn(this.#call.recipient, this.#call.input, this.#book) : NOTHING;
    return this.#submitted;
  }
}

/** Nothing for a malformed signature: the account has refused that item, and another one was executed. */
function recover(digest: Hash, epoch: bigint, deadline: bigint, signatures: readonly Hex[]): Signed[] {
  try {
    const recovered = signatures.map((signature) => ({ signer: recoverSigner(digest, signature), signature }));
    return [{ epoch, deadline, signatures: recovered }];
  } catch {
    return [];
  }
}
