import { Client, expectEqual, expectStatus } from "../client.ts";
import type { Json } from "../client.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { Scene } from "../tokenise/scene.ts";

const BASIS_POINTS = 200;
const TEN_DAYS_MS = 10 * 86_400_000;

const discountOf = ({ invoice }: Scene): bigint => (invoice.payable * BigInt(BASIS_POINTS)) / 10_000n;
/** Paid by a third party, and sent twice by mistake. */
const quarterOf = ({ invoice }: Scene): bigint => invoice.payable / 4n;
const twiceOf = ({ invoice }: Scene): bigint => invoice.payable / 100n;
/** Paid by the buyer to the supplier, as if nobody else held a part of the claim. */
const misdirectedOf = ({ invoice }: Scene): bigint => invoice.payable / 10n;
const referenceOf = ({ receivable }: Scene, of: string): string => `${of} ${receivable.slice(2, 10)}`;

/** The supplier grants a cash discount before it sells: whoever buys units knows of it. */
export async function grantDiscount(scene: Scene): Promise<Told> {
  const { cast, receivable, amounts } = scene;
  const claim = `/v1/receivables/${receivable}`;
  const until = new Date(Date.now() + TEN_DAYS_MS).toISOString();
  await act(cast.supplier, `${claim}/discount`, { basisPoints: BASIS_POINTS, until });
  const seen = (await cast.buyer.maker.get(claim))["discount"] as { amount: unknown; taken: unknown };
  expectEqual([seen.amount, seen.taken], [amounts.money(discountOf(scene)), null], "the discount as the buyer sees it");
  return {
    title: "The supplier grants 2 % to a buyer that pays within ten days; the acknowledgement will bind it",
    lines: [`${amounts.shown(discountOf(scene))} until ${until}`],
    data: { basisPoints: BASIS_POINTS, until },
  };
}

/** The buyer pays the supplier instead of the claim; the supplier, who holds the money for the holders, turns it over. */
export async function turnOver(scene: Scene): Promise<Told> {
  const { cast, receivable, amounts } = scene;
  const claim = `/v1/receivables/${receivable}`;
  const amount = amounts.money(misdirectedOf(scene));
  const bankReference = referenceOf(scene, "to the supplier");
  await act(cast.bank, "/v1/cash/deposits", { party: cast.supplier.id, amount, bankReference });
  await act(cast.supplier, `${claim}/payments`, { source: "ledger", amount });
  const { steps } = (await cast.buyer.maker.get(`${claim}/provenance`)) as { steps: Json[] };
  const [paid] = steps.filter(({ event }) => event === "Paid").map(({ facts }) => facts as Json);
  expectEqual(
    [paid?.["source"], paid?.["amount"]],
    ["turn-over", amount.amount],
    "the payment as its history tells it",
  );
  return {
    title: "The buyer pays a tenth to the supplier by mistake, who turns it over to the claim and so to all holders",
    lines: [`${amounts.shown(misdirectedOf(scene))} turned over`],
    data: { turnedOver: amount },
  };
}

/** A third party wires a quarter, the buyer wires the rest less the discount, and keeps that. */
export async function payRestLessDiscount(scene: Scene): Promise<Told> {
  const { cast, receivable, amounts, invoice } = scene;
  const claim = `/v1/receivables/${receivable}`;
  const quarter = amounts.money(quarterOf(scene));
  const others = { source: "wire", amount: quarter, bankReference: referenceOf(scene, "third party") };
  await act(cast.bank, `${claim}/payments`, others);
  const early = await cast.buyer.maker.post(`${claim}/discount/taking`, {});
  expectEqual([early.status, early.body["contractError"]], [422, "AmountOutOfRange"], "a discount before payment");
  const wired = invoice.payable - misdirectedOf(scene) - quarterOf(scene) - discountOf(scene);
  const wire = { source: "wire", amount: amounts.money(wired), bankReference: referenceOf(scene, "maturity") };
  await act(cast.bank, `${claim}/payments`, wire);
  await act(cast.buyer, `${claim}/discount/taking`);
  const told = await cast.supplier.maker.get(claim);
  const [none, discount] = [amounts.money(0n), amounts.money(discountOf(scene))];
  expectEqual([told["due"], told["sellerDue"], told["diluted"]], [none, discount, discount], "what is owed by whom");
  await act(cast.supplier, `${claim}/withdrawals`);
  await act(cast.supplier, `${claim}/credit-payments`, { amount: discount });
  const { status } = await cast.buyer.maker.get(claim);
  expectEqual(status, "settled", "status after the supplier paid the discount to the holders");
  return {
    title:
      "A third party wires a quarter, the buyer wires the rest less the discount and keeps it; the supplier stands for it",
    lines: [
      `too early: ${String(early.body["detail"])}`,
      `third party ${amounts.shown(quarterOf(scene))}, buyer ${amounts.shown(wired)}, discount ${amounts.shown(discountOf(scene))}`,
    ],
    data: { thirdParty: quarter, wired: wire.amount, discount, status },
  };
}

/** A wire that was sent twice: nothing is due any more, all of it waits in suspense. */
export async function bookExcess(scene: Scene): Promise<Told> {
  const { cast, receivable, amounts } = scene;
  const claim = `/v1/receivables/${receivable}`;
  const amount = amounts.money(twiceOf(scene));
  const wire = { source: "wire", amount, bankReference: referenceOf(scene, "again") };
  await act(cast.bank, `${claim}/payments`, wire);
  const again = await cast.bank.maker.post(`${claim}/payments`, wire);
  expectEqual([again.status, again.body["contractError"]], [422, "RefUsed"], "the same reference again");
  expectEqual((await cast.buyer.maker.get(claim))["suspense"], amount, "what is in suspense");
  return {
    title: "The buyer's bank sends another wire by mistake: it waits in suspense",
    lines: [`${amounts.shown(twiceOf(scene))} in suspense`, `booked again: ${String(again.body["detail"])}`],
    data: { suspense: amount },
  };
}

/** The wire is recalled in part; the rest is refunded, and then there is nothing left to recall. */
export async function recallWires(scene: Scene): Promise<Told> {
  const { cast, receivable, amounts } = scene;
  const claim = `/v1/receivables/${receivable}`;
  const recall = { bankReference: referenceOf(scene, "again"), reason: "sent twice" };
  const recalled = (twiceOf(scene) * 6n) / 10n;
  const rest = twiceOf(scene) - recalled;
  await act(cast.bank, "/v1/cash/recalls", { ...recall, amount: amounts.money(recalled) });
  expectEqual((await cast.buyer.maker.get(claim))["suspense"], amounts.money(rest), "suspense after the recall");
  await act(cast.buyer, `${claim}/refunds`);
  const late = await cast.bank.maker.post("/v1/cash/recalls", { ...recall, amount: amounts.money(rest) });
  expectEqual([late.status, late.body["code"]], [422, "recall-uncovered"], "a recall of what was refunded");
  const spent = await cast.bank.maker.post("/v1/cash/recalls", {
    ...recall,
    bankReference: referenceOf(scene, "maturity"),
    amount: amounts.money(1n),
  });
  expectEqual([spent.status, spent.body["code"]], [422, "recall-uncovered"], "a recall of what paid the debt");
  return {
    title:
      "The bank recalls most of it; the rest went back to the buyer, and what paid the debt stays with the holders",
    lines: [`${amounts.shown(recalled)} recalled, ${amounts.shown(rest)} refunded`, String(late.body["detail"])],
    data: { recalled: amounts.money(recalled), refunded: amounts.money(rest) },
  };
}

interface Books extends Json {
  readonly opening: { amount: string };
  readonly closing: { amount: string };
  readonly checks: readonly { name: string; holds: boolean }[];
  readonly booked: readonly { kind: string; bankReference: string }[];
  readonly refusedRecalls: readonly unknown[];
}

/** The day's books balance, and list each reference of the bank. */
export async function readBooks(scene: Scene): Promise<Told> {
  const { cast, amounts, invoice, network } = scene;
  const path = `/v1/cash/${invoice.currency}/reconciliation?date=${scene.today}`;
  const books = (await cast.bank.maker.get(path)) as Books;
  const broken = books.checks.filter(({ holds }) => !holds).map(({ name }) => name);
  expectEqual(broken, [], "sums that are not equal");
  const found = ["deposit", "wire", "recalled wire"].map((kind) =>
    String(books.booked.filter((line) => line.kind === kind).length),
  );
  expectEqual(found, ["3", "3", "1"], "deposits, wires and recalls that the bank booked");
  expectEqual(books.refusedRecalls.length, 2, "recalls that came too late");
  const refused = await cast.supplier.maker.send("GET", path);
  expectStatus(refused, [403], "the books for a party that is no bank");
  const csv = await new Client(network.url, cast.bank.maker.apiKey).send("GET", `${path}&format=csv`);
  const lines = String(csv.body["text"]).trimEnd().split("\r\n");
  return {
    title: "The bank reads the day's books: every sum holds, every reference is listed",
    lines: [
      `opening ${amounts.shown(BigInt(books.opening.amount))}, closing ${amounts.shown(BigInt(books.closing.amount))}`,
      ...books.checks.map(({ name }) => `holds: ${name}`),
      ...lines.filter((line) => line.startsWith("booked")),
    ],
    data: { opening: books.opening, closing: books.closing, references: books.booked.length },
  };
}
