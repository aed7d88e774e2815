import { addDays, addMonths } from "../../../services/domain/date.ts";
import { Client, expectEqual } from "../client.ts";
import { expectRefused } from "../expectRefused.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { Scene } from "../tokenise/scene.ts";

/** Whose check has run out receives nothing new, until the registrar has checked it again. */
export async function expireAndRenew({ network, cast, receivable, amounts, today }: Scene): Promise<Told> {
  const registrar = new Client(network.url, network.credentials.registrar);
  const path = `/v1/parties/${cast.subSupplier.id}/renewal`;
  const check = async (kybValidUntil: string): Promise<void> => {
    expectEqual((await registrar.act(path, { kybValidUntil }))["status"], "done", "the check");
    const { kybValidUntil: shown } = await cast.subSupplier.maker.get(`/v1/parties/${cast.subSupplier.id}`);
    expectEqual(shown, kybValidUntil, "the check as the party reads it");
  };
  await check(addDays(today, -2));
  const body = { to: cast.subSupplier.id, amount: amounts.money(1n), reference: "y" };
  const given = await cast.supplier.maker.post(`/v1/receivables/${receivable}/transfers`, body);
  const why = expectRefused(given, "ERC7943CannotReceive", "units for an expired party");
  await check(addMonths(today, 12));
  await act(cast.supplier, `/v1/receivables/${receivable}/transfers`, body);
  await act(cast.subSupplier, `/v1/receivables/${receivable}/transfers`, {
    ...body,
    to: cast.supplier.id,
    amount: amounts.money(2n),
  });
  return {
    title: "A party whose check has run out receives nothing new; after a new check it does",
    lines: [`Expired: ${why}.`],
    data: { renewed: addMonths(today, 12) },
  };
}
