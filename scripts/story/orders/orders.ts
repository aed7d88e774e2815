import { Client, expectEqual } from "../client.ts";
import type { Json } from "../client.ts";
import { expectRefused } from "../expectRefused.ts";
import { act } from "../parties.ts";
import { balances } from "../story.ts";
import type { Told } from "../story.ts";
import type { Scene } from "../tokenise/scene.ts";

export const ORDER = "district court, 17 O 233/26";

const registrarOf = ({ network }: Scene): Client => new Client(network.url, network.credentials.registrar);

async function enforce(scene: Scene, path: string, body: Json): Promise<void> {
  const claim = `/v1/receivables/${scene.receivable}`;
  const done = await registrarOf(scene).act(`${claim}/${path}`, { ...body, reason: ORDER });
  expectEqual(done["status"], "done", path);
}

async function mineOf(scene: Scene, reader: Client): Promise<Json> {
  const { mine } = await reader.get(`/v1/receivables/${scene.receivable}`);
  return mine as Json;
}

/** Half of what the sub-supplier holds is frozen; what is frozen stays, the rest moves. */
export async function freezePart(scene: Scene): Promise<Told> {
  const { cast, receivable, amounts, part } = scene;
  const half = part / 2n;
  await enforce(scene, "freezes", { holder: cast.subSupplier.id, amount: amounts.money(half) });
  const { frozen } = await mineOf(scene, cast.subSupplier.maker);
  expectEqual(frozen, amounts.money(half), "what is frozen, as its holder reads it");
  const moved = await cast.subSupplier.maker.post(`/v1/receivables/${receivable}/transfers`, {
    to: cast.supplier.id,
    amount: amounts.money(part),
    reference: "all of it",
  });
  const why = expectRefused(moved, "ERC7943InsufficientUnfrozenBalance", "a transfer of frozen units");
  return {
    title: "By order of a court half of the sub-supplier's units are frozen",
    lines: [`${amounts.shown(half)} under ${ORDER}`, `All of them moved: ${why}.`],
    data: { frozen: amounts.money(half), order: ORDER },
  };
}

/** The court awards a tenth of them to the financier; the freeze shrinks only as far as it must. */
export async function moveByForce(scene: Scene): Promise<Told> {
  const { cast, amounts, part } = scene;
  const seized = part / 10n;
  await enforce(scene, "forced-transfers", {
    from: cast.subSupplier.id,
    to: cast.financier.id,
    amount: amounts.money(seized),
  });
  const left = await mineOf(scene, cast.subSupplier.maker);
  const got = await mineOf(scene, cast.financier.maker);
  const shown = [left["amount"], left["frozen"], got["amount"]];
  expectEqual(shown, [part - seized, part / 2n, seized].map(amounts.money), "who holds what");
  await enforce(scene, "freezes", { holder: cast.subSupplier.id, amount: amounts.money(0n) });
  return {
    title: "A tenth goes to the financier without the holder's signature; then the freeze is lifted",
    lines: [`${amounts.shown(seized)} to ${cast.financier.name}`],
    data: { seized: amounts.money(seized) },
  };
}

/** The buyer pays; what is the sub-supplier's goes to whom the court names. */
export async function payByForce(scene: Scene): Promise<Told> {
  const { cast, receivable, amounts, invoice, part } = scene;
  const due = part - part / 10n;
  await act(cast.buyer, `/v1/receivables/${receivable}/payments`, {
    source: "ledger",
    amount: amounts.money(invoice.payable),
  });
  const cash = async (): Promise<bigint> => (await balances(cast.financier.maker))[invoice.currency] ?? 0n;
  const before = await cash();
  await enforce(scene, "forced-withdrawals", { holder: cast.subSupplier.id, to: cast.financier.id });
  expectEqual(String((await cash()) - before), String(due), "what the order brought the creditor");
  const { withdrawable, withdrawn } = await mineOf(scene, cast.subSupplier.maker);
  expectEqual([withdrawable, withdrawn], [amounts.money(0n), amounts.money(due)], "what is left for the holder");
  return {
    title: "The buyer pays in full; the holder's money goes to whom the order names",
    lines: [`${amounts.shown(due)} of ${cast.subSupplier.name} to ${cast.financier.name}`],
    data: { paid: amounts.money(due), order: ORDER },
  };
}
