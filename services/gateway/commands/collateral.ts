import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { facilityFor } from "../queries/facilities.ts";
import { lienFor } from "../queries/liens.ts";
import type { NewCollateral } from "../schemas/collateral.ts";
import { callTo } from "./calls.ts";

/** Borrower or agent count an active lien towards the facility that it names as its debt. @throws Problem not-found */
export async function attachCollateral(
  context: Context,
  actor: Actor,
  id: string,
  { lien }: NewCollateral,
): Promise<Act> {
  await facilityFor(context, actor, id);
  const { asset_id } = await lienFor(context, actor, lien);
  return {
    command: "facility.attach",
    subject: id,
    calls: [callTo(context, "collateral", "attach", [id, lien])],
    result: { facility: id, lien, asset: asset_id },
  };
}
