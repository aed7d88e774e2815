import { expectEqual } from "../client.ts";
import type { Json } from "../client.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { LendingScene } from "./scene.ts";

/** Of the units, half of which are repaid; what they carry then, and what has run on it in 90 days at 4.35 %. */
const PART = 50_000_00n;
const OUTSTANDING = 25_000_00n;
const ACCRUED = 271_87n;
/** What the buyer pays, the interest that has run with it. */
export const PRICE = OUTSTANDING + ACCRUED;

/** Between two due days a lender offers a part to another, which sees what has run since the last payment and pays for it. */
export async function sellPart(scene: LendingScene): Promise<Told> {
  const { startup, lenders } = scene.cast;
  const { money, shown } = scene.amounts;
  const [buyer, other, seller] = lenders;
  await scene.passTo(scene.dayAfter(270));
  const made = await act(seller, "/v1/asks", {
    drawdown: scene.drawdown,
    amount: money(PART),
    price: money(PRICE),
    expiresAt: `${scene.dayAfter(280)}T12:00:00Z`,
    buyers: [buyer.id],
  });
  const { items } = (await buyer.maker.get("/v1/asks?status=open")) as { items: Json[] };
  const ask = items.find(({ drawdown }) => drawdown === scene.drawdown) as { id: string; loan: Json };
  const { borrower, outstanding, accruedInterest, rate, inDefault } = ask.loan;
  expectEqual(
    [(borrower as Json)["id"], outstanding, accruedInterest, rate, inDefault],
    [startup.id, money(OUTSTANDING), money(ACCRUED), "0.043500", false],
    "what the buyer is told of the loan",
  );
  const unnamed = await other.maker.send("GET", `/v1/asks/${ask.id}`);
  expectEqual(unnamed.status, 404, "the offer, for a lender that it does not name");
  await act(buyer, `/v1/asks/${ask.id}/takes`, { amount: money(PART), limit: money(PRICE) });
  const { mine } = (await buyer.maker.get(`/v1/drawdowns/${scene.drawdown}`)) as { mine: Json };
  expectEqual(mine["amount"], money(300_000_00n), "what the buyer holds then");
  return {
    title: `On ${scene.dayAfter(270)} ${seller.name} sells a part of the loan to ${buyer.name}, which pays for the interest that has run`,
    lines: [
      `${shown(PART)} of the units carry ${shown(OUTSTANDING)} of principal and ${shown(ACCRUED)} of accrued interest`,
      `price ${shown(PRICE)}: units and cash move in one step`,
    ],
    data: { operation: made["id"], ask: ask.id, loan: ask.loan },
  };
}
