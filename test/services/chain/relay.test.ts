import { expect } from "chai";

import { interfaceOf } from "../../../services/chain/artifacts.ts";
import { intentHash, operationId, possessionDigest } from "../../../services/chain/intents.ts";
import type { Intent } from "../../../services/chain/intents.ts";
import { signingDomain } from "../../../services/chain/manifest.ts";
import { outcomesOf } from "../../../services/chain/outcomes.ts";
import { readOutcomeWord } from "../../../services/chain/outcomeWord.ts";
import { relayGasLimit } from "../../../services/chain/relayGas.ts";
import { buildRelayTransaction } from "../../../services/chain/relayTransaction.ts";
import type { RelayItem } from "../../../services/chain/relayTransaction.ts";
import { CUSTODY_CODES } from "../../../services/chain/signer.ts";
import type { Signer } from "../../../services/chain/signer.ts";
import { readView } from "../../../services/chain/view.ts";
import type { Address, EntityId, Hash } from "../../../services/domain/brand.ts";
import { callOf, intentOf, randomHash, relay, signedItem } from "./acting.ts";
import { FAR_FUTURE, newSigner, startTestNetwork } from "./network.ts";
import type { TestNetwork } from "./network.ts";

const ENTERPRISE = 1;

describe("an intent, relayed", () => {
  let network: TestNetwork;
  let operator: Address;
  let governor: Address;
  let parties: Address;

  before(async () => {
    network = await startTestNetwork();
    ({ operator, governor } = network.version.accounts);
    ({ parties } = network.version.contracts);
  });
  after(() => network.stop());

  const byOperator = (intent: Intent): Promise<RelayItem> =>
    signedItem(network, operator, network.plan.accounts.operator.signers, intent);
  const byGovernor = (intent: Intent): Promise<RelayItem> =>
    signedItem(network, governor, network.plan.accounts.governor.signers, intent);

  async function admissionOf(signer: Signer, entity = randomHash() as string as EntityId) {
    const domain = signingDomain(network.manifest, parties);
    const possession = await signer.sign(possessionDigest(domain, entity, signer.address));
    const signers = [{ key: signer.address, custody: CUSTODY_CODES[signer.custody] }];
    const terms = { roles: ENTERPRISE, country: "0x4445", validUntil: FAR_FUTURE, threshold: 1 };
    return callOf("Parties", parties, "admit", [{ entity, ...terms, signers }, [possession]]);
  }

  async function admitParty(): Promise<{ account: Address; signer: Signer }> {
    const signer = newSigner();
    const entity = randomHash() as string as EntityId;
    await relay(network, [await byOperator(intentOf([await admissionOf(signer, entity)]))]);
    const account = await readView(network.rpc, {
      contract: "Parties",
      address: parties,
      name: "accountOf",
      args: [entity],
    });
    return { account: String(account).toLowerCase() as Address, signer };
  }

  /** Something that only the governor may do, and the operator may sign for all the same. */
  const setCap = () => {
    const cash = network.version.contracts.cash["EUR"] ?? expect.fail();
    return callOf("Cash", cash, "setDailyCap", [operator, 1n]);
  };

  const outcomeWord = async (account: Address, id: Hash): Promise<Hash> =>
    (await readView(network.rpc, {
      contract: "PartyAccount",
      address: account,
      name: "outcomeOf",
      args: [id],
    })) as Hash;

  it("of the operator admits a party, whose account then acts by itself", async () => {
    const { account, signer } = await admitParty();
    const bystander = await admitParty();
    const key = newSigner().address;
    const rotate = callOf("PartyAccount", account, "setSigners", [[{ key, custody: CUSTODY_CODES.external }], 1]);
    const item = await signedItem(network, account, [signer], intentOf([rotate]));
    expect(outcomesOf(await relay(network, [item]), [item])).to.deep.equal([{ status: "done" }]);
    const custody = (address: Address, name: string, args: unknown[] = []) =>
      readView(network.rpc, { contract: "PartyAccount", address, name, args });
    expect(await custody(account, "custodyOf", [key])).to.equal(BigInt(CUSTODY_CODES.external));
    expect(await custody(account, "epoch")).to.equal(2n);
    expect(await custody(bystander.account, "epoch")).to.equal(1n);
  });

  it("is told apart: done, failed, refused", async () => {
    const consumed = await byOperator(intentOf([await admissionOf(newSigner())]));
    await relay(network, [consumed]);
    const { account, signer } = await admitParty();
    const items = [
      await byOperator(intentOf([await admissionOf(newSigner())])),
      await byOperator(intentOf([setCap()])),
      await signedItem(network, operator, [newSigner()], intentOf([await admissionOf(newSigner())])),
      await byOperator(intentOf([await admissionOf(newSigner())], { deadline: 1n })),
      await byOperator(intentOf([await admissionOf(newSigner())], { epoch: 7 })),
      consumed,
      { ...consumed, account: network.version.contracts.relay },
      await byGovernor(intentOf([setCap()])),
      await signedItem(network, account, [signer], intentOf([await admissionOf(newSigner())])),
    ];
    const outcomes = outcomesOf(await relay(network, items), items);
    const told = outcomes.map((outcome) => [outcome.status, "reason" in outcome ? outcome.reason.name : undefined]);
    expect(told).to.deep.equal([
      ["done", undefined],
      ["failed", "AccessManagedUnauthorized"],
      ["refused", "NotASigner"],
      ["refused", "IntentExpired"],
      ["refused", "StaleEpoch"],
      ["refused", "IntentConsumed"],
      ["refused", "NotAnAccount"],
      ["done", undefined],
      ["failed", "AccessManagedUnauthorized"],
    ]);
    expect(outcomes[1]).to.have.nested.property("reason.args.caller", operator);
    expect(outcomes[8]).to.have.nested.property("reason.args.caller", account);
    expect(outcomes[4]).to.deep.include({
      reason: { name: "StaleEpoch", args: { signed: 7n, current: 1n }, contracts: ["PartyAccount"] },
    });
  });

  it("that the gas did not reach is not attempted, nor what follows it, and can be relayed again", async () => {
    const items = [
      await byOperator(intentOf([await admissionOf(newSigner())])),
      await byOperator(intentOf([await admissionOf(newSigner())], { gas: 3_000_000n })),
      await byOperator(intentOf([await admissionOf(newSigner())])),
    ];
    const statuses = (outcomes: ReturnType<typeof outcomesOf>) => outcomes.map(({ status }) => status);
    const first = outcomesOf(await relay(network, items, relayGasLimit(items.slice(0, 1)) + 1_000_000n), items);
    expect(statuses(first)).to.deep.equal(["done", "not-attempted", "not-attempted"]);
    const rest = items.slice(1);
    expect(statuses(outcomesOf(await relay(network, rest), rest))).to.deep.equal(["done", "done"]);
  });

  it("in a transaction that ran out of gas as a whole is not attempted", async () => {
    const items = [await byOperator(intentOf([await admissionOf(newSigner())]))];
    const data = interfaceOf("Relay").encodeFunctionData("relay", [items]);
    const bytes = [...Buffer.from(data.slice(2), "hex")];
    const intrinsic = bytes.reduce((gas, byte) => gas + (byte === 0 ? 4 : 16), 21_000);
    const receipt = await relay(network, items, BigInt(intrinsic) + 3000n);
    expect(receipt.status).to.equal("0x0");
    expect(outcomesOf(receipt, items)).to.deep.equal([{ status: "not-attempted" }]);
  });

  it("has the gas it was signed for, even after others have burnt all of theirs", async () => {
    const burnt = await Promise.all(
      Array.from({ length: 12 }, async () => byOperator(intentOf([await admissionOf(newSigner())], { gas: 60_000n }))),
    );
    const last = intentOf([await admissionOf(newSigner())], { gas: 4_000_000n });
    const items = [...burnt, await byOperator(last)];
    const outcomes = outcomesOf(await relay(network, items), items);
    const failed = { status: "failed", reason: { name: "empty", args: {}, contracts: [] } };
    expect(outcomes).to.deep.equal([...burnt.map(() => failed), { status: "done" }]);
  });

  it("has it also when that is most of a block's", async () => {
    const items = [await byOperator(intentOf([await admissionOf(newSigner())], { gas: 25_000_000n }))];
    expect(outcomesOf(await relay(network, items), items)).to.deep.equal([{ status: "done" }]);
  });

  it("that was never relayed, failed, or was done is what the account has recorded", async () => {
    const [done, failed, neither] = [
      await byOperator(intentOf([await admissionOf(newSigner())], { id: operationId(1, operator, "some key") })),
      await byOperator(intentOf([setCap()])),
      intentOf([]),
    ];
    await relay(network, [done, failed]);
    expect(readOutcomeWord(await outcomeWord(operator, neither.id))).to.equal(undefined);
    for (const [item, result] of [[done, "done"] as const, [failed, "failed"] as const]) {
      const recorded = readOutcomeWord(await outcomeWord(operator, item.intent.id)) ?? expect.fail();
      expect(recorded.result).to.equal(result);
      expect(recorded.isOf(intentHash(item.intent))).to.equal(true);
      expect(recorded.isOf(intentHash({ ...item.intent, gas: item.intent.gas + 1n }))).to.equal(false);
    }
  });

  it("is the same bytes each time it is built", async () => {
    const items = [await byOperator(intentOf([setCap()]))];
    const { manifest, version, relayer: signer } = network;
    const fields = {
      signer,
      chainId: manifest.chainId,
      relay: version.contracts.relay,
      nonce: 3,
      gasLimit: 1_000_000n,
    };
    const [a, b] = [
      await buildRelayTransaction({ ...fields, items }),
      await buildRelayTransaction({ ...fields, items }),
    ];
    expect(a).to.deep.equal(b);
    expect(await buildRelayTransaction({ ...fields, nonce: 4, items })).not.to.deep.equal(a);
  });

  describe("beside one that itself calls the relay", () => {
    const nested = (items: readonly RelayItem[]) => callOf("Relay", network.version.contracts.relay, "relay", [items]);

    it("is not made out to be refused", async () => {
      const victim = await byGovernor(intentOf([setCap()]));
      const unsigned = { ...victim, signatures: "0x" as const };
      const attacker = await byOperator(intentOf([nested([unsigned, unsigned])]));
      const items = [attacker, victim];
      const receipt = await relay(network, items);
      const refusals = receipt.logs.filter(
        ({ topics }) => topics[0] === interfaceOf("Relay").getEvent("IntentRefused")?.topicHash,
      );
      expect(refusals).to.have.length(2);
      expect(outcomesOf(receipt, items)).to.deep.equal([{ status: "done" }, { status: "done" }]);
    });

    it("is not given another reason than its own", async () => {
      const victim = await byGovernor(intentOf([setCap()], { deadline: 1n }));
      const other = { ...victim, intent: { ...victim.intent, epoch: 9, deadline: FAR_FUTURE } };
      const attacker = await byOperator(intentOf([nested([other, other, other])]));
      for (const items of [
        [attacker, victim],
        [victim, attacker],
      ]) {
        // An account runs an intent once: the attack of the second round has an id of its own.
        const again = await byOperator({ ...attacker.intent, id: randomHash() });
        const relayed = items.map((item) => (item === attacker ? again : item));
        const outcomes = outcomesOf(await relay(network, relayed), relayed);
        const refusal = outcomes.find(({ status }) => status === "refused");
        expect(refusal).to.have.nested.property("reason.name", "IntentExpired");
      }
    });

    it("is not made out to be not attempted", async () => {
      const greedy = await byGovernor(intentOf([setCap()], { gas: 10_000_000n }));
      const refused = await byGovernor(intentOf([setCap()], { deadline: 1n }));
      const attacker = await byOperator(intentOf([nested([greedy])]));
      const items = [attacker, refused];
      const receipt = await relay(network, items);
      expect(receipt.logs.map(({ topics }) => topics[0])).to.include(
        interfaceOf("Relay").getEvent("NotAttempted")?.topicHash,
      );
      expect(outcomesOf(receipt, items).map(({ status }) => status)).to.deep.equal(["done", "refused"]);
    });

    it("is done if that is how it was done", async () => {
      const victim = await byGovernor(intentOf([setCap()]));
      const attacker = await byOperator(intentOf([nested([victim])]));
      const items = [attacker, victim];
      const outcomes = outcomesOf(await relay(network, items), items);
      expect(outcomes).to.deep.equal([{ status: "done" }, { status: "done" }]);
      expect(readOutcomeWord(await outcomeWord(governor, victim.intent.id))?.result).to.equal("done");
    });
  });
});
