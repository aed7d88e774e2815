import { Client, expectEqual } from "../client.ts";
import { expectRefused } from "../expectRefused.ts";
import { governs } from "../governs.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { Scene } from "../tokenise/scene.ts";

/** Registrations and transfers stop; a payment does not. Only the governor's two users end it. */
export async function stop({ network, cast, receivable, amounts }: Scene): Promise<Told> {
  const registrar = new Client(network.url, network.credentials.registrar);
  await registrar.act("/v1/pause");
  expectEqual(await cast.supplier.maker.get("/v1/pause"), { paused: true }, "the ledger as its users see it");
  const claim = `/v1/receivables/${receivable}`;
  const body = { to: cast.subSupplier.id, amount: amounts.money(1n), reference: "x" };
  const why = expectRefused(await cast.supplier.maker.post(`${claim}/transfers`, body), "Paused", "a transfer");
  const early = await registrar.post("/v1/unpause", {});
  expectEqual(early.status, 403, "an end of the pause by who began it");
  await governs(network, "/v1/unpause");
  await act(cast.supplier, `${claim}/transfers`, body);
  return {
    title: "The operator pauses the ledger at once; only the governor's two users let it go on",
    lines: [`A transfer: ${why}.`],
    data: { paused: false },
  };
}
