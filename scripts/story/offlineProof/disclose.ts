import { readBundle } from "../../../services/auditor/format/bundle.ts";
import { readTrust } from "../../../services/auditor/format/trust.ts";
import { verify } from "../../../services/auditor/verify/verify.ts";
import type { Json } from "../client.ts";
import { expectEqual, expectStatus } from "../client.ts";
import type { Told } from "../story.ts";
import { download } from "./download.ts";
import type { OfflineScene } from "./scene.ts";

const FIELDS = ["issueDate", "payable"];

/** The supplier shows two fields to its bank, sees that the bank looked, and takes them back. */
export async function disclose({ cast, network, receivable }: OfflineScene): Promise<Told> {
  const { supplier, bank } = cast;
  const made = await supplier.maker.act("/v1/disclosures", {
    receivable,
    recipient: bank.id,
    fields: FIELDS,
    purpose: "credit insurance",
  });
  const path = `/v1/disclosures/${String(made["id"])}`;
  const given = (await bank.maker.get("/v1/disclosures")) as { items: Json[] };
  expectEqual(given.items, [await supplier.maker.get(path)], "what the bank may see, and what the supplier gave");
  const bundle = await download(network.url, bank.maker, `${path}/package`);
  const trust = readTrust(await download(network.url, bank.maker, "/v1/proofs/trust"));
  const { result, fields } = verify(readBundle(bundle), trust);
  expectEqual([result, fields.map((field) => field.path)], ["proven", FIELDS], "what the bank was shown");
  expectStatus(await supplier.maker.send("GET", `${path}/package`), [404], "the package, for its giver");
  await supplier.maker.act(`${path}/revocation`);
  expectStatus(await bank.maker.send("GET", `${path}/package`), [403], "the package, once revoked");
  const { items } = (await supplier.maker.get(`${path}/accesses`)) as { items: Json[] };
  const log = items.map(({ action, party }) => `${String(action)} by ${String(party)}`);
  expectEqual(
    log,
    [`disclosed by ${supplier.name}`, `read by ${bank.name}`, `revoked by ${supplier.name}`, `refused by ${bank.name}`],
    "the log",
  );
  return {
    title: `${supplier.name} shows two fields of the invoice to ${bank.name}, sees who looked, and takes them back`,
    lines: [fields.map((field) => `${field.path} = ${field.value}`).join(", "), `the log: ${log.join(", ")}`],
    data: { fields: FIELDS, log },
  };
}
