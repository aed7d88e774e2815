import { Client, expectEqual, expectStatus } from "../client.ts";
import type { Json } from "../client.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import type { PolicyScene } from "./scene.ts";

const REGISTER = "PBoC credit reference centre, movables financing";
const NUMBER = "0417-2231-0098";
export const DOCUMENT = `0x${"5a".repeat(32)}`;

/** Nothing of the claim leaves the supplier, by an assignment or a sale. */
export async function refuseUnregistered(scene: PolicyScene): Promise<Told> {
  const { cast, receivable, amounts, part } = scene;
  const amount = amounts.money(part);
  const attempts = {
    assignment: await cast.supplier.maker.post(`/v1/receivables/${receivable}/transfers`, {
      to: cast.subSupplier.id,
      amount,
      reference: "SUB-1",
    }),
    sale: await cast.supplier.maker.post("/v1/asks", {
      receivable,
      amount,
      price: amount,
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    }),
  };
  for (const [what, answer] of Object.entries(attempts)) {
    expectStatus(answer, [409], what);
    expectEqual(answer.body["code"], "registration-required", `why the ${what} is refused`);
  }
  const { policy } = (await cast.supplier.maker.get(`/v1/receivables/${receivable}`)) as { policy: Json };
  expectEqual([policy["registrationRequired"], policy["transferable"]], [true, false], "the policy as it is shown");
  return {
    title: "Nothing of the claim can be assigned or sold before it stands in the public register",
    lines: [String(attempts.assignment.body["detail"])],
    data: { policy },
  };
}

/** The registrar attests the entry; the supplier pays its own supplier with part of the claim. */
export async function registerPublicly(scene: PolicyScene): Promise<Told> {
  const { network, cast, receivable, amounts, part, today } = scene;
  const registrar = new Client(network.url, network.credentials.registrar);
  const done = await registrar.act("/v1/attestations", {
    kind: "registration",
    subject: { type: "receivable", id: receivable },
    date: today,
    document: DOCUMENT,
    details: { register: REGISTER, number: NUMBER },
  });
  expectEqual(done["status"], "done", "the attestation");
  scene.registration = (done["result"] as { attestation: string }).attestation;
  const amount = amounts.money(part);
  await act(cast.supplier, `/v1/receivables/${receivable}/transfers`, {
    to: cast.subSupplier.id,
    amount,
    reference: "SUB-1",
  });
  const seen = await cast.subSupplier.maker.get(`/v1/attestations/${scene.registration}`);
  expectEqual(seen["details"], { register: REGISTER, number: NUMBER }, "the entry as a holder reads it");
  return {
    title: "The registrar attests the entry in the register; from then on the claim moves",
    lines: [`${REGISTER}, no. ${NUMBER}`, `${amounts.shown(part)} to ${cast.subSupplier.name}`],
    data: { attestation: scene.registration, amount },
  };
}
