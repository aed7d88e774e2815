import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { addressesOf, contractAddresses, currentVersion, signingDomain } from "../../../services/chain/manifest.ts";
import type { Manifest, Version } from "../../../services/chain/manifest.ts";
import { readManifest, writeManifest } from "../../../services/chain/manifestFile.ts";
import { EMBEDDED_DELAYS } from "../../../services/chain/roles.ts";
import type { Address, Hash } from "../../../services/domain/brand.ts";
import { refused } from "./refusal.ts";

const address = (byte: string) => `0x${byte.repeat(20)}` as Address;
const hash = (byte: string) => `0x${byte.repeat(32)}` as Hash;

const VERSION: Version = {
  version: 1,
  deployBlock: 2,
  contracts: {
    accessManager: address("01"),
    parties: address("02"),
    accountImplementation: address("03"),
    fingerprints: address("04"),
    relay: address("05"),
    receivables: address("06"),
    bulk: address("07"),
    market: address("08"),
    standingOffers: address("0d"),
    servicing: address("0e"),
    assets: address("0f"),
    facilities: address("21"),
    loans: address("22"),
    collateral: address("24"),
    income: address("26"),
    sales: address("25"),
    syndication: address("23"),
    covenants: address("24"),
    votes: address("25"),
    facilityGuarantees: address("27"),
    attestations: address("10"),
    policies: address("11"),
    guarantees: address("13"),
    cash: { EUR: address("09"), KWD: address("0a") },
  },
  accounts: { operator: address("0b"), governor: address("0c") },
  codeHashes: { parties: hash("11"), "cash/EUR": hash("12") },
  delays: EMBEDDED_DELAYS,
  roleDigest: hash("13"),
};

const MANIFEST: Manifest = {
  network: "test",
  chainId: 716_553,
  genesisHash: hash("aa"),
  networkId: hash("bb"),
  versions: [VERSION],
};

describe("a manifest", () => {
  let folder: string;
  let file: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tallystick-manifest-"));
    file = join(folder, "test.json");
  });
  after(() => rm(folder, { recursive: true }));

  it("is read as it was written, and replaced as a whole", async () => {
    await writeManifest(file, MANIFEST);
    expect(await readManifest(file)).to.deep.equal(MANIFEST);
    const next: Manifest = { ...MANIFEST, versions: [VERSION, { ...VERSION, version: 2 }] };
    await writeManifest(file, next);
    expect(await readManifest(file)).to.deep.equal(next);
    expect(await readdir(folder)).to.deep.equal(["test.json"]);
  });

  it("is undefined where nothing was deployed", async () => {
    expect(await readManifest(join(folder, "none.json"))).to.equal(undefined);
  });

  const wrong: Record<string, [part: object, named: string]> = {
    "a network name that is no file name": [{ network: "../x" }, "/network"],
    "a chain id of text": [{ chainId: "716553" }, "/chainId"],
    "an address in capitals": [
      { versions: [{ ...VERSION, contracts: { ...VERSION.contracts, parties: `0x${"AB".repeat(20)}` } }] },
      "/versions/0/contracts/parties",
    ],
    "no version": [{ versions: [] }, "/versions"],
    "a currency that is none": [
      { versions: [{ ...VERSION, contracts: { ...VERSION.contracts, cash: { euro: address("09") } } }] },
      "/versions/0/contracts/cash/euro",
    ],
    "a delay below zero": [
      { versions: [{ ...VERSION, delays: { ...EMBEDDED_DELAYS, governor: -1 } }] },
      "/versions/0/delays/governor",
    ],
    "an unknown member": [{ note: "x" }, "/note"],
  };
  for (const [what, [part, named]] of Object.entries(wrong)) {
    it(`is refused with ${what}, naming the place`, async () => {
      const bad = join(folder, "bad.json");
      await writeFile(bad, JSON.stringify({ ...MANIFEST, ...part }));
      const refusal = await refused("bad-manifest", () => readManifest(bad));
      expect(refusal.message).to.include(`${bad}: ${named} `);
    });
  }

  it("is refused when it is no JSON", async () => {
    const bad = join(folder, "bad.json");
    await writeFile(bad, JSON.stringify(MANIFEST).slice(0, -1));
    await refused("bad-manifest", () => readManifest(bad));
  });

  it("names every contract, and the version that new claims are made in", () => {
    expect(contractAddresses(VERSION.contracts).map(([name]) => name)).to.deep.equal([
      "accessManager",
      "parties",
      "accountImplementation",
      "fingerprints",
      "relay",
      "receivables",
      "bulk",
      "market",
      "standingOffers",
      "servicing",
      "assets",
      "facilities",
      "loans",
      "collateral",
      "income",
      "sales",
      "syndication",
      "covenants",
      "votes",
      "facilityGuarantees",
      "attestations",
      "policies",
      "guarantees",
      "cash/EUR",
      "cash/KWD",
    ]);
    expect(addressesOf(VERSION.contracts, "Cash")).to.deep.equal([address("09"), address("0a")]);
    expect(addressesOf(VERSION.contracts, "Market")).to.deep.equal([address("08")]);
    expect(addressesOf(VERSION.contracts, "PartyAccount")).to.deep.equal([]);
    const second = { ...VERSION, version: 2 };
    expect(currentVersion({ ...MANIFEST, versions: [VERSION, second] })).to.equal(second);
    const domain = { chainId: 716_553, networkId: hash("bb"), contract: address("02") };
    expect(signingDomain(MANIFEST, VERSION.contracts.parties)).to.deep.equal(domain);
  });
});
