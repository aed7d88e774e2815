// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAssets} from "./IAssets.sol";
import {AssetId, Currency, IntentId, LienId} from "./Types.sol";

/// @title Ranked liens on the assets of the register
/// @notice `PROPOSED -consent(owners, lender)-> CONSENTED -activate(registrar)-> ACTIVE -> RELEASED | ENFORCED`. A lien exists
/// from its official registration on and ranks by it, whatever order the ledger learns of it in. Its events are part of the
/// asset's history.
interface ILiens {
    enum LienKind {
        /// Ranks among others.
        SECURITY_INTEREST,
        /// Exclusive: stands alone.
        PLEDGE
    }

    enum LienStatus {
        NONE,
        PROPOSED,
        CONSENTED,
        ACTIVE,
        RELEASED,
        ENFORCED,
        WITHDRAWN,
        REFUSED
    }

    /// @param amount Secured, in minor units. @param debtDueAt Last instant for performing the debt.
    /// @param notices Bit set of {Notices}: flaws that the parties know of and insist in spite of.
    /// @param debt What it secures: a facility's id, or the hash of the reference of a contract that is not on the ledger.
    /// @param documentRoot Root of the contract's document tree.
    struct Proposal {
        AssetId asset;
        LienKind lienKind;
        address lender;
        uint96 amount;
        Currency currency;
        uint40 debtDueAt;
        uint8 notices;
        bytes32 debt;
        bytes32 documentRoot;
    }

    /// An entry in an official register.
    /// @param register Name of the register, in ASCII. @param number Of the entry, in ASCII.
    /// @param officialAt Instant from which the lien exists. @param sequence Orders entries of the same instant.
    struct Entry {
        bytes32 register;
        bytes32 number;
        uint40 officialAt;
        uint32 sequence;
        bytes32 documentHash;
    }

    /// @param title The asset's title that the owners consent under.
    struct Lien {
        AssetId asset;
        address lender;
        uint96 amount;
        LienKind lienKind;
        LienStatus status;
        Currency currency;
        uint40 debtDueAt;
        uint8 notices;
        uint32 title;
        uint40 officialAt;
        uint32 sequence;
        bytes32 debt;
    }

    /// What a lender counts with, in one call.
    /// @param isActive The lien exists. @param isUsable See {IAssets-isUsable}. @param rank From 1, zero unless active.
    /// @param seniorAmount What active liens before this one secure in its own currency.
    /// @param hasOtherSeniors A lien before this one is in another currency: nothing can be subtracted.
    struct Collateral {
        AssetId asset;
        address lender;
        bytes32 debt;
        bool isActive;
        bool isUsable;
        uint8 rank;
        Currency currency;
        uint96 amount;
        uint256 seniorAmount;
        bool hasOtherSeniors;
    }

    event LienProposed(
        AssetId indexed id,
        uint32 seq,
        IntentId intent,
        LienId lien,
        address by,
        Proposal proposal,
        uint32 title
    );
    /// @param isComplete This was the last consent that was missing.
    event LienConsented(AssetId indexed id, uint32 seq, IntentId intent, LienId lien, address by, bool isComplete);
    event LienWithdrawn(AssetId indexed id, uint32 seq, IntentId intent, LienId lien, address by, bytes32 reason);
    /// The office, or the registrar, does not register it.
    event LienRefused(AssetId indexed id, uint32 seq, IntentId intent, LienId lien, bytes32 reason);
    /// @param rank From 1; those behind it have moved back by one.
    event LienActivated(AssetId indexed id, uint32 seq, IntentId intent, LienId lien, Entry entry, uint8 rank);
    /// Those behind it have moved up by one.
    event LienReleased(AssetId indexed id, uint32 seq, IntentId intent, LienId lien, address by, bytes32 document);
    /// Those behind it have moved up by one; {IAssets-OwnershipTransferred} follows.
    event LienEnforced(AssetId indexed id, uint32 seq, IntentId intent, LienId lien, bytes32 evidence);

    error UnknownLien(LienId lien);
    error WrongLienStatus(LienId lien, LienStatus status);
    error NotTheLender(LienId lien, address caller);
    error NotALienParty(LienId lien, address caller);
    error AlreadyConsented(LienId lien, address caller);
    error BadLender(address lender);
    error UnknownNotice(uint8 notices);
    error TooManyLiens(AssetId asset, uint256 most);
    error NoEntry(LienId lien);
    error OfficialInstantAhead(LienId lien, uint40 officialAt);
    /// Another active lien has the same instant and sequence.
    error RankTaken(LienId lien, LienId by);
    error NotOnAsset(LienId lien, AssetId asset);

    // Refusal grounds of a pledge registration, beside {IAssets-NotAnOwner} and {IAssets-TitleWithheld}.

    /// Ground `owner_mismatch`: the owners are not those who were asked to consent.
    error OwnersChanged(LienId lien, uint32 agreed, uint32 current);
    /// Ground `terminated_or_invalidated`.
    error RightEnded(AssetId id, IAssets.Status status, uint40 expiresAt);
    /// Ground `not_granted`.
    error NotGranted(AssetId id, IAssets.Stage stage);
    error NotVerified(AssetId id, IAssets.Status status);
    /// Ground `annuity_unpaid`: zero when nobody has said until when fees are paid.
    error FeesUnpaid(AssetId id, uint40 paidUntil);
    /// Ground `debt_term_exceeds_right`.
    error DebtOutlivesRight(AssetId id, uint40 debtDueAt, uint40 expiresAt);
    error TermUnknown(AssetId id);
    /// Ground `contract_incomplete`: amount, currency, time of performance, debt or document is missing.
    error ContractIncomplete(AssetId id);
    /// Ground `co_owner_consent_missing`: the first who has not consented, owner or lender.
    error ConsentMissing(LienId lien, address account);
    /// Ground `already_pledged`.
    error AlreadyPledged(AssetId id, LienId by);
    /// Ground `um_same_day_invention`: unless the parties insist, see {Notices}.
    error SameDayInvention(AssetId id);
    /// Ground `invalidation_pending`: unless the parties insist, see {Notices}.
    error InvalidationPending(AssetId id);
    /// Ground `other`: the registrar has refused it.
    error Refused(LienId lien);

    /// @notice Proposes a lien on the caller's asset; the proposal is the caller's consent.
    function propose(Proposal calldata proposal) external returns (LienId lien);

    /// @notice Agrees to a lien as proposed: every owner and the lender do.
    function consent(LienId lien) external;

    /// @notice Gives up a lien that is not registered yet. By any owner or the lender.
    function withdraw(LienId lien, bytes32 reason) external;

    /// @notice Records that it will not be registered. Restricted to the registrar.
    function refuse(LienId lien, bytes32 reason) external;

    /// @notice Records its official registration: the lien exists and ranks by it. Restricted to the registrar.
    function activate(LienId lien, Entry calldata entry) external;

    /// @notice By the lender.
    function release(LienId lien, bytes32 document) external;

    /// @notice Records that the asset was taken or sold under the lien: it ends, and its liens that the sale discharges; the
    /// others stay with the asset. Restricted to those who enforce liens (COLLATERAL).
    function enforce(
        LienId lien,
        IAssets.Owner[] calldata owners,
        LienId[] calldata discharged,
        bytes32 evidence
    ) external;

    /// @notice Adds an entry to an asset's history that another contract causes. Restricted to sales.
    /// @param arguments What follows the intent in the event, without anything dynamic.
    function note(AssetId id, bytes32 topic, bytes calldata arguments) external;

    function lienOf(LienId lien) external view returns (Lien memory);
    /// @return Active liens of the asset in their rank.
    function liensOf(AssetId id) external view returns (LienId[] memory);
    function hasConsented(LienId lien, address account) external view returns (bool);
    /// @return From 1, zero unless active.
    function rankOf(LienId lien) external view returns (uint8);
    function collateralOf(LienId lien) external view returns (Collateral memory);
}
