import { formatDecimal } from "../../services/domain/money.ts";
import { parseDate } from "../../services/domain/date.ts";
import type { Json } from "./client.ts";
import { Client, expectEqual, expectStatus, StoryFailed } from "./client.ts";
import { valueDateOf } from "./invoice.ts";
import type { StoryInvoice } from "./invoice.ts";
import { act, admit, approved } from "./parties.ts";
import type { StoryParty } from "./parties.ts";

export interface StoryStep {
  readonly step: string;
  readonly title: string;
  /** What happened, for people. */
  readonly lines: readonly string[];
  /** Ids and amounts (minor units, decimal strings), for programs. */
  readonly data: Json;
}

export interface StoryNetwork {
  readonly url: string;
  readonly credentials: {
    readonly registrar: string;
    readonly governorMaker: string;
    readonly governorChecker: string;
  };
}

interface Cast {
  readonly supplier: StoryParty;
  readonly subSupplier: StoryParty;
  readonly buyer: StoryParty;
  readonly financier: StoryParty;
  readonly bank: StoryParty;
}

const IBAN = "DE89370400440532013000";
const SUB_INVOICE = "SUB-2026-77";
const RATE = "0.045";

/**
 * The main job, from an invoice on disk to money in the holders' bank accounts, over HTTP. Every step checks what it did;
 * the first that is off throws StoryFailed.
 */
export async function* tokenise(
  network: StoryNetwork,
  { bytes, respelt, invoice, sellerIds, buyerIds }: StoryInvoice,
): AsyncGenerator<StoryStep> {
  const { url } = network;
  const { currency, payable } = invoice;
  const money = (amount: bigint) => ({ currency, amount: String(amount) });
  const shown = (amount: bigint): string => `${formatDecimal(amount, currency)} ${currency}`;
  const today = parseDate(new Date().toISOString().slice(0, 10));

  const registrar = new Client(url, network.credentials.registrar);
  const admitted = async (party: Parameters<typeof admit>[2]) => admit(url, registrar, party, today);
  const cast: Cast = {
    supplier: await admitted({
      name: invoice.seller.name ?? "Supplier",
      country: "DE",
      roles: ["enterprise"],
      registered: sellerIds,
    }),
    subSupplier: await admitted({ name: "Millbrook Castings", country: "DE", roles: ["enterprise"] }),
    buyer: await admitted({
      name: invoice.buyer.name ?? "Buyer",
      country: "NL",
      roles: ["enterprise"],
      registered: buyerIds,
      threshold: 2,
      checkers: 2,
    }),
    financier: await admitted({ name: "Northgate Factors", country: "LU", roles: ["financier"] }),
    bank: await admitted({
      name: "Settlement Bank",
      country: "DE",
      roles: ["settlement-bank"],
      threshold: 2,
      checkers: 1,
    }),
  };
  const { supplier, subSupplier, buyer, financier, bank } = cast;
  const governor = {
    maker: new Client(url, network.credentials.governorMaker),
    checker: new Client(url, network.credentials.governorChecker),
  };
  const grant = await governor.maker.act(`/v1/parties/${bank.id}/grants`, {
    role: "settlement",
    dailyCaps: [money(payable * 4n)],
  });
  await approved(governor.checker, grant, "grant of settlement");
  for (const [party, amount] of [
    [buyer, payable],
    [financier, payable],
  ] as const) {
    await act(bank, "/v1/cash/deposits", {
      party: party.id,
      amount: money(amount),
      bankReference: `deposit ${party.id.slice(2, 10)}`,
    });
  }
  yield {
    step: "admit",
    title: "The registrar admits five parties; the governor makes one of them a settlement bank",
    lines: [
      ...Object.entries(cast).map(
        ([role, party]: [string, StoryParty]) => `${role.padEnd(12)} ${party.name.padEnd(28)} account ${party.account}`,
      ),
      `The bank books deposits of ${shown(payable)} each for the buyer and the financier.`,
    ],
    data: Object.fromEntries(
      Object.entries(cast).map(([role, party]: [string, StoryParty]) => [
        role,
        { id: party.id, account: party.account },
      ]),
    ),
  };

  const registered = await supplier.maker.post("/v1/receivables", bytes);
  expectStatus(registered, [200], "registration");
  const { receivable: id, documentRoot } = registered.body["result"] as { receivable: string; documentRoot: string };
  const again = expectStatus(
    await supplier.maker.post("/v1/receivables", respelt),
    [409],
    "the same invoice, spelt otherwise",
  );
  expectEqual(again.body["code"], "invoice-already-registered", "code for a duplicate");
  const foreign = expectStatus(await financier.maker.post("/v1/receivables", bytes), [422], "somebody else's invoice");
  expectEqual(foreign.body["code"], "seller-mismatch", "code for somebody else's invoice");
  yield {
    step: "register",
    title: `The supplier registers invoice ${invoice.number}`,
    lines: [
      `claim ${id}`,
      `payable ${shown(payable)} (${invoice.syntax}), due ${invoice.dueDate ?? "?"}; document root ${documentRoot}`,
      `The same invoice again, its number spelt otherwise: refused, ${String(again.body["code"])}.`,
      `The same invoice posted by the financier: refused, ${String(foreign.body["code"])}.`,
    ],
    data: { receivable: id, documentRoot, payable: money(payable) },
  };

  const early = expectStatus(
    await supplier.maker.post(`/v1/receivables/${id}/transfers`, {
      to: subSupplier.id,
      amount: money(1n),
      reference: SUB_INVOICE,
    }),
    [422],
    "a transfer before acknowledgement",
  );
  expectEqual(early.body["contractError"], "ERC7943CannotTransfer", "refusal before acknowledgement");
  const proposal = await buyer.maker.act(`/v1/receivables/${id}/acknowledgement`, { waivers: ["set-off"] });
  expectEqual(proposal["status"], "awaiting_signatures", "acknowledgement by the maker alone");
  const own = await buyer.maker.post(`/v1/operations/${String(proposal["id"])}/approvals`, {});
  expectStatus(own, [403, 422], "approval by the maker itself");
  const acknowledged = await approved(buyer.checker, proposal, "acknowledgement");
  yield {
    step: "acknowledge",
    title: "The buyer acknowledges and waives set-off; maker and checker both sign",
    lines: [
      `Before that no unit moves: ${String(early.body["detail"])}.`,
      `The maker alone: ${String(proposal["status"])}. After the checker: ${String(acknowledged["status"])}.`,
      ...(acknowledged["signatures"] as { user: string; signer: string }[]).map(
        ({ user, signer }) => `signed by ${user} (${signer})`,
      ),
    ],
    data: { operation: acknowledged["id"], signatures: acknowledged["signatures"] },
  };

  const part = (payable * 3n) / 10n;
  await act(supplier, `/v1/receivables/${id}/transfers`, {
    to: subSupplier.id,
    amount: money(part),
    reference: SUB_INVOICE,
  });
  yield {
    step: "transfer",
    title: `The supplier pays its sub-supplier with part of the claim, against invoice ${SUB_INVOICE}`,
    lines: [`${shown(part)} to ${subSupplier.name}`],
    data: { amount: money(part), reference: SUB_INVOICE },
  };

  const rest = payable - part;
  const quote = await supplier.maker.act("/v1/quotes", {
    receivable: id,
    amount: money(rest),
    annualRate: RATE,
    dayCount: "ACT/360",
    valueDate: valueDateOf(invoice, today),
  });
  const price = quote["price"] as { currency: string; amount: string };
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const ask = await act(supplier, "/v1/asks", {
    receivable: id,
    amount: money(rest),
    price,
    expiresAt,
    buyers: [financier.id],
  });
  const askId = String((ask["result"] as Json)["ask"]);
  await act(financier, `/v1/asks/${askId}/takes`, { amount: money(rest), limit: price });
  expectEqual((await balances(supplier.maker))[currency], price.amount, "the supplier's cash after the sale");
  yield {
    step: "sell",
    title: "The supplier asks a price for the rest; the financier takes it: claim and cash move in one transaction",
    lines: [
      `${shown(rest)} at ${RATE} discount, ${String(quote["days"])} days ${String(quote["dayCount"])}: discount ${shown(amountOf(quote["discount"]))}`,
      `price ${shown(BigInt(price.amount))}; discount rate ${String(quote["discountRate"])} on face is an APR of ${String(quote["apr"])} on the cash`,
      `ask ${askId}, open to ${financier.name} only`,
    ],
    data: { ask: askId, price, apr: quote["apr"], discountRate: quote["discountRate"] },
  };

  const first = (payable * 4n) / 10n;
  await act(buyer, `/v1/receivables/${id}/payments`, { source: "ledger", amount: money(first) });
  const early1 = await act(subSupplier, `/v1/receivables/${id}/withdrawals`);
  const second = payable - first;
  await act(bank, `/v1/receivables/${id}/payments`, {
    source: "wire",
    amount: money(second),
    bankReference: `wire ${id.slice(2, 10)}`,
  });
  const settled = await buyer.maker.get(`/v1/receivables/${id}`);
  expectEqual(settled["status"], "settled", "status after the last instalment");
  yield {
    step: "pay",
    title: "The buyer pays in two instalments: from its cash on the ledger, and by wire, which the bank books",
    lines: [
      `${shown(first)} on the ledger; ${subSupplier.name} withdraws its share at once (operation ${String(early1["id"]).slice(0, 10)}...)`,
      `${shown(second)} by wire; the claim is ${String(settled["status"])}`,
    ],
    data: { instalments: [money(first), money(second)], status: settled["status"] },
  };

  const paid: Record<string, string> = {};
  for (const [holder, due] of [
    [subSupplier, part],
    [financier, rest],
  ] as const) {
    const before = BigInt((await balances(holder.maker))[currency] ?? "0");
    const position = (await holder.maker.get(`/v1/receivables/${id}`))["mine"] as { withdrawn: { amount: string } };
    await act(holder, `/v1/receivables/${id}/redemptions`);
    const gained = BigInt((await balances(holder.maker))[currency] ?? "0") - before + BigInt(position.withdrawn.amount);
    expectEqual(String(gained), String(due), `what ${holder.name} was paid in all`);
    const payout = await act(holder, "/v1/cash/payouts", { amount: money(gained), iban: IBAN });
    const number = String((payout["result"] as Json)["payout"]);
    await act(bank, `/v1/cash/payouts/${currency}/${number}/confirmation`, {
      bankReference: `payout ${id.slice(2, 10)} ${number}`,
    });
    paid[holder.name] = String(gained);
  }
  const burnt = await supplier.maker.get(`/v1/receivables/${id}`);
  yield {
    step: "payout",
    title: "The holders are paid to the cent, redeem, and have their cash paid out to their bank accounts",
    lines: Object.entries(paid).map(
      ([name, amount]) => `${name}: ${shown(BigInt(amount))}, units burnt, wired to ${IBAN}`,
    ),
    data: { paid, historyLength: burnt["historyLength"] },
  };

  const provenance = await supplier.maker.get(`/v1/receivables/${id}/provenance`);
  const steps = provenance["steps"] as Json[];
  expectEqual(
    steps.map(({ event }) => event),
    [
      "Registered",
      "Acknowledged",
      "Transferred",
      "Transferred",
      "Paid",
      "Withdrawn",
      "Paid",
      "Settled",
      "Withdrawn",
      "Redeemed",
      "Withdrawn",
      "Redeemed",
      "Closed",
    ],
    "the history of the claim",
  );
  const unsigned = steps.find(({ signers }) => (signers as Json[]).length === 0);
  if (unsigned) throw new StoryFailed(`step ${String(unsigned["sequence"])} of the provenance names no signer`);
  yield {
    step: "provenance",
    title: "The whole story, in order, as an auditor reads it",
    lines: steps.map(
      (step) =>
        `${String(step["sequence"]).padStart(2)} ${String(step["event"]).padEnd(13)} ${String((step["actor"] as { name: string } | null)?.name).padEnd(26)} ` +
        `signed by ${(step["signers"] as { user: string | null; custody: string }[]).map(({ user, custody }) => `${user ?? "?"} [${custody}]`).join(" + ")}` +
        `  block ${String(step["block"])} tx ${String(step["transaction"]).slice(0, 10)}...`,
    ),
    data: { steps: steps.length, historyHead: provenance["historyHead"] },
  };
}

async function balances(client: Client): Promise<Record<string, string>> {
  const { items } = (await client.get("/v1/cash")) as { items: { currency: string; amount: string }[] };
  return Object.fromEntries(items.map(({ currency, amount }) => [currency, amount]));
}

const amountOf = (money: unknown): bigint => BigInt((money as { amount: string }).amount);
