import { readFileSync } from "node:fs";

import { addMonths } from "../../../services/domain/date.ts";
import type { Json } from "../client.ts";
import { expectEqual, expectStatus } from "../client.ts";
import { act } from "../parties.ts";
import type { Told } from "../story.ts";
import { hashOf } from "./scene.ts";
import type { PledgeScene } from "./scene.ts";

const GRANT = new URL("../../../test/fixtures/ip/us-grant.xml", import.meta.url);
const ZONE = "America/New_York";

/** The number printed in the fixture. */
const PRINTED = "12900001";

const assetIn = (answer: Json): string => (answer["result"] as { asset: string }).asset;

/** One patent comes as its grant's XML, the other one as JSON; both only once. */
export async function register(scene: PledgeScene): Promise<Told> {
  const { startup, coOwner } = scene.cast;
  const { own, shared } = scene.numbers;
  const grant = Buffer.from(readFileSync(GRANT, "utf8").replace(PRINTED, String(own)));
  const bare = await startup.maker.post("/v1/assets", grant);
  expectEqual([bare.status, bare.body["code"]], [422, "missing-information"], "a grant without what it does not say");
  const owners = `${startup.id}:1`;
  const paid = addMonths(scene.today, 24);
  const query = new URLSearchParams({ owners, feesPaidUntil: paid, zone: ZONE });
  const first = expectStatus(
    await startup.maker.post(`/v1/assets?${query.toString()}`, grant),
    [200],
    "registration from XML",
  );
  const second = await act(startup, "/v1/assets", {
    office: "US",
    kind: "patent",
    number: `US ${shared.toLocaleString("en-US")} B1`,
    kindCode: "B1",
    stage: "granted",
    title: "Sintering furnace",
    owners: [
      { party: startup.id, parts: 2 },
      { party: coOwner.id, parts: 1 },
    ],
    term: { basis: "grant", expiresOn: addMonths(scene.today, 120), source: "the office's status page" },
    feesPaidUntil: paid,
    zone: ZONE,
  });
  scene.assets = { own: assetIn(first.body), shared: assetIn(second) };
  const again = await startup.maker.post(`/v1/assets?${query.toString()}`, grant);
  expectEqual([again.status, again.body["code"]], [409, "asset-already-registered"], "the same patent again");
  const seen = await startup.maker.get(`/v1/assets/${scene.assets.own}`);
  expectEqual([seen["termBasis"], seen["expiresAt"]], ["term-adjustment", "2040-05-15T04:00:00.000Z"], "the term");
  const fields = seen["record"] as { name: string; value: string; origin: string }[];
  const originOf = (name: string): string | undefined => fields.find((field) => field.name === name)?.origin;
  const origins = [originOf("title"), originOf("owners"), originOf("expiresOn")];
  expectEqual(origins, ["source", "supplied", "derived"], "where the record's fields come from");
  return {
    title: "The startup registers two patents: one from its grant's XML, one that it shares",
    lines: [
      `missing in the XML: ${String(bare.body["detail"])}`,
      `US ${String(own)}: twenty years from 2020-01-15 and 120 days, marked as derived by ${valueOf(fields, "termRule")}`,
      `US ${String(shared)}: two thirds the startup's, one the institute's`,
      `registered again: ${String(again.body["detail"])}`,
    ],
    data: scene.assets,
  };
}

const valueOf = (fields: readonly { name: string; value: string }[], name: string): string =>
  fields.find((field) => field.name === name)?.value ?? "";

/** Nothing counts before the registrar has held it against the office's register; a rival sees nothing of it. */
export async function verify(scene: PledgeScene): Promise<Told> {
  const { startup, rival } = scene.cast;
  const { own, shared } = scene.assets;
  const evidence = hashOf("an extract from the office's register");
  const usurped = await startup.maker.post(`/v1/assets/${own}/verification`, { evidence });
  expectEqual([usurped.status, usurped.body["contractError"]], [422, "AccessManagedUnauthorized"], "by the owner");
  for (const asset of [own, shared]) await scene.registrar.act(`/v1/assets/${asset}/verification`, { evidence });
  const seen = await startup.maker.get(`/v1/assets/${own}`);
  expectEqual([seen["status"], seen["usable"], seen["obstacles"]], ["verified", true, []], "the verified patent");
  const { items } = (await startup.maker.get("/v1/assets?status=verified")) as { items: { id: string }[] };
  expectEqual(items.map(({ id }) => id).sort(), [own, shared].sort(), "what the startup owns");
  const hidden = await rival.maker.send("GET", `/v1/assets/${own}`);
  expectEqual(hidden.status, 404, "the patent as the rival sees it");
  return {
    title: "The registrar verifies both entries",
    lines: [`by the owner itself: ${String(usurped.body["detail"])}`, "the rival finds nothing"],
    data: { evidence },
  };
}
