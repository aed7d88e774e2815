import { minorUnitsOf } from "../amounts.ts";
import { expectEqual } from "../client.ts";
import { CURRENCY } from "../lending/scene.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import { DRAWN, DUE_IN, FIRST, FUND, GRACE_DAYS, SECOND, putUpFor } from "./defaultTerms.ts";
import { hashOf } from "./scene.ts";
import type { IpScene } from "./scene.ts";

/** A facility of three lenders, a fifth of whose loss a government fund bears; a patent of two owners secures it, and another loan. */
export async function secureTwice(scene: IpScene): Promise<Told> {
  const { startup, lenders, bank } = scene.cast;
  const [agent] = lenders;
  const { money, shown } = scene.amounts;
  const institute = await scene.join("institute", "Institute of Ceramics", "enterprise");
  const second = await scene.join("second lender", "Kestrel Mezzanine", "financier");
  const fund = await scene.join("fund", "State Innovation Fund", "guarantor");
  await scene.deposit(fund, FUND.cap, `reserve of the fund ${fund.id.slice(2, 10)}`);
  await scene.agree({});
  await act(startup, "/v1/guarantees", {
    facility: scene.facility,
    graceDays: GRACE_DAYS,
    layers: [
      {
        bps: Number(FUND.bps),
        cap: money(FUND.cap),
        validUntil: `${scene.dayAfter(600)}T12:00:00Z`,
        shares: [{ guarantor: fund.id, weight: 1, premium: money(0n), reserve: money(FUND.cap) }],
      },
    ],
  });
  const { terms } = await fund.maker.get(`/v1/guarantees/${scene.facility}`);
  await act(fund, `/v1/guarantees/${scene.facility}/acceptances`, { share: 0, terms });
  await scene.patent(
    [
      { party: startup, parts: 2 },
      { party: institute, parts: 1 },
    ],
    "none",
  );
  const owners = [startup, institute];
  const dueOn = scene.dayAfter(DUE_IN);
  await scene.pledge("agent", agent, FIRST, { facility: scene.facility }, { dueOn, sequence: 1, owners });
  const reference = { reference: "loan of the second lender" };
  await scene.pledge("second lender", second, SECOND.secured, reference, { dueOn, sequence: 2, owners });
  const foreign = await bank.maker.send("GET", `/v1/guarantees/${scene.facility}`);
  expectEqual(foreign.status, 404, "the guarantee as one sees it whom it does not concern");
  return {
    title: `A patent of two owners secures a facility of three lenders and, behind it, the loan of ${second.name}`,
    lines: [
      `${shown(FIRST)} first, ${shown(SECOND.secured)} second`,
      `${fund.name} bears a fifth of what the three lose, up to ${shown(FUND.cap)}, and has set that aside`,
    ],
    data: { facility: scene.facility, asset: scene.asset, liens: Object.fromEntries(scene.liens) },
  };
}

/** 300,000.00 are lent and spent. */
export async function drawAndSpend(scene: IpScene): Promise<Told> {
  const { startup, lenders, bank } = scene.cast;
  const { money, shown } = scene.amounts;
  const requested = await act(startup, `/v1/facilities/${scene.facility}/draws`, {
    amount: money(DRAWN),
    minimum: money(DRAWN),
    fundBy: `${scene.dayAfter(3)}T12:00:00Z`,
    schedule: { kind: "equal-principal", dueDates: [dueDate(scene), scene.dayAfter(2 * DUE_IN)] },
  });
  scene.drawdown = (requested["result"] as { drawdown: string }).drawdown;
  for (const lender of lenders) await act(lender, `/v1/drawdowns/${scene.drawdown}/fundings`);
  await act(startup, `/v1/drawdowns/${scene.drawdown}/closing`);
  const paid = await act(startup, "/v1/cash/payouts", { amount: money(DRAWN), iban: "DE75512108001245126199" });
  const { payout } = paid["result"] as { payout: string };
  const bankReference = `a clean room ${scene.facility.slice(2, 10)}`;
  await act(bank, `/v1/cash/payouts/${CURRENCY}/${payout}/confirmation`, { bankReference });
  const early = await putUpFor(scene);
  expectEqual([early.status, early.body["code"]], [422, "debt-not-in-default"], "a sale before the default");
  return {
    title: `The start-up draws ${shown(DRAWN)} and has its bank pay a clean room with it`,
    lines: [`a sale now: ${String(early.body["detail"])}`],
    data: { drawdown: scene.drawdown },
  };
}

const dueDate = (scene: IpScene): string => scene.dayAfter(DUE_IN);

/** The first instalment is not paid: a default is recorded, two lenders of three make all due. */
export async function makeDue(scene: IpScene): Promise<Told> {
  const [agent, other] = scene.cast.lenders;
  const { shown } = scene.amounts;
  const facility = `/v1/facilities/${scene.facility}`;
  await scene.passTo(scene.dayAfter(DUE_IN + 6));
  await act(other, `${facility}/defaults`, { ground: "payment" });
  const votesBy = `${scene.dayAfter(DUE_IN + 10)}T12:00:00Z`;
  await act(agent, `${facility}/votes`, {
    motion: "acceleration",
    votesBy,
    document: hashOf("notice of acceleration"),
  });
  await act(other, `${facility}/ballots`, { vote: 1 });
  const { status } = await agent.maker.get(facility);
  expectEqual(status, "accelerated", "the facility after the vote");
  const guarantee = `/v1/guarantees/${scene.facility}`;
  const early = await agent.maker.post(`${guarantee}/demand`, { reason: "not paid" });
  expectEqual([early.status, early.body["contractError"]], [422, "NotInDefault"], "a demand before the grace is over");
  const { loss, demandFrom } = await agent.maker.get(guarantee);
  return {
    title: "The first instalment is not paid; two lenders of three, with four fifths of the loan, make all of it due",
    lines: [
      `${shown(minorUnitsOf(loss))} is owed: principal, interest and late interest`,
      `cover of it can be demanded from ${String(demandFrom)} on, once the patent can have been sold`,
    ],
    data: { status, loss, demandFrom },
  };
}
