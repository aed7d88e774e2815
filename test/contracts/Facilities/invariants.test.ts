import { AbiCoder, ZeroHash, concat, keccak256 } from "ethers";
import { expect } from "chai";

import { DAY, loadFixture, now, provider } from "../support/network.ts";
import { Refused } from "../support/refusal.ts";
import type { Call, Log, Receipt } from "../support/transactions.ts";
import type { Party } from "../support/party.ts";
import { Ground, drawOf, secured, value, waitUntil } from "./lending.ts";
import type { Draw, Drawn } from "./lending.ts";

const STEPS = 360;
/** Successful acts of each kind, at least: a walk that does nothing proves nothing. */
const LEAST = 2;
const coder = AbiCoder.defaultAbiCoder();

/** The same numbers in every run, from a seed. */
function numbers(seed: bigint): (below: bigint) => bigint {
  let state = seed;
  return (below) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return (state >> 20n) % below;
  };
}

/** A walk of random acts on one facility, which keeps its own books of what must hold. */
class Walk {
  readonly #lending: Omit<Drawn, "drawdown">;
  readonly #below: (below: bigint) => bigint;
  readonly done = new Map<string, number>();
  /** Recomputed from the logs, by id. */
  readonly #heads = new Map<bigint, string>();
  readonly #drawdowns: bigint[] = [];
  #worth = 200_000_000n;
  #open: { readonly draw: Draw; readonly id: bigint } | undefined;

  constructor(lending: Omit<Drawn, "drawdown">, seed: bigint) {
    this.#lending = lending;
    this.#below = numbers(seed);
  }

  async step(): Promise<void> {
    const acts = [
      this.#request,
      this.#fund,
      this.#fund,
      this.#close,
      this.#close,
      this.#pay,
      this.#withdraw,
      this.#assign,
      this.#revalue,
      this.#revalue,
      this.#watch,
      this.#watch,
      this.#withdraw,
      this.#pass,
    ];
    const act = acts[Number(this.#below(BigInt(acts.length)))];
    await act?.call(this);
    await this.check();
  }

  /** An act that the ledger may refuse; what it said is added to the histories. */
  async #try(name: string, by: Party, call: Call): Promise<Receipt | undefined> {
    let receipt: Receipt;
    try {
      receipt = await by.acts(call);
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
    this.done.set(name, (this.done.get(name) ?? 0) + 1);
    this.replay(receipt);
    return receipt;
  }

  /** Adds what the facility contract said under a sequence number to the head of what it is about. */
  replay({ logs }: Pick<Receipt, "logs">): void {
    const { facilities } = this.#lending;
    for (const { address, topics, data } of logs) {
      const [topic = "", id = ""] = topics;
      if (address.toLowerCase() !== facilities.address.toLowerCase()) continue;
      const event = facilities.interface.getEvent(topic);
      if (!event?.inputs.some(({ name }) => name === "seq")) continue;
      const [seq] = coder.decode(["uint32"], data) as unknown as [bigint];
      const entry = keccak256(concat([topic, id, data]));
      const before = this.#heads.get(BigInt(id)) ?? ZeroHash;
      this.#heads.set(BigInt(id), keccak256(coder.encode(["bytes32", "uint32", "bytes32"], [before, seq, entry])));
    }
  }

  async #request(): Promise<void> {
    const { syndication, facilities, borrower, id } = this.#lending;
    const amount = 1_000n + this.#below(60_000_000n);
    const draw = await drawOf({ ...this.#lending, today: (await now()) / DAY }, { amount, minimum: 1n });
    const receipt = await this.#try("request", borrower, syndication.call("requestDraw", id, draw));
    if (!receipt) return;
    const [told] = facilities.events(receipt, "DrawRequested");
    this.#open = { draw, id: told?.["drawdown"] as bigint };
    await this.#mayBeOutstanding(amount);
  }

  async #fund(): Promise<void> {
    if (this.#open) await this.#try("fund", this.#lender(), this.#lending.syndication.call("fund", this.#open.id));
  }

  async #close(): Promise<void> {
    if (!this.#open) return;
    const { syndication, facilities, euro, borrower, id } = this.#lending;
    const had = await euro.uint("balanceOf", borrower.address);
    const receipt = await this.#try("close", this.#lender(), syndication.call("close", id, this.#open.draw));
    if (!receipt) return;
    const [told] = facilities.events(receipt, "DrawClosed");
    const lent = told?.["isDrawn"] === true ? (told["funded"] as bigint) : 0n;
    expect((await euro.uint("balanceOf", borrower.address)) - had, "what was paid out").to.equal(lent);
    if (lent !== 0n) {
      this.#drawdowns.push(this.#open.id);
      this.done.set("lend", (this.done.get("lend") ?? 0) + 1);
      await this.#mayBeOutstanding(0n);
    }
    this.#open = undefined;
  }

  /** Drawn is at most what the collateral counted for, times the agreed part, at that moment. */
  async #mayBeOutstanding(more: bigint): Promise<void> {
    const outstanding = (await this.#lending.loans.uint("outstanding", this.#lending.id)) + more;
    expect(outstanding * 10_000n <= this.#worth * 5_000n, "drawn above loan to value").to.equal(true);
  }

  /** What is paid is used to the unit, and lowers what is owed by exactly that. */
  async #pay(): Promise<void> {
    const { loans, facilities, borrower, id } = this.#lending;
    const amount = 1n + this.#below(6_000_000n);
    const receipt = await this.#try("pay", borrower, loans.call("pay", id, 0n, amount));
    if (!receipt) return;
    const used = facilities.events(receipt, "Repaid").flatMap(({ paid }) => paid as bigint[]);
    expect(
      used.reduce((a, b) => a + b, 0n),
      "what a payment was used for",
    ).to.equal(amount);
  }

  async #withdraw(): Promise<void> {
    const drawdown = this.#any();
    if (drawdown !== undefined)
      await this.#try("withdraw", this.#lender(), this.#lending.facilities.call("withdraw", drawdown));
  }

  async #assign(): Promise<void> {
    const drawdown = this.#any();
    const units = 1n + this.#below(5_000_000n);
    const args = [drawdown, this.#lender().address, units, ZeroHash];
    if (drawdown !== undefined)
      await this.#try("assign", this.#lender(), this.#lending.facilities.call("assign", ...args));
  }

  async #revalue(): Promise<void> {
    const outstanding = await this.#lending.loans.uint("outstanding", this.#lending.id);
    // About as much as the next draw needs, or anything, too little included.
    const isClose = this.#below(3n) !== 0n;
    this.#worth = isClose ? outstanding * 2n + this.#below(150_000_000n) : this.#below(outstanding * 2n + 1n);
    await value(this.#lending, this.#worth);
  }

  async #watch(): Promise<void> {
    const { covenants, id } = this.#lending;
    for (const name of ["callMargin", "cure"]) await this.#try(name, this.#lender(), covenants.call(name, id));
    await this.#try("recordDefault", this.#lender(), covenants.call("recordDefault", id, Ground.MARGIN));
  }

  async #pass(): Promise<void> {
    await waitUntil((await now()) + DAY * (1n + this.#below(6n)));
  }

  #any(): bigint | undefined {
    return this.#drawdowns[Number(this.#below(BigInt(this.#drawdowns.length || 1)))];
  }

  #lender(): Party {
    const { lenders } = this.#lending;
    return lenders[Number(this.#below(3n))] ?? lenders[0];
  }

  /** What holds after every act. */
  async check(): Promise<void> {
    const { facilities, syndication, loans, euro, lenders, id } = this.#lending;
    let held = 0n;
    let outstanding = 0n;
    for (const drawdown of this.#drawdowns) {
      const { principal, received, paidOut, redeemed } = await facilities.struct<Record<string, bigint>>(
        "drawdown",
        drawdown,
      );
      const units = await Promise.all(
        lenders.map(async ({ address }) => facilities.uint("balanceOf", address, drawdown)),
      );
      expect(
        units.reduce((a, b) => a + b, redeemed ?? 0n),
        "units of a loan",
      ).to.equal(principal);
      held += (received ?? 0n) - (paidOut ?? 0n);
      const book = await loans.struct<Record<string, bigint>>("bookOf", drawdown);
      outstanding += (book["principal"] ?? 0n) - (book["principalPaid"] ?? 0n);
      expect(await facilities.text("headOf", drawdown), "head of a loan").to.equal(this.#heads.get(drawdown));
    }
    expect(await euro.uint("balanceOf", facilities.address), "cash of all loans").to.equal(held);
    expect(await loans.uint("outstanding", id)).to.equal(outstanding);
    const open = this.#open?.id;
    const funded = open === undefined ? 0n : (await syndication.struct<{ funded: bigint }>("drawOf", open)).funded;
    expect((await euro.uint("balanceOf", syndication.address)) >= funded, "cash of a request").to.equal(true);
    expect(await facilities.text("headOf", id), "head of the facility").to.equal(this.#heads.get(id));
  }
}

describe("Whatever happens on a facility", () => {
  it("drawn stays within funded and within loan to value, payments sum exactly, heads are those of the logs", async () => {
    const lending = await loadFixture(secured);
    const walk = new Walk(lending, 11n);
    const filter = { address: lending.facilities.address, fromBlock: "0x0" };
    walk.replay({ logs: (await provider.request({ method: "eth_getLogs", params: [filter] })) as Log[] });
    for (let step = 0; step < STEPS; ++step) await walk.step();
    const names = ["request", "fund", "close", "lend", "pay", "withdraw", "assign", "callMargin", "cure"];
    expect(names.filter((name) => (walk.done.get(name) ?? 0) < LEAST)).to.deep.equal([]);
  });
});
