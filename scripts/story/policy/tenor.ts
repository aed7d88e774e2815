import { addDays, addMonths } from "../../../services/domain/date.ts";
import { expectEqual } from "../client.ts";
import { expectRefused } from "../expectRefused.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { PolicyScene } from "./scene.ts";

/** More than a year is refused by the ledger itself; more than half a year is acknowledged with a warning. */
export async function acknowledgeLong({ cast, receivable, today }: PolicyScene): Promise<Told> {
  const path = `/v1/receivables/${receivable}/acknowledgement`;
  const tooLong = addDays(addMonths(today, 12), 5);
  const refused = await cast.buyer.maker.post(path, { waivers: [], dueDate: tooLong });
  const why = expectRefused(refused, "DueTooLate", "an acknowledgement for more than a year");
  const long = addMonths(today, 9);
  const done = await act(cast.buyer, path, { waivers: [], dueDate: long });
  const { flags } = done["result"] as { flags: string[] };
  expectEqual(flags, ["long-tenor"], "what the buyer is warned of");
  const claim = await cast.supplier.maker.get(`/v1/receivables/${receivable}`);
  expectEqual(claim["flags"], ["long-tenor"], "what the supplier sees");
  return {
    title: "The buyer cannot acknowledge for more than a year; for nine months it is warned",
    lines: [`due ${tooLong}: ${why}`, `due ${long}: acknowledged, flagged ${flags.join(", ")}`],
    data: { refused: tooLong, dueDate: long, flags },
  };
}
