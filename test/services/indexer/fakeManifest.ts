import type { Manifest } from "../../../services/chain/manifest.ts";
import { EMBEDDED_DELAYS } from "../../../services/chain/roles.ts";
import type { Address, Hash } from "../../../services/domain/brand.ts";

export const addressOf = (digit: string): Address => `0x${digit.repeat(40)}` as Address;
export const hashOf = (digits: string): Hash => `0x${digits.padStart(64, "0")}` as Hash;

/** A deployment that is nowhere, for what needs no chain. */
export const FAKE_MANIFEST: Manifest = {
  network: "fake",
  chainId: 7,
  genesisHash: hashOf("1"),
  networkId: hashOf("2"),
  versions: [
    {
      version: 1,
      deployBlock: 3,
      contracts: {
        accessManager: addressOf("1"),
        parties: addressOf("2"),
        accountImplementation: addressOf("3"),
        fingerprints: addressOf("4"),
        relay: addressOf("5"),
        receivables: addressOf("6"),
        bulk: addressOf("7"),
        market: addressOf("8"),
        standingOffers: addressOf("c"),
        servicing: addressOf("d"),
        assets: addressOf("e"),
        facilities: `0x${"2a".repeat(20)}` as Address,
        loans: `0x${"2b".repeat(20)}` as Address,
        collateral: `0x${"2d".repeat(20)}` as Address,
        income: `0x${"2f".repeat(20)}` as Address,
        facilityGuarantees: `0x${"30".repeat(20)}` as Address,
        sales: `0x${"2e".repeat(20)}` as Address,
        syndication: `0x${"2c".repeat(20)}` as Address,
        covenants: `0x${"2d".repeat(20)}` as Address,
        votes: `0x${"2e".repeat(20)}` as Address,
        attestations: addressOf("f"),
        policies: `0x${"1e".repeat(20)}` as Address,
        guarantees: `0x${"1f".repeat(20)}` as Address,
        cash: { EUR: addressOf("9") },
      },
      accounts: { operator: addressOf("a"), governor: addressOf("b") },
      codeHashes: {},
      delays: EMBEDDED_DELAYS,
      roleDigest: hashOf("3"),
    },
  ],
};
