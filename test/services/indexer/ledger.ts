import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { interfaceOf } from "../../../services/chain/artifacts.ts";
import type { ContractName } from "../../../services/chain/artifacts.ts";
import { cancelDigest, fingerprintDigest, possessionDigest } from "../../../services/chain/intents.ts";
import type { Call, Intent } from "../../../services/chain/intents.ts";
import { signingDomain } from "../../../services/chain/manifest.ts";
import type { RpcReceipt } from "../../../services/chain/rpcTypes.ts";
import { CUSTODY_CODES, joinSignatures } from "../../../services/chain/signer.ts";
import type { Signer } from "../../../services/chain/signer.ts";
import { signTransaction } from "../../../services/chain/transaction.ts";
import { readView } from "../../../services/chain/view.ts";
import type { Address, ClaimId, EntityId, Hash, Hex } from "../../../services/domain/brand.ts";
import { callOf, intentOf, randomHash, relay, signedItem } from "../chain/acting.ts";
import { FAR_FUTURE, newSigner, startTestNetwork } from "../chain/network.ts";
import type { TestNetwork } from "../chain/network.ts";

export const ROLE = { enterprise: 1, financier: 2, bank: 4, guarantor: 8, appraiser: 16 } as const;
const SETTLEMENT = 3;
const DAILY_CAP = 10n ** 12n;
const FAILURES: ReadonlySet<string> = new Set(
  [interfaceOf("PartyAccount").getEvent("IntentFailed"), interfaceOf("Relay").getEvent("IntentRefused")].map(
    (event) => event?.topicHash ?? "",
  ),
);
export const DUE = 4_000_000_000n;

/** A party with its own account, all of whose first `threshold` signers sign. */
export interface Actor {
  readonly entity: EntityId;
  readonly account: Address;
  readonly signers: readonly Signer[];
  readonly epoch: number;
}

/** A deployed ledger with parties that act by signed intents, straight on the chain. */
export class Ledger {
  readonly network: TestNetwork;
  readonly operator: Actor;
  readonly governor: Actor;

  private constructor(network: TestNetwork) {
    this.network = network;
    const { accounts } = network.plan;
    const entity = randomHash() as string as EntityId;
    this.operator = {
      entity,
      account: network.version.accounts.operator,
      signers: accounts.operator.signers,
      epoch: 1,
    };
    this.governor = {
      entity,
      account: network.version.accounts.governor,
      signers: accounts.governor.signers,
      epoch: 1,
    };
  }

  static async open(network?: TestNetwork): Promise<Ledger> {
    return new Ledger(network ?? (await startTestNetwork()));
  }

  get contracts() {
    return this.network.version.contracts;
  }

  get eur(): Address {
    return this.contracts.cash["EUR"] ?? expect.fail();
  }

  async head(): Promise<number> {
    return Number(await this.network.rpc.call<Hex>("eth_blockNumber"));
  }

  call(
    contract:
      | "Assets"
      | "Attestations"
      | "Receivables"
      | "Servicing"
      | "Guarantees"
      | "FacilityGuarantees"
      | "Market"
      | "StandingOffers"
      | "Parties"
      | "Relay"
      | "Facilities"
      | "Loans"
      | "Collateral"
      | "Income"
      | "Sales"
      | "Syndication"
      | "Covenants"
      | "Votes",
    name: string,
    ...args: unknown[]
  ): Call {
    const { assets, facilities, loans, collateral, income, sales, syndication, covenants, votes } = this.contracts;
    const { attestations, receivables, servicing, guarantees, facilityGuarantees, market, standingOffers, parties } =
      this.contracts;
    const target = {
      Assets: assets,
      Receivables: receivables,
      Servicing: servicing,
      Guarantees: guarantees,
      FacilityGuarantees: facilityGuarantees,
      Facilities: facilities,
      Loans: loans,
      Collateral: collateral,
      Income: income,
      Sales: sales,
      Syndication: syndication,
      Covenants: covenants,
      Votes: votes,
      Market: market,
      StandingOffers: standingOffers,
      Parties: parties,
      Relay: this.contracts.relay,
      Attestations: attestations,
    }[contract];
    return callOf(contract, target, name, args);
  }

  cash(name: string, ...args: unknown[]): Call {
    return callOf("Cash", this.eur, name, args);
  }

  async view(contract: ContractName, address: Address, name: string, ...args: unknown[]): Promise<unknown> {
    return readView(this.network.rpc, { contract, address, name, args });
  }

  /** The party does all of it in one intent, which must succeed. */
  async does(actor: Actor, ...calls: Call[]): Promise<RpcReceipt> {
    const receipt = await this.tries(actor, ...calls);
    const failed = receipt.logs.filter(({ topics }) => FAILURES.has(topics[0] ?? ""));
    expect(failed, "intents that failed").to.deep.equal([]);
    return receipt;
  }

  async tries(actor: Actor, ...calls: Call[]): Promise<RpcReceipt> {
    return relay(this.network, [await this.item(actor, intentOf(calls, { gas: 2_000_000n, epoch: actor.epoch }))]);
  }

  item({ account, signers }: Actor, intent: Intent) {
    return signedItem(this.network, account, signers, intent);
  }

  async admit(roles: number, threshold = 1): Promise<Actor> {
    const signers = Array.from({ length: threshold }, newSigner);
    const entity = randomHash() as string as EntityId;
    const possession = await this.possessionOf({ entity, signers });
    const keys = signers.map(({ address, custody }) => ({ key: address, custody: CUSTODY_CODES[custody] }));
    const terms = { entity, roles, country: "0x4445", validUntil: FAR_FUTURE, threshold };
    await this.does(this.operator, this.call("Parties", "admit", { ...terms, signers: keys }, possession));
    const account = await this.view("Parties", this.contracts.parties, "accountOf", entity);
    return { entity, account: String(account).toLowerCase() as Address, signers, epoch: 1 };
  }

  /** Each signer's proof that it holds its key. */
  async possessionOf({ entity, signers }: Pick<Actor, "entity" | "signers">): Promise<Hex[]> {
    const domain = signingDomain(this.network.manifest, this.contracts.parties);
    return Promise.all(signers.map((s) => s.sign(possessionDigest(domain, entity, s.address))));
  }

  /** A settlement bank with two keys, entitled by the governor. */
  async admitBank(): Promise<Actor> {
    const bank = await this.admit(ROLE.bank, 2);
    const grant = callOf("AccessManager", this.contracts.accessManager, "grantRole", [SETTLEMENT, bank.account, 0]);
    await this.does(this.governor, grant, this.cash("setDailyCap", bank.account, DAILY_CAP));
    return bank;
  }

  async register(seller: Actor, debtor: Actor, face: bigint): Promise<ClaimId> {
    const [tag, numberTag, documentRoot] = [randomHash(), randomHash(), randomHash()];
    const parties = { seller: seller.account, debtor: debtor.account };
    const fingerprint = { numberTags: [numberTag], tags: [tag], ...parties, documentRoot };
    const domain = signingDomain(this.network.manifest, this.contracts.fingerprints);
    const signature = await this.network.fingerprinter.sign(fingerprintDigest(domain, fingerprint));
    const registration = { currency: "0x455552", face, dueAt: DUE, fingerprint, signature };
    await this.does(seller, this.call("Receivables", "register", registration));
    return tag as string as ClaimId;
  }

  acknowledge(debtor: Actor, id: ClaimId, amount: bigint): Promise<RpcReceipt> {
    const acknowledgement = { id, amount, dueAt: DUE, waivers: 2, terms: randomHash() };
    return this.does(debtor, this.call("Receivables", "acknowledge", acknowledgement));
  }

  /** Gives an intent's id up before anybody has executed it. */
  async cancelIntent({ account, signers, epoch }: Actor, id: Hash): Promise<RpcReceipt> {
    const cancellation = { id, deadline: FAR_FUTURE, epoch };
    const digest = cancelDigest(signingDomain(this.network.manifest, account), cancellation);
    const signatures = joinSignatures(digest, await Promise.all(signers.map((signer) => signer.sign(digest))));
    return this.send(callOf("PartyAccount", account, "cancel", [id, FAR_FUTURE, signatures]));
  }

  /** A transaction of nobody in particular. */
  async send({ target, data }: Call): Promise<RpcReceipt> {
    const { rpc, manifest, relayer } = this.network;
    const nonce = Number(await rpc.call<Hex>("eth_getTransactionCount", [relayer.address, "latest"]));
    const fields = { chainId: manifest.chainId, nonce, gasLimit: 3_000_000n, to: target, data };
    const { raw, hash } = await signTransaction(relayer, fields);
    await rpc.call("eth_sendRawTransaction", [raw]);
    for (;;) {
      const receipt = await rpc.call<RpcReceipt | null>("eth_getTransactionReceipt", [hash]);
      if (receipt) return receipt;
      await sleep(10);
    }
  }
}
