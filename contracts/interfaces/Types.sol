// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// Pseudonymous identifier of a legal entity: a salted hash, the name stays off chain.
type EntityId is bytes32;

/// A claim on a debtor. Equal to the first tag of its invoice, hence the same in every version of the ledger.
type ClaimId is uint256;

/// An intangible asset: `keccak256(abi.encode(office, kind, normalised number))`, so that it is entered once.
type AssetId is bytes32;

/// Security over an asset, numbered from 1.
type LienId is uint256;

/// The sale of an asset under a lien, numbered from 1.
type SaleId is uint256;

/// Identifier of a signed intent: `keccak256(abi.encode("op/1", chain id, account, idempotency key))`.
type IntentId is bytes32;

/// A proposal to replace an account's signers: `keccak256(abi.encode(account, number, threshold, signers))`.
type RecoveryId is bytes32;

/// An offer to sell units in the market, numbered from 1.
type AskId is uint256;

/// A bid on an ask, numbered from 1 over all asks.
type BidId is uint256;

/// A financier's standing offer, numbered from 1.
type OfferId is uint256;

/// A request of a cash holder to be paid to its bank account, numbered from 1.
type PayoutId is uint256;

/// A statement on a subject: `keccak256(abi.encode(contract, subject, seq))`.
type AttestationId is bytes32;

/// Hash of a settlement bank's own reference for one movement of money.
type BankRef is bytes32;

/// ISO 4217 alphabetic code in ASCII.
type Currency is bytes3;

/// A loan agreement between a borrower and its lenders: `keccak256(abi.encode(terms))`, so that who names it names its terms.
type FacilityId is uint256;

/// One loan under a facility, a claim of which each lender holds its principal in units: the hash of what was requested.
type DrawdownId is uint256;
