// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// Roles of the AccessManager; who may call what with them is the one table of the deployment.
library Roles {
    uint64 internal constant REGISTRAR = 1;
    uint64 internal constant ENFORCER = 2;
    uint64 internal constant SETTLEMENT = 3;
    uint64 internal constant FINGERPRINTER = 4;
    uint64 internal constant PAUSER = 5;
    uint64 internal constant GOVERNOR = 6;
    uint64 internal constant GUARDIAN = 7;
    /// Claim contracts, which take tags and book wires.
    uint64 internal constant LEDGER = 8;
    /// Contracts that change claims on behalf of their parties.
    uint64 internal constant SERVICING = 9;
    /// Who enforces liens.
    uint64 internal constant COLLATERAL = 10;
    /// Contracts through which facilities are agreed, drawn, watched and enforced.
    uint64 internal constant LENDING = 11;
    /// Contracts that tell what they do with assets in the assets' own histories.
    uint64 internal constant SALES = 12;
}

/// What an admitted party may act as; a bit set in {IParties-Party}.
library PartyRoles {
    uint16 internal constant ENTERPRISE = 1 << 0;
    uint16 internal constant FINANCIER = 1 << 1;
    uint16 internal constant SETTLEMENT_BANK = 1 << 2;
    uint16 internal constant GUARANTOR = 1 << 3;
    uint16 internal constant APPRAISER = 1 << 4;
    uint16 internal constant AUDITOR = 1 << 5;
    uint16 internal constant OPERATOR = 1 << 6;
}

/// What a debtor gives up when it acknowledges; a bit set in {IReceivables-Acknowledgement}.
library Waivers {
    uint8 internal constant DEFENCES = 1 << 0;
    uint8 internal constant SET_OFF = 1 << 1;
    /// The debtor confirms that an invoice of the same number with another date is a different one.
    uint8 internal constant SAME_NUMBER = 1 << 2;
    uint8 internal constant ALL = DEFENCES | SET_OFF | SAME_NUMBER;
}

/// Flaws of an asset that do not stop a lien whose parties know of them and insist; a bit set in {ILiens-Proposal}.
library Notices {
    uint8 internal constant INVALIDATION_PENDING = 1 << 0;
    uint8 internal constant SAME_DAY_INVENTION = 1 << 1;
    uint8 internal constant ALL = INVALIDATION_PENDING | SAME_DAY_INVENTION;
}
