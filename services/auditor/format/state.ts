import { ASSET_KINDS, ASSET_STAGES, TERM_BASES } from "../../domain/ip/kind.ts";
import { address, hash } from "./fields.ts";
import { CUSTODIES } from "./histories/account.ts";
import { LIEN_KINDS } from "./histories/asset.ts";
import { flag, list, oneOf, record, small, text, whole } from "./read.ts";
import type { Of } from "./read.ts";

/** What bundles are about. */
export const KINDS = ["claim", "asset", "party", "facility"] as const;
export type Kind = (typeof KINDS)[number];

export const STATUSES = ["none", "registered", "acknowledged", "settled", "cancelled", "written-off"] as const;
export const ASSET_STATUSES = ["none", "pending", "verified", "expired", "invalidated", "rejected"] as const;
export const FACILITY_STATUSES = ["none", "proposed", "agreed", "suspended", "accelerated", "withdrawn"] as const;
export const DRAWDOWN_STATUSES = ["none", "drawn", "repaid"] as const;
const [, ...KEPT] = CUSTODIES;

/** What the ledger says of a claim now, as the bundle claims it: amounts in minor units, instants in epoch seconds. */
export const claimState = record({
  status: oneOf(...STATUSES),
  units: whole,
  received: whole,
  diluted: whole,
  sellerPaid: whole,
  paidOut: whole,
  suspense: whole,
  redeemed: whole,
  dueAt: whole,
  isDisputed: flag,
  isClosed: flag,
});

/** Of an asset: `owners` hold `parts` of all owners' parts; `liens` are the active ones, in their rank. */
export const assetState = record({
  office: text(2),
  assetKind: oneOf(...ASSET_KINDS),
  stage: oneOf(...ASSET_STAGES),
  status: oneOf(...ASSET_STATUSES),
  basis: oneOf(...TERM_BASES),
  expiresAt: whole,
  feesPaidUntil: whole,
  hasSameDayInvention: flag,
  isContested: flag,
  isWithheld: flag,
  title: whole,
  owners: list(record({ account: address, parts: whole }), 8),
  liens: list(
    record({
      lien: whole,
      lender: address,
      lienKind: oneOf(...LIEN_KINDS),
      currency: text(3),
      amount: whole,
      debtDueAt: whole,
      officialAt: whole,
      sequence: whole,
      debt: hash,
    }),
    8,
  ),
});

/** Of a party: `roles` is a bit set; `threshold` of the `signers` sign, in signer epoch `epoch`. */
export const partyState = record({
  number: whole,
  roles: small,
  country: text(2),
  validUntil: whole,
  isFrozen: flag,
  epoch: small,
  threshold: small,
  signers: list(record({ key: address, custody: oneOf(...KEPT) }), 16),
});

/** Of a facility: `drawdowns` are what was lent, in its order; of it `received` was paid, `paidOut` taken by the lenders. */
export const facilityState = record({
  borrower: address,
  agent: address,
  currency: text(3),
  status: oneOf(...FACILITY_STATUSES),
  drawdowns: list(
    record({
      drawdown: hash,
      status: oneOf(...DRAWDOWN_STATUSES),
      isClosed: flag,
      principal: whole,
      received: whole,
      paidOut: whole,
    }),
    16,
  ),
});

export type ClaimState = Of<typeof claimState>;
export type AssetState = Of<typeof assetState>;
export type PartyState = Of<typeof partyState>;
export type FacilityState = Of<typeof facilityState>;
