import { createMPT } from "@ethereumjs/mpt";
import { RLP } from "@ethereumjs/rlp";
import { expect } from "chai";
import { getBytes, Transaction, Wallet } from "ethers";
import type { TransactionLike } from "ethers";
import type { Address, Hash, Hex } from "../../../services/domain/brand.ts";
import { toHex } from "../../../services/domain/hex.ts";
import { DomainError } from "../../../services/domain/problem.ts";
import type { RpcTransaction } from "../../../services/indexer/follow/rpcBlock.ts";
import { transactionsRoot } from "../../../services/indexer/follow/transactionsRoot.ts";

const wallet = new Wallet(`0x${"11".repeat(32)}`);
const to = `0x${"22".repeat(20)}`;
const accessList = [{ address: to, storageKeys: [`0x${"33".repeat(32)}`] }];
const common = { chainId: 7, nonce: 3, gasLimit: 100_000, to, data: "0x1234", value: 5 };

const FORMS: readonly (readonly [form: string, fields: TransactionLike])[] = [
  ["legacy", { ...common, type: 0, gasPrice: 0 }],
  ["legacy without replay protection", { ...common, chainId: 0, type: 0, gasPrice: 9 }],
  ["legacy that creates a contract", { ...common, to: null, type: 0, gasPrice: 1 }],
  ["with an access list", { ...common, type: 1, gasPrice: 2, accessList }],
  ["with fees", { ...common, type: 2, maxFeePerGas: 4, maxPriorityFeePerGas: 1, accessList }],
];

/** As a node shows it. */
function shown(transaction: Transaction): RpcTransaction {
  const quantity = (value: bigint | number | null | undefined): Hex => `0x${BigInt(value ?? 0).toString(16)}`;
  const { signature } = transaction;
  if (!signature) return expect.fail();
  const isLegacy = transaction.type === 0;
  return {
    hash: transaction.hash as Hash,
    type: quantity(transaction.type),
    nonce: quantity(transaction.nonce),
    ...(transaction.gasPrice !== null && { gasPrice: quantity(transaction.gasPrice) }),
    ...(transaction.type === 2 && {
      maxFeePerGas: quantity(transaction.maxFeePerGas),
      maxPriorityFeePerGas: quantity(transaction.maxPriorityFeePerGas),
    }),
    gas: quantity(transaction.gasLimit),
    to: transaction.to as Address | null,
    value: quantity(transaction.value),
    input: transaction.data as Hex,
    chainId: quantity(transaction.chainId),
    ...(transaction.accessList && { accessList: transaction.accessList as never }),
    v: quantity(isLegacy ? (signature.legacyChainId ? signature.networkV : signature.v) : signature.yParity),
    r: quantity(BigInt(signature.r)),
    s: quantity(BigInt(signature.s)),
  };
}

describe("a block's transactions root", () => {
  it("of no transactions is that of the empty trie", () => {
    const root = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";
    expect(transactionsRoot([])).to.deep.equal({ root, hashed: [] });
  });

  for (const [form, fields] of FORMS) {
    it(`hashes a transaction as ethers does: ${form}`, async () => {
      const transaction = Transaction.from(await wallet.signTransaction(fields));
      expect(transactionsRoot([shown(transaction)]).hashed.map(({ hash }) => hash)).to.deep.equal([transaction.hash]);
    });
  }

  it("is that of a trie that knows nothing of our builder", async () => {
    const transactions = await Promise.all(
      Array.from({ length: 200 }, async (_, nonce) => {
        const [, fields] = FORMS[nonce % FORMS.length] ?? expect.fail();
        return Transaction.from(await wallet.signTransaction({ ...fields, nonce }));
      }),
    );
    const trie = await createMPT();
    for (const [at, { serialized }] of transactions.entries()) await trie.put(RLP.encode(at), getBytes(serialized));
    expect(transactionsRoot(transactions.map(shown)).root).to.equal(toHex(trie.root()));
  });

  it("changes with every field of a transaction", async () => {
    const transaction = shown(Transaction.from(await wallet.signTransaction(FORMS[0]?.[1] ?? {})));
    const { root } = transactionsRoot([transaction]);
    const names = ["nonce", "gasPrice", "gas", "value", "input", "v", "r", "s", "to"] as const;
    for (const name of names) {
      const other = name === "input" ? "0x99" : name === "to" ? null : "0x77";
      expect(transactionsRoot([{ ...transaction, [name]: other }]).root, name).to.not.equal(root);
    }
  });

  it("is not guessed for a type that is not known", async () => {
    const transaction = shown(Transaction.from(await wallet.signTransaction(FORMS[0]?.[1] ?? {})));
    const guess = () => transactionsRoot([{ ...transaction, type: "0x3" }]);
    expect(guess).to.throw(DomainError).with.property("code", "bad-transaction");
  });
});
