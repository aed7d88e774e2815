import { Client, expectEqual } from "../client.ts";
import type { Json } from "../client.ts";
import { governs } from "../governs.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { PolicyScene } from "./scene.ts";

const PATH = "/v1/policies/CN";

/** The governor's two users replace what the country asks for, and put it back: what holds is what it says now. */
export async function relax({ network, cast, receivable, amounts }: PolicyScene): Promise<Told> {
  const asked = async (): Promise<Json> => {
    const { items } = (await cast.supplier.maker.get("/v1/policies")) as { items: Json[] };
    const found = items.find(({ country }) => country === "CN") ?? {};
    const { warnedTenorDays, longestTenorDays, registrationRequired } = found;
    return { warnedTenorDays, longestTenorDays, registrationRequired };
  };
  const first = await asked();
  const relaxed = { ...first, registrationRequired: false };
  const registrar = new Client(network.url, network.credentials.registrar);
  expectEqual((await registrar.post(PATH, relaxed)).status, 403, "a policy set by the registrar");
  const senseless = { ...first, warnedTenorDays: first["longestTenorDays"] };
  const refused = await new Client(network.url, network.credentials.governorMaker).post(PATH, senseless);
  expectEqual([refused.status, refused.body["field"]], [400, "/warnedTenorDays"], "a warning of what is refused");
  await governs(network, PATH, relaxed);
  expectEqual(await asked(), relaxed, "what everybody reads from then on");
  const amount = amounts.money(1n);
  const move = { to: cast.supplier.id, amount, reference: "back" };
  await act(cast.subSupplier, `/v1/receivables/${receivable}/transfers`, move);
  await governs(network, PATH, first);
  const held = await cast.subSupplier.maker.post(`/v1/receivables/${receivable}/transfers`, move);
  expectEqual(held.body["code"], "registration-required", "a transfer under the policy as it was");
  return {
    title: "The governor's two users drop the registration for a while: the claim moves, and then stands still again",
    lines: [`CN asked for ${JSON.stringify(first)}`, `then for ${JSON.stringify(relaxed)}, then as before`],
    data: { first, relaxed },
  };
}
