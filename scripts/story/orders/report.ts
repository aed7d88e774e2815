import { Client, expectEqual } from "../client.ts";
import type { Json } from "../client.ts";
import type { Told } from "../story.ts";
import type { Scene } from "../tokenise/scene.ts";
import { ORDER } from "./orders.ts";

/** All of it stands in the override report, and what concerns the claim in its provenance. */
export async function tellAll({ network, cast, receivable }: Scene): Promise<Told> {
  const registrar = new Client(network.url, network.credentials.registrar);
  const { items } = (await registrar.get("/v1/overrides?limit=200")) as { items: Json[] };
  const own = items.filter((item) => item["receivable"] === receivable).toReversed();
  expectEqual(
    own.map(({ kind, reason }) => [kind, reason]),
    ["freeze-units", "forced-transfer", "freeze-units", "forced-withdrawal"].map((kind) => [kind, ORDER]),
    "the orders in the override report",
  );
  const paused = items.filter(({ kind }) => kind === "pause" || kind === "unpause").slice(0, 2);
  expectEqual(
    paused.map(({ kind, actor }) => [kind, (actor as { name: string }).name]),
    [
      ["unpause", "Network governor"],
      ["pause", "Network operator"],
    ],
    "the pause in the override report",
  );
  const { steps } = (await cast.supplier.maker.get(`/v1/receivables/${receivable}/provenance`)) as { steps: Json[] };
  const told = new Set(steps.map(({ event }) => event));
  for (const event of ["UnitsFrozen", "UnitsForced", "WithdrawalForced"])
    expectEqual(told.has(event), true, `${event} in the provenance`);
  return {
    title: "The override report tells every order with its reference, and the claim's provenance does",
    lines: own.map(({ kind, reason, block }) => `${String(kind).padEnd(17)} block ${String(block)}: ${String(reason)}`),
    data: { overrides: own.map(({ kind, block }) => ({ kind, block })) },
  };
}
