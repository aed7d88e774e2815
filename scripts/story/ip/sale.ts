import { randomBytes } from "node:crypto";
import { AbiCoder, keccak256 } from "ethers";

import { expectEqual } from "../client.ts";
import type { Json } from "../client.ts";
import { governs } from "../governs.ts";
import { act } from "../parties.ts";
import type { StoryParty } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import { CURRENCY } from "../lending/scene.ts";
import { hashOf } from "./scene.ts";
import type { IpScene } from "./scene.ts";

/** What bank and fund secure, and what they are owed in the end. */
const BANK = { secured: 400_000_00n, owed: 390_000_00n };
const FUND = { secured: 250_000_00n, owed: 240_000_00n };
const DUE_IN = 150;
const [HIGH, LOW] = [520_000_00n, 450_000_00n];

/** A patent of two owners secures two loans: the bank's first, the government fund's behind it. */
export async function secureTwice(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const [bank, fund] = lenders;
  const { shown } = scene.amounts;
  const institute = await scene.join("institute", "Institute of Ceramics", "enterprise");
  await scene.patent(
    [
      { party: startup, parts: 2 },
      { party: institute, parts: 1 },
    ],
    "none",
  );
  const owners = [startup, institute];
  const dueOn = scene.dayAfter(DUE_IN);
  await scene.pledge("bank", bank, BANK.secured, { reference: "loan of the bank" }, { dueOn, sequence: 1, owners });
  await scene.pledge("fund", fund, FUND.secured, { reference: "loan of the fund" }, { dueOn, sequence: 2, owners });
  const early = await putUpFor(bank, scene, { owed: BANK.owed });
  expectEqual([early.status, early.body["code"]], [422, "debt-not-in-default"], "a sale before the debt is due");
  return {
    title: `A patent of two owners secures ${bank.name}'s loan and, behind it, that of ${fund.name}`,
    lines: [
      `${shown(BANK.secured)} first, ${shown(FUND.secured)} second`,
      `before the debt is due: ${String(early.body["detail"])}`,
    ],
    data: { asset: scene.asset, liens: Object.fromEntries(scene.liens) },
  };
}

const putUpFor = (bank: StoryParty, scene: IpScene, { owed }: { owed: bigint }) =>
  bank.maker.post("/v1/sales", {
    lien: scene.lien("bank"),
    owed: scene.amounts.money(owed),
    reserve: scene.amounts.money(100_000_00n),
    commitBy: `${scene.dayAfter(DUE_IN + 10)}T12:00:00Z`,
    revealBy: `${scene.dayAfter(DUE_IN + 20)}T12:00:00Z`,
    evidence: hashOf("notice of default"),
  });

/** The debt is due and nobody pays: the bank puts the patent up for sale, the fund says what it is owed. */
export async function putUp(scene: IpScene): Promise<Told> {
  const [bank, fund] = scene.cast.lenders;
  const { money, shown } = scene.amounts;
  await scene.passTo(scene.dayAfter(DUE_IN + 2));
  const opened = await putUpFor(bank, scene, BANK);
  expectEqual(opened.status, 200, "the opening of the sale");
  scene.sale = (opened.body["result"] as { sale: string }).sale;
  const demand = { lien: scene.lien("fund"), owed: money(FUND.owed), evidence: hashOf("statement of account") };
  await act(fund, `/v1/sales/${scene.sale}/demands`, demand);
  const { items } = await scene.cast.startup.maker.get(`/v1/sales?asset=${scene.asset}&status=open`);
  expectEqual((items as unknown[]).length, 1, "the sales of the patent");
  const { status, phase, surviving } = await fund.maker.get(`/v1/sales/${scene.sale}`);
  expectEqual([status, phase, surviving], ["open", "sealed", []], "the sale");
  return {
    title: `The loans are due and nothing is paid: ${bank.name} puts the patent up for sale by sealed bids`,
    lines: [
      `${bank.name} demands ${shown(BANK.owed)}, ${fund.name} ${shown(FUND.owed)}; reserve ${shown(100_000_00n)}`,
      "no lien stands before the bank's: none survives the sale",
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
  await scene.passTo(scene.dayAfter(160 + 1));
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

/** Anybody ends the sale: bank first, the fund takes its share, the patent is the buyer's. */
export async function settle(scene: IpScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const [bank, fund, other] = lenders;
  const { money, shown } = scene.amounts;
  const path = `/v1/sales/${scene.sale}`;
  const cash = async (party: StoryParty): Promise<bigint> => (await balances(party.maker))[CURRENCY] ?? 0n;
  const early = await other.maker.post(`${path}/settlement`, {});
  expectEqual([early.status, early.body["contractError"]], [422, "StillRevealing"], "a settlement too early");
  await scene.passTo(scene.dayAfter(DUE_IN + 21));
  const before = [await cash(bank), await cash(fund), await cash(startup)] as const;
  await act(other, `${path}/settlement`);
  const got = [(await cash(bank)) - before[0], (await cash(fund)) - before[1], (await cash(startup)) - before[2]];
  const rest = HIGH - BANK.owed;
  expectEqual(got.map(String), [BANK.owed, rest, 0n].map(String), "what bank, fund and owner got");
  const buyer = scene.other("second");
  const asset = await buyer.maker.get(`/v1/assets/${scene.asset}`);
  const [{ owner } = { owner: { id: "" } }] = asset["owners"] as { owner: { id: string } }[];
  expectEqual([owner.id, asset["status"]], [buyer.id, "pending"], "whose the patent is");
  const { status, proceeds, surplus } = await bank.maker.get(path);
  expectEqual([status, surplus], ["sold", money(0n)], "the sale in the end");
  const liens = await bank.maker.get(`/v1/liens?asset=${scene.asset}`);
  const ended = (liens["items"] as { status: string }[]).map((lien) => lien.status).toSorted();
  expectEqual(ended, ["enforced", "released"], "the liens in the end");
  return {
    title: `${buyer.name} has the patent for ${shown(HIGH)}; the proceeds go by rank`,
    lines: [
      `${bank.name}: all of ${shown(BANK.owed)}`,
      `${fund.name}: ${shown(rest)} of ${shown(FUND.owed)}; nothing is left for the owners`,
      "both liens have ended; the registrar verifies the new owner next",
    ],
    data: { proceeds, surplus },
  };
}
