import { Client, expectEqual } from "../client.ts";
import { expectRefused } from "../expectRefused.ts";
import type { Told } from "../story.ts";
import { IBAN } from "../tokenise/scene.ts";
import type { Scene } from "../tokenise/scene.ts";

/** Ordered by the regulator before the claim falls due: the financier gives nothing away and takes nothing. */
export async function freeze({ network, cast, receivable, amounts }: Scene): Promise<Told> {
  const { financier, subSupplier } = cast;
  const registrar = new Client(network.url, network.credentials.registrar);
  const reason = "order 12-2026 of the supervisory authority";
  const done = await registrar.act(`/v1/parties/${financier.id}/freeze`, { reason });
  expectEqual(done["status"], "done", "freeze");
  expectEqual(
    (await financier.maker.get(`/v1/parties/${financier.id}`))["frozen"],
    true,
    "what the party reads of itself",
  );
  const one = amounts.money(1n);
  const attempts: [string, string, unknown, string][] = [
    [
      "moves units",
      `/v1/receivables/${receivable}/transfers`,
      { to: subSupplier.id, amount: one, reference: "x" },
      "ERC7943CannotSend",
    ],
    ["takes cash out", "/v1/cash/payouts", { amount: one, iban: IBAN }, "CannotSend"],
  ];
  const told: string[] = [];
  for (const [what, path, body, error] of attempts) {
    told.push(`${financier.name} ${what}: ${expectRefused(await financier.maker.post(path, body), error, what)}`);
  }
  const given = await subSupplier.maker.post(`/v1/receivables/${receivable}/transfers`, {
    to: financier.id,
    amount: one,
    reference: "x",
  });
  told.push(`somebody gives it units: ${expectRefused(given, "ERC7943CannotReceive", "units for a frozen party")}`);
  const own = await financier.maker.post(`/v1/parties/${financier.id}/unfreeze`, { reason: "please" });
  expectEqual(own.status, 403, "a party that unfreezes itself");
  return {
    title: `The enforcer freezes ${financier.name} before the claim falls due: "${reason}"`,
    lines: told,
    data: { party: financier.id, reason, refused: ["ERC7943CannotSend", "CannotSend", "ERC7943CannotReceive"] },
  };
}
