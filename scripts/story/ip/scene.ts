import { createHash, randomInt } from "node:crypto";

import { Client, StoryFailed } from "../client.ts";
import type { Json } from "../client.ts";
import { COMMITMENTS, LendingScene } from "../lending/scene.ts";
import { made } from "../made.ts";
import { act, admit } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import type { StoryNetwork } from "../story.ts";

export const ZONE = "UTC";

const anyNumber = (): string => String(randomInt(10_000_000, 100_000_000));

/** Hash of a document that the story only names. */
export const hashOf = (document: string): string => `0x${createHash("sha256").update(document).digest("hex")}`;

/** A loan story in which a patent secures what is lent. */
export class IpScene extends LendingScene {
  readonly registrar: Client;
  /** A number that no earlier telling of the story has used. */
  number = anyNumber();
  asset = "";
  /** By what they are called in the story. */
  readonly liens = new Map<string, string>();
  sale = "";
  #others = new Map<string, StoryParty>();

  constructor(network: StoryNetwork) {
    super(network);
    this.registrar = new Client(network.url, network.credentials.registrar);
  }

  lien(name: string): string {
    return made(this.liens.get(name), `the lien of the ${name}`);
  }

  /** Admits a party besides the cast of the loan. */
  async join(role: string, name: string, as = role): Promise<StoryParty> {
    const party = await admit(this.network.url, this.registrar, { name, country: "DE", roles: [as] }, this.today);
    this.#others.set(role, party);
    return party;
  }

  other(role: string): StoryParty {
    return made(this.#others.get(role), `the ${role}`);
  }

  /** The start-up and its three lenders agree on a facility. @param terms what is agreed beyond what the stories share */
  async agree(terms: Json): Promise<void> {
    const { startup, lenders } = this.cast;
    const proposal = await act(startup, "/v1/facilities", {
      agent: lenders[0].id,
      commitments: lenders.map(({ id }, at) => ({ lender: id, amount: this.amounts.money(COMMITMENTS[at] ?? 0n) })),
      rate: "0.0435",
      lateRate: "0.02",
      convention: "ACT/360",
      feeBps: 0,
      majorityBps: 6_667,
      availableUntil: `${this.dayAfter(60)}T12:00:00Z`,
      maturity: this.dayAfter(400),
      graceDays: 5,
      cureDays: 10,
      documentRoot: hashOf("loan agreement"),
      conditions: [],
      reportDates: [],
      ...terms,
    });
    this.facility = (proposal["result"] as { facility: string }).facility;
    for (const lender of lenders) await act(lender, `/v1/facilities/${this.facility}/acceptance`);
  }

  /** The borrower's patent, verified. @param more of what it is registered with */
  async patent(owners: readonly { party: StoryParty; parts: number }[], feesPaidUntil: string): Promise<void> {
    this.number = anyNumber();
    const answer = await act(this.cast.startup, "/v1/assets", {
      office: "US",
      kind: "patent",
      number: this.number,
      kindCode: "B1",
      stage: "granted",
      title: "Laser diode with a ceramic carrier",
      owners: owners.map(({ party, parts }) => ({ party: party.id, parts })),
      term: { basis: "grant", expiresOn: this.dayAfter(3_650), source: "the office's status page" },
      feesPaidUntil,
      zone: ZONE,
    });
    this.asset = (answer["result"] as { asset: string }).asset;
    await this.record("verification", {});
  }

  /** The borrower's trademark, verified: from now on the scene's asset, as another patent is once it is registered. */
  async trademark(): Promise<void> {
    this.number = String(randomInt(1_000_000, 7_000_000));
    const answer = await act(this.cast.startup, "/v1/assets", {
      office: "US",
      kind: "trademark",
      number: this.number,
      stage: "granted",
      title: "LUMEN",
      owners: [{ party: this.cast.startup.id, parts: 1 }],
      term: { basis: "renewal", expiresOn: this.dayAfter(2_000), source: "the office's status page" },
      feesPaidUntil: "none",
      zone: ZONE,
    });
    this.asset = (answer["result"] as { asset: string }).asset;
    await this.record("verification", {});
  }

  /** What the registrar records of the patent. */
  async record(path: string, body: Json): Promise<void> {
    await this.registrar.act(`/v1/assets/${this.asset}/${path}`, { ...body, evidence: hashOf(`an extract: ${path}`) });
  }

  /** A registered lien, consented to by all. @param debt of the request: a facility's id or a reference */
  async pledge(
    name: string,
    lender: StoryParty,
    amount: bigint,
    debt: Json,
    { dueOn, sequence, owners }: { dueOn: string; sequence: number; owners: readonly StoryParty[] },
  ): Promise<string> {
    const proposed = await act(this.cast.startup, "/v1/liens", {
      asset: this.asset,
      kind: "security-interest",
      lender: lender.id,
      ...debt,
      contract: {
        document: hashOf(`security agreement with ${lender.name}`),
        claim: "loan",
        amount: this.amounts.money(amount),
        debtDueOn: dueOn,
        zone: ZONE,
        scope: "principal, interest and the costs of enforcement",
      },
    });
    const { lien } = proposed["result"] as { lien: string };
    for (const party of [...owners, lender]) {
      if (party !== this.cast.startup) await act(party, `/v1/liens/${lien}/consent`);
    }
    await this.registrar.act(`/v1/liens/${lien}/activation`, {
      register: "USPTO",
      number: `${this.number}/${String(sequence)}`,
      officialAt: new Date(Date.parse(`${this.today}T00:00:00Z`)).toISOString(),
      sequence,
      document: hashOf(`notice of recordation ${String(sequence)}`),
    });
    this.liens.set(name, lien);
    return lien;
  }

  /** An appraiser's word on the patent. */
  async value(amount: bigint): Promise<void> {
    await act(this.other("appraiser"), `/v1/assets/${this.asset}/valuations`, {
      standard: "IVS 210",
      approach: "income",
      premise: "orderly liquidation",
      value: this.amounts.money(amount),
      date: this.today,
      validUntil: this.dayAfter(300),
      report: hashOf(`report on ${this.number}`),
    });
  }

  /** Waits until a party has been told of something about a subject. @returns what it was told */
  async told(party: StoryParty, kind: string, subject: string): Promise<Json> {
    for (let left = 20; left > 0; left -= 1) {
      const page = await party.maker.get(`/v1/events?kind=${kind}&subject=${subject}&wait=3`);
      const [event] = page["items"] as Json[];
      if (event) return event;
    }
    throw new StoryFailed(`${party.name} was not told of ${kind}`);
  }
}
