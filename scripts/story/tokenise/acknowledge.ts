import { expectEqual, expectStatus } from "../client.ts";
import { approved } from "../parties.ts";
import type { Told } from "../story.ts";
import { SUB_INVOICE } from "./scene.ts";
import type { Scene } from "./scene.ts";

/** The buyer acknowledges by two signatures; before that no unit moves. */
export async function acknowledge({ cast, receivable, amounts }: Scene): Promise<Told> {
  const { supplier, subSupplier, buyer } = cast;
  const early = await supplier.maker.post(`/v1/receivables/${receivable}/transfers`, {
    to: subSupplier.id,
    amount: amounts.money(1n),
    reference: SUB_INVOICE,
  });
  expectStatus(early, [422], "a transfer before acknowledgement");
  expectEqual(early.body["contractError"], "ERC7943CannotTransfer", "refusal before acknowledgement");

  const proposal = await buyer.maker.act(`/v1/receivables/${receivable}/acknowledgement`, { waivers: ["set-off"] });
  expectEqual(proposal["status"], "awaiting_signatures", "acknowledgement by the maker alone");
  const own = await buyer.maker.post(`/v1/operations/${String(proposal["id"])}/approvals`, {});
  expectStatus(own, [403, 422], "approval by the maker itself");
  const done = await approved(buyer.checker, proposal, "acknowledgement");
  const signatures = done["signatures"] as { user: string; signer: string }[];
  return {
    title: "The buyer acknowledges and waives set-off; maker and checker both sign",
    lines: [
      `Before that no unit moves: ${String(early.body["detail"])}.`,
      `The maker alone: ${String(proposal["status"])}. After the checker: ${String(done["status"])}.`,
      ...signatures.map(({ user, signer }) => `signed by ${user} (${signer})`),
    ],
    data: { operation: done["id"], signatures },
  };
}
