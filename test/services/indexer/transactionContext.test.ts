import { expect } from "chai";
import { interfaceOf } from "../../../services/chain/artifacts.ts";
import { intentDigest, intentHash } from "../../../services/chain/intents.ts";
import type { Intent } from "../../../services/chain/intents.ts";
import type { Signer } from "../../../services/chain/signer.ts";
import type { Address, Hash, Hex } from "../../../services/domain/brand.ts";
import { submittedIn } from "../../../services/indexer/decode/calldata.ts";
import { ContractBook } from "../../../services/indexer/decode/contractBook.ts";
import { TransactionContext } from "../../../services/indexer/decode/transactionContext.ts";
import { intentOf } from "../chain/acting.ts";
import { newSigner } from "../chain/network.ts";
import { addressOf, FAKE_MANIFEST, hashOf } from "./fakeManifest.ts";

const [ALICE, BOB, STRANGER] = [addressOf("c"), addressOf("d"), addressOf("e")];
const RELAY = FAKE_MANIFEST.versions[0].contracts.relay;
const NO_LOGS = { hash: hashOf("4"), logs: [] };

interface Item {
  readonly account: Address;
  readonly intent: Intent;
  readonly signatures: Hex;
}

describe("what a transaction's calldata tells", () => {
  let book: ContractBook;
  let signer: Signer;

  beforeEach(() => {
    book = new ContractBook(FAKE_MANIFEST);
    const parties = book.find(FAKE_MANIFEST.versions[0].contracts.parties) ?? expect.fail();
    for (const account of [ALICE, BOB]) book.addAccount(account, parties);
    signer = newSigner();
  });

  const signed = async (account: Address, intent: Intent): Promise<Item> => {
    const signatures = await signer.sign(intentDigest(book.signingDomain(account), intent));
    return { account, intent, signatures };
  };
  const relayed = (...items: Item[]): Hex => interfaceOf("Relay").encodeFunctionData("relay", [items]) as Hex;
  const executed = ({ intent, signatures }: Item): Hex =>
    interfaceOf("PartyAccount").encodeFunctionData("execute", [intent, signatures]) as Hex;
  const contextOf = (recipient: Address, input: Hex): TransactionContext =>
    new TransactionContext({ ...NO_LOGS, call: { recipient, input } }, book);
  const signersIn = (context: TransactionContext, account: Address, intent: Intent): Address[][] =>
    context
      .signersOf(account, intent.id, intentHash(intent))
      .map(({ signatures }) => signatures.map((entry) => entry.signer));

  it("is who signed each intent of a relay's batch", async () => {
    const items = [await signed(ALICE, intentOf([])), await signed(BOB, intentOf([]))];
    const context = contextOf(RELAY, relayed(...items));
    for (const { account, intent } of items) {
      expect(signersIn(context, account, intent)).to.deep.equal([[signer.address]]);
    }
  });

  it("is who signed an intent that was brought to its account directly", async () => {
    const item = await signed(ALICE, intentOf([]));
    expect(signersIn(contextOf(ALICE, executed(item)), ALICE, item.intent)).to.deep.equal([[signer.address]]);
  });

  it("is who signed an intent carried by another one's calls, up to a depth", async () => {
    const inner = await signed(BOB, intentOf([]));
    let carrier = await signed(ALICE, intentOf([{ target: RELAY, data: relayed(inner) }]));
    expect(signersIn(contextOf(RELAY, relayed(carrier)), BOB, inner.intent)).to.deep.equal([[signer.address]]);
    for (let depth = 0; depth < 3; depth++) {
      carrier = await signed(ALICE, intentOf([{ target: RELAY, data: relayed(carrier) }]));
    }
    expect(signersIn(contextOf(RELAY, relayed(carrier)), BOB, inner.intent)).to.deep.equal([]);
  });

  it("is every attempt at an intent, with whoever signed it, good or bad", async () => {
    const item = await signed(ALICE, intentOf([]));
    const impostor = newSigner();
    const digest = intentDigest(book.signingDomain(ALICE), item.intent);
    const forged = { ...item, signatures: await impostor.sign(digest) };
    const broken: Item = { ...item, signatures: `0x${"00".repeat(65)}` };
    const context = contextOf(RELAY, relayed(broken, forged, item));
    expect(signersIn(context, ALICE, item.intent)).to.deep.equal([[impostor.address], [signer.address]]);
  });

  it("is nothing about an intent whose content differs from what the chain executed", async () => {
    const item = await signed(ALICE, intentOf([]));
    const context = contextOf(RELAY, relayed(item));
    expect(signersIn(context, ALICE, { ...item.intent, gas: item.intent.gas + 1n })).to.deep.equal([]);
    expect(signersIn(context, BOB, item.intent)).to.deep.equal([]);
  });

  it("is nothing when it is no call that the contract reads, or of no contract of ours", async () => {
    const item = await signed(ALICE, intentOf([]));
    const whole = relayed(item);
    const calls: [Address, Hex][] = [
      [RELAY, "0x"],
      [RELAY, "0x12345678"],
      [RELAY, whole.slice(0, 300) as Hex],
      [ALICE, whole],
      [STRANGER, whole],
      [ALICE, executed(item).slice(0, 100) as Hex],
    ];
    for (const [recipient, input] of calls) {
      expect(submittedIn(recipient, input, book), input).to.deep.equal({ intents: [], cancellations: [] });
    }
  });

  it("is nothing when there is none", () => {
    const context = new TransactionContext({ ...NO_LOGS, call: undefined }, book);
    expect(context.signersOf(ALICE, hashOf("5"), hashOf("6"))).to.deep.equal([]);
  });

  it("leaves an act without an actor when two accounts have executed intents of one id", () => {
    const context = new TransactionContext({ ...NO_LOGS, call: undefined }, book);
    const [id, other]: [Hash, Hash] = [hashOf("5"), hashOf("6")];
    expect(context.executorOf(id)).to.equal(undefined);
    context.noteExecution(ALICE, id);
    context.noteExecution(ALICE, other);
    expect(context.executorOf(id)).to.equal(ALICE);
    context.noteExecution(BOB, id);
    expect(context.executorOf(id)).to.equal(undefined);
    expect(context.executorOf(other)).to.equal(ALICE);
  });
});
