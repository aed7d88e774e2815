import { randomBytes } from "node:crypto";
import { AbiCoder, keccak256 } from "ethers";

import { expectEqual } from "../client.ts";
import type { Json } from "../client.ts";
import { governs } from "../governs.ts";
import { act } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import { minorUnitsOf } from "../amounts.ts";
import { CURRENCY } from "../lending/scene.ts";
import { DUE_IN, FIRST, HIGH, LOW, SECOND, cashOf, putUpFor } from "./defaultTerms.ts";
import { hashOf } from "./scene.ts";
import type { IpScene } from "./scene.ts";

/** The agent puts the patent up for sale, the second lender says what it is owed. */
export async function putUp(scene: IpScene): Promise<Told> {
  const [agent] = scene.cast.lenders;
  const second = scene.other("second lender");
  const { money, shown } = scene.amounts;
  const opened = await putUpFor(scene);
  expectEqual(opened.status, 200, "the opening of the sale");
  scene.sale = (opened.body["result"] as { sale: string }).sale;
  const statement = hashOf("statement of account");
  const demand = { lien: scene.lien("second lender"), owed: money(SECOND.owed), evidence: statement };
  await act(second, `/v1/sales/${scene.sale}/demands`, demand);
  const { items } = await scene.cast.startup.maker.get(`/v1/sales?asset=${scene.asset}&status=open`);
  expectEqual((items as unknown[]).length, 1, "the sales of the patent");
  const { status, phase, surviving } = await second.maker.get(`/v1/sales/${scene.sale}`);
  expectEqual([status, phase, surviving], ["open", "sealed", []], "the sale");
  return {
    title: `${agent.name}, the agent, puts the patent up for sale by sealed bids`,
    lines: [
      `the ledger itself counts what the facility is owed; ${second.name} demands ${shown(SECOND.owed)}`,
      "no lien stands before the facility's: none survives the sale",
    ],
    data: { sale: scene.sale },
  };
}

/** Three bid, sealed: two let the service keep the secret, one keeps its own. Nobody sees an amount. */
export async function bidSealed(scene: IpScene): Promise<Told> {
  const { startup } = scene.cast;
  const { money } = scene.amounts;
  const path = `/v1/sales/${scene.sale}`;
  for (const [role, name] of [
    ["first", "Optik Werke AG"],
    ["second", "Photonica SpA"],
    ["third", "Beam Holdings"],
  ] as const) {
    await scene.deposit(await scene.join(role, name, "enterprise"), 600_000_00n, `deposit of ${name} ${scene.number}`);
  }
  const own = await startup.maker.post(`${path}/bids`, { amount: money(HIGH) });
  expectEqual([own.status, own.body["contractError"]], [422, "CannotBid"], "a bid by an owner");
  await act(scene.other("first"), `${path}/bids`, { amount: money(LOW) });
  await act(scene.other("second"), `${path}/bids`, { amount: money(HIGH) });
  const third = scene.other("third");
  const salt = `0x${randomBytes(32).toString("hex")}`;
  const types = ["uint256", "address", "uint96", "bytes32"];
  const sealed = AbiCoder.defaultAbiCoder().encode(types, [BigInt(scene.sale), third.account, LOW + 1n, salt]);
  await act(third, `${path}/bids`, { commitment: keccak256(sealed) });
  const shown = await scene.cast.lenders[0].maker.get(path);
  expectEqual([shown["bidders"], shown["best"]], [3, null], "what the seller sees");
  await scene.passTo(scene.dayAfter(DUE_IN + 17));
  const late = await third.maker.post(`${path}/bids`, { commitment: hashOf("late") });
  expectEqual([late.status, late.body["contractError"]], [422, "CommitOver"], "a bid after the deadline");
  const bare = await third.maker.post(`${path}/openings`, {});
  expectEqual([bare.status, bare.body["code"]], [422, "missing-information"], "an opening without the secret");
  await act(scene.other("first"), `${path}/openings`);
  await act(third, `${path}/openings`, { secret: { amount: money(LOW + 1n), salt } });
  // While a court has a bidder frozen, what it is paid back waits for it.
  const reason = { reason: "file 17 O 233/26" };
  await scene.registrar.act(`/v1/parties/${third.id}/freeze`, reason);
  await act(scene.other("second"), `${path}/openings`);
  await governs(scene.network, `/v1/parties/${third.id}/unfreeze`, { reason: "the order is lifted" });
  await act(scene.other("first"), `${path}/payouts`, { party: third.id });
  const { best } = await scene.cast.lenders[0].maker.get(path);
  expectEqual((best as Json)["amount"], money(HIGH), "the best bid");
  const beaten = (await balances(third.maker))[CURRENCY];
  expectEqual(String(beaten), String(600_000_00n), "what the beaten bidder has");
  return {
    title: "Three bid, sealed; after the deadline they open, and only the best stays paid in",
    lines: [
      `by an owner: ${String(own.body["detail"])}; after the deadline: ${String(late.body["detail"])}`,
      "the service keeps the secret of two, the third keeps its own; frozen for a while, it is paid back after that",
    ],
    data: { best },
  };
}

/** Anybody ends the sale: the facility first, then the second lender, the rest to both owners; the patent is the buyer's. */
export async function settle(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const [agent, , third] = lenders;
  const second = scene.other("second lender");
  const institute = scene.other("institute");
  const { money, shown } = scene.amounts;
  const path = `/v1/sales/${scene.sale}`;
  const early = await third.maker.post(`${path}/settlement`, {});
  expectEqual([early.status, early.body["contractError"]], [422, "StillRevealing"], "a settlement too early");
  await scene.passTo(scene.dayAfter(DUE_IN + 27));
  const paidTo = [second, startup, institute];
  const before = await Promise.all(paidTo.map(cashOf));
  await act(third, `${path}/settlement`);
  const after = await Promise.all(paidTo.map(cashOf));
  const surplus = HIGH - FIRST - SECOND.owed;
  const got = after.map((cash, at) => String(cash - (before[at] ?? 0n)));
  expectEqual(got, [SECOND.owed, (surplus * 2n) / 3n, surplus / 3n].map(String), "what second lender and owners got");
  const { payments } = await agent.maker.get(`/v1/drawdowns/${scene.drawdown}`);
  const [payment] = payments as { fees: Json; interest: Json; principal: Json }[];
  const used = payment ? minorUnitsOf(payment.interest) + minorUnitsOf(payment.principal) : 0n;
  expectEqual(String(used), String(FIRST), "what the facility got");
  const buyer = scene.other("second");
  const asset = await buyer.maker.get(`/v1/assets/${scene.asset}`);
  const [{ owner } = { owner: { id: "" } }] = asset["owners"] as { owner: { id: string } }[];
  expectEqual([owner.id, asset["status"]], [buyer.id, "pending"], "whose the patent is");
  const sale = await agent.maker.get(path);
  expectEqual([sale["status"], sale["surplus"]], ["sold", money(surplus)], "the sale in the end");
  const liens = await agent.maker.get(`/v1/liens?asset=${scene.asset}`);
  const ended = (liens["items"] as { status: string }[]).map((lien) => lien.status).toSorted();
  expectEqual(ended, ["enforced", "released"], "the liens in the end");
  return {
    title: `${buyer.name} has the patent for ${shown(HIGH)}; the proceeds go by rank`,
    lines: [
      `the facility: ${shown(FIRST)}, all that its lien secures; ${second.name}: all of ${shown(SECOND.owed)}`,
      `the owners: ${shown(surplus)}, two parts to the start-up, one to the institute`,
      "both liens have ended; the registrar verifies the new owner next",
    ],
    data: { proceeds: sale["proceeds"], surplus: sale["surplus"] },
  };
}
