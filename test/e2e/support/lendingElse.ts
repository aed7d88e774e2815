import { expect } from "chai";

import { addDays } from "../../../services/domain/date.ts";
import type { CalendarDate } from "../../../services/domain/date.ts";
import { Client } from "../../../scripts/story/client.ts";
import type { Json } from "../../../scripts/story/client.ts";
import type { LendingCast } from "../../../scripts/story/lending/scene.ts";
import { act, admit } from "../../../scripts/story/parties.ts";
import type { StoryNetwork } from "../../../scripts/story/story.ts";

const EUR = (amount: bigint) => ({ currency: "EUR", amount: String(amount) });

/** What the story of a facility leaves out: one that is given up, a commitment that moves, a request that fails. */
export async function lendingElse(
  { url, credentials, letPass }: StoryNetwork,
  { bank }: LendingCast,
  today: CalendarDate,
): Promise<void> {
  const registrar = new Client(url, credentials.registrar);
  const join = async (name: string, role: string) =>
    admit(url, registrar, { name, country: "DE", roles: [role] }, today);
  const borrower = await join("Borrower", "enterprise");
  const [first, second] = [await join("First", "financier"), await join("Second", "financier")] as const;
  for (const party of [borrower, first, second]) {
    await act(bank, "/v1/cash/deposits", { party: party.id, amount: EUR(5_000n), bankReference: `else-${party.id}` });
  }
  const proposed = async (documentRoot: string): Promise<string> => {
    const terms = {
      agent: first.id,
      commitments: [{ lender: first.id, amount: EUR(3_000n) }],
      ...{ rate: "0.05", lateRate: "0.01", convention: "ACT/365F", feeBps: 0, majorityBps: 5_000 },
      ...{ availableUntil: `${addDays(today, 20)}T12:00:00Z`, maturity: addDays(today, 200) },
      ...{ graceDays: 5, cureDays: 5, documentRoot, conditions: [], reportDates: [addDays(today, 10)] },
    };
    const { result } = await act(borrower, "/v1/facilities", terms);
    return `/v1/facilities/${(result as { facility: string }).facility}`;
  };
  const pass = async (days: number): Promise<void> => {
    letPass?.(days);
    // Only blocks move the chain's time.
    const bankReference = `${String(days)}-${first.id}`;
    await act(bank, "/v1/cash/deposits", { party: first.id, amount: EUR(1n), bankReference });
  };
  await act(borrower, `${await proposed(`0x${"11".repeat(32)}`)}/withdrawal`, { reason: "another lender is cheaper" });

  const facility = await proposed(`0x${"22".repeat(32)}`);
  await act(first, `${facility}/acceptance`);
  await act(first, `${facility}/novations`, { to: second.id, amount: EUR(1_000n) });
  await act(borrower, `${facility}/novations/consent`, { from: first.id, to: second.id, amount: EUR(1_000n) });
  await act(second, `${facility}/novations/acceptance`, { from: first.id, amount: EUR(1_000n) });
  const draw = async (fundBy: CalendarDate): Promise<string> => {
    const schedule = { kind: "bullet", dueDates: [addDays(today, 100)] };
    const wanted = { amount: EUR(300n), minimum: EUR(300n), fundBy: `${fundBy}T00:00:00Z`, schedule };
    const { result } = await act(borrower, `${facility}/draws`, wanted);
    return `/v1/drawdowns/${(result as { drawdown: string }).drawdown}`;
  };
  const failed = await draw(addDays(today, 2));
  await act(first, `${failed}/fundings`);
  await pass(2);
  await act(borrower, `${failed}/closing`);
  await act(first, `${failed}/reclaims`);
  const lent = await draw(addDays(today, 5));
  for (const lender of [first, second]) await act(lender, `${lent}/fundings`);
  await act(borrower, `${lent}/closing`);
  await act(borrower, `${facility}/payments`, { amount: EUR(150n), drawdown: lent.slice("/v1/drawdowns/".length) });
  await act(first, `${lent}/withdrawals`);
  await offer(lent.slice("/v1/drawdowns/".length));
  await fail(facility, lent);
  await borrower.maker.get("/v1/facilities?status=accelerated&limit=1");
  await first.maker.get(`${lent}?asOf=${addDays(today, 50)}`);

  /** Units of the loan are bid for, up to the bidder's limit on the borrower; half of the principal is repaid already. */
  async function offer(drawdown: string): Promise<void> {
    const terms = { amount: EUR(100n), price: EUR(60n), expiresAt: `${addDays(today, 9)}T12:00:00Z` };
    const both = await first.maker.post("/v1/asks", { ...terms, drawdown, receivable: drawdown });
    expect([both.status, both.body["field"]]).to.deep.equal([400, "/receivable"]);
    const none = await first.maker.post("/v1/limits/recounts", {});
    expect([none.status, none.body["field"]]).to.deep.equal([400, "/receivable"]);
    const { deadline, floor } = { deadline: `${addDays(today, 8)}T12:00:00Z`, floor: EUR(10n) };
    const { price, ...round } = terms;
    await act(first, "/v1/rounds", { ...round, drawdown, deadline, floor });
    await act(first, "/v1/asks", { ...terms, drawdown });
    const { items } = (await second.maker.get("/v1/asks?kind=ask&limit=1")) as { items: Json[] };
    const [ask] = items;
    expect(ask).to.deep.include({ receivable: null, drawdown });
    expect(ask?.["loan"]).to.deep.include({
      outstanding: EUR(50n),
      accruedInterest: EUR(0n),
      fees: EUR(0n),
      covered: EUR(0n),
    });
    const path = `/v1/asks/${String(ask?.["id"])}`;
    await act(second, "/v1/limits", { subject: "debtor", party: borrower.id, limit: EUR(80n) });
    await act(second, `${path}/bids`, { amount: EUR(50n), price: EUR(25n) });
    const bids = (await first.maker.get("/v1/bids")) as { items: Json[] };
    expect(bids.items[0]).to.deep.include({ receivable: null, drawdown });
    const limits = async (): Promise<Json | undefined> =>
      ((await second.maker.get("/v1/limits")) as { items: Json[] }).items[0];
    // 100 units lent by itself, half repaid.
    expect(await limits()).to.deep.include({ used: EUR(50n), planned: EUR(50n), available: EUR(0n) });
    const refused = await second.maker.post(`${path}/takes`, { amount: EUR(100n), limit: price });
    expect(refused.body).to.include({ contractError: "LimitExceeded" });
    await act(second, `${path}/takes`, { amount: EUR(40n), limit: price });
    await act(second, "/v1/limits/recounts", { drawdown });
    expect(await limits()).to.deep.include({ used: EUR(70n) });
  }

  /** A report is missing and filed, a breach waived; then nothing is paid, and the lenders make all due. */
  async function fail(facility: string, lent: string): Promise<void> {
    const instant = (days: number): string => `${addDays(today, days)}T12:00:00Z`;
    const document = `0x${"33".repeat(32)}`;
    await pass(20);
    await act(first, `${facility}/defaults`, { ground: "report" });
    await act(borrower, `${facility}/reports`, { report: 0, document });
    await act(second, `${facility}/cures`);
    await act(borrower, `${facility}/votes`, { motion: "waiver", votesBy: instant(40), until: instant(60), document });
    await act(first, `${facility}/ballots`, { vote: 1 });
    await act(second, `${facility}/releases`, { voter: first.id });
    const early = await first.maker.post(`${facility}/defaults`, { ground: "payment" });
    expect(early.body).to.include({ contractError: "BreachWaived" });
    await pass(100);
    await act(first, `${facility}/defaults`, { ground: "payment" });
    await act(first, `${facility}/votes`, { motion: "acceleration", votesBy: instant(140), document });
    const shown = await second.maker.get(facility);
    expect(shown).to.include({ status: "accelerated" });
    const [loan] = shown["drawdowns"] as { owed: object; due: object }[];
    expect(loan?.due).to.deep.equal(loan?.owed);
    await act(borrower, `${facility}/payments`, { amount: EUR(100n) });
    const past = await second.maker.get(`${facility}?asOf=${addDays(today, 23)}`);
    expect(past["covenants"]).to.deep.include({ accelerated: false, default: null });
    await second.maker.get(lent);
  }
}
