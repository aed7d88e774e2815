import { addMonths } from "../../../services/domain/date.ts";
import { Client, expectEqual, expectStatus } from "../client.ts";
import type { Json } from "../client.ts";
import { expectRefused } from "../expectRefused.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import { DOCUMENT } from "./registration.ts";
import type { PolicyScene } from "./scene.ts";

const TAXONOMY = "EU 2020/852";
const ACTIVITY = "3.9 Manufacture of iron and steel";

/** A verifier labels the claim green: everybody concerned sees it and can look for it. */
export async function label(scene: PolicyScene): Promise<Told> {
  const { cast, receivable, today, verifier } = scene;
  const statement = {
    kind: "green-label",
    subject: { type: "receivable", id: receivable },
    date: today,
    validUntil: addMonths(today, 6),
    document: DOCUMENT,
    details: { taxonomy: TAXONOMY, activity: ACTIVITY },
  };
  const own = await cast.supplier.maker.post("/v1/attestations", statement);
  expectRefused(own, "CannotIssue", "a label by the supplier itself");
  const done = await act(verifier, "/v1/attestations", statement);
  const { attestation } = done["result"] as { attestation: string };
  const found = async (taxonomy: string): Promise<number> => {
    const query = new URLSearchParams({ taxonomy, activity: ACTIVITY });
    const { items } = (await cast.subSupplier.maker.get(`/v1/receivables?${query.toString()}`)) as { items: Json[] };
    return items.filter(({ id }) => id === receivable).length;
  };
  expectEqual([await found(TAXONOMY), await found("another")], [1, 0], "the label as what is looked for");
  const { attestations } = (await cast.buyer.maker.get(`/v1/receivables/${receivable}`)) as { attestations: Json[] };
  expectEqual(
    attestations.map(({ kind, issuer }) => [kind, (issuer as { name: string }).name]),
    [
      ["registration", "Network operator"],
      ["green-label", verifier.name],
    ],
    "what is attested about the claim",
  );
  const provenance = (await cast.buyer.maker.get(`/v1/receivables/${receivable}/provenance`)) as {
    attestations: Json[];
  };
  expectEqual(
    provenance.attestations.map(({ event }) => event),
    ["Attested", "Attested"],
    "the attestations in the provenance",
  );
  return {
    title: `${verifier.name} labels the claim green; the supplier cannot do so itself`,
    lines: [`${TAXONOMY}: ${ACTIVITY}`, `attestation ${attestation}, evidence ${DOCUMENT}`],
    data: { attestation, taxonomy: TAXONOMY, activity: ACTIVITY },
  };
}

/** The registrar takes its statement back, and the claim stands still again. */
export async function revoke(scene: PolicyScene): Promise<Told> {
  const { network, cast, receivable, amounts, registration } = scene;
  const registrar = new Client(network.url, network.credentials.registrar);
  const path = `/v1/attestations/${String(registration)}/revocation`;
  const foreign = await cast.subSupplier.maker.post(path, { reason: "mine" });
  expectRefused(foreign, "NotIssuer", "a revocation by somebody else");
  const done = await registrar.act(path, { reason: "the entry was struck off" });
  expectEqual(done["status"], "done", "the revocation");
  const moved = await cast.subSupplier.maker.post(`/v1/receivables/${receivable}/transfers`, {
    to: cast.supplier.id,
    amount: amounts.money(1n),
    reference: "back",
  });
  expectStatus(moved, [409], "a transfer after the revocation");
  const listed = async (state: string): Promise<number> => {
    const query = new URLSearchParams({ receivable, kind: "registration", state });
    const { items } = (await cast.supplier.maker.get(`/v1/attestations?${query.toString()}`)) as { items: Json[] };
    return items.length;
  };
  expectEqual(
    [await listed("valid"), await listed("revoked"), await listed("expired")],
    [0, 1, 0],
    "the list by state",
  );
  const { state, revokeReason } = await cast.supplier.maker.get(`/v1/attestations/${String(registration)}`);
  expectEqual([state, revokeReason], ["revoked", "the entry was struck off"], "the statement as its subject reads it");
  return {
    title: "The registrar revokes: without a registration that holds the claim stands still again",
    lines: [`"${String(revokeReason)}"; a transfer: ${String(moved.body["code"])}`],
    data: { attestation: registration, state },
  };
}
