import type { Json } from "../client.ts";
import { expectEqual } from "../client.ts";
import type { Told } from "../story.ts";
import type { Scene } from "../tokenise/scene.ts";

/** The party reads for itself who overrode it and why. */
export async function report({ cast }: Scene): Promise<Told> {
  const { financier } = cast;
  const { items } = (await financier.maker.get("/v1/overrides")) as { items: Json[] };
  const told = items.toReversed().map(({ kind, actor, reason, block }) => {
    const { name } = actor as { name: string };
    return { kind, by: name, reason, block };
  });
  expectEqual(
    told.map(({ kind, by, reason }) => [kind, by, reason]),
    [
      ["freeze", "Network operator", "order 12-2026 of the supervisory authority"],
      ["unfreeze", "Network governor", "order 12-2026 lifted"],
    ],
    "the override report, as the party reads it",
  );
  return {
    title: "The override report, as the party itself reads it",
    lines: told.map(
      ({ kind, by, reason, block }) => `${String(kind).padEnd(9)} by ${by}, block ${String(block)}: ${String(reason)}`,
    ),
    data: { overrides: told },
  };
}
