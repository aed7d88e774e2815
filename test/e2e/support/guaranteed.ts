import { parseDate } from "../../../services/domain/date.ts";
import { Client } from "../../../scripts/story/client.ts";
import { act, admit } from "../../../scripts/story/parties.ts";
import type { Stage } from "./cast.ts";
import type { TestService } from "./service.ts";

const EUR = (amount: string) => ({ currency: "EUR", amount });
const VALID_UNTIL = "2090-01-01T00:00:00Z";

/** Every act of a guarantee: one of a claim that is not due yet, the other of one that is long overdue. */
export async function guaranteed(
  { url, credentials }: TestService,
  { supplier, buyer, bank }: Stage,
  [young, old]: readonly [string, string],
): Promise<void> {
  const today = parseDate(new Date().toISOString().slice(0, 10));
  const join = { name: "Guarantor", country: "DE", roles: ["guarantor"] };
  const guarantor = await admit(url, new Client(url, credentials.registrar), join, today);
  for (const party of [guarantor.id, supplier.id])
    await act(bank, "/v1/cash/deposits", { party, amount: EUR("5000"), bankReference: `cover of ${party}` });

  const offer = async (receivable: string, dueDate: string, premium: string): Promise<string> => {
    await act(buyer, `/v1/receivables/${receivable}/acknowledgement`, { waivers: [], dueDate });
    const shares = [{ guarantor: guarantor.id, weight: 1, premium: EUR(premium), reserve: EUR("1000") }];
    const layers = [{ bps: 0, cap: EUR("900"), validUntil: VALID_UNTIL, shares }];
    await act(supplier, "/v1/guarantees", { receivable, graceDays: 1, layers });
    const path = `/v1/guarantees/${receivable}`;
    const { terms } = await guarantor.maker.get(path);
    await act(guarantor, `${path}/acceptances`, { share: 0, terms });
    return path;
  };
  const first = await offer(young, "2089-01-31", "7");
  await act(supplier, `${first}/premiums`, { share: 0 });
  await act(guarantor, `${first}/reserves`, { share: 0, amount: EUR("50") });

  const second = await offer(old, "2026-01-31", "0");
  await act(supplier, `${second}/demand`, { reason: "nothing was paid" });
  await act(supplier, `${second}/payments`, { share: 0 });
  await act(guarantor, `${second}/releases`, { share: 0 });
  const rest = { source: "ledger", amount: EUR("9999500") };
  await act(buyer, `/v1/receivables/${old}/payments`, rest);
  await act(guarantor, `${second}/recoveries`, { share: 0 });
  for (const client of [guarantor.maker, supplier.maker, buyer.maker])
    for (const path of [second, "/v1/guarantees?limit=1", "/v1/guarantees?role=guarantor", "/v1/guarantees/exposure"])
      await client.get(path);
}
