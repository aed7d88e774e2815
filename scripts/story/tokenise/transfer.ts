import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import { SUB_INVOICE } from "./scene.ts";
import type { Scene } from "./scene.ts";

/** The supplier pays its own supplier with part of the claim. */
export async function transfer({ cast, receivable, amounts, part }: Scene): Promise<Told> {
  const { supplier, subSupplier } = cast;
  const amount = amounts.money(part);
  await act(supplier, `/v1/receivables/${receivable}/transfers`, {
    to: subSupplier.id,
    amount,
    reference: SUB_INVOICE,
  });
  return {
    title: `The supplier pays its sub-supplier with part of the claim, against invoice ${SUB_INVOICE}`,
    lines: [`${amounts.shown(part)} to ${subSupplier.name}`],
    data: { amount, reference: SUB_INVOICE },
  };
}
