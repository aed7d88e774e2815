// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AssetId, IntentId} from "./Types.sol";

/// @title Register of intangible assets: who owns which right, verified against the office's own register
/// @notice `PENDING -verify-> VERIFIED`; a transfer of ownership and a restored right go back to PENDING. What is said of a
/// right stands here with the hash of its evidence; names, titles and documents stay off chain.
interface IAssets {
    enum Kind {
        PATENT,
        UTILITY_MODEL,
        DESIGN,
        TRADEMARK,
        SOFTWARE_COPYRIGHT,
        DATA_ASSET,
        OTHER
    }

    /// How far the right has come at its office. Only a granted one can be pledged.
    enum Stage {
        GRANTED,
        APPLICATION,
        /// Published, but gives no right to exclude anybody, such as a US statutory invention registration (H1).
        NO_RIGHT
    }

    enum Status {
        NONE,
        PENDING,
        VERIFIED,
        EXPIRED,
        INVALIDATED,
        /// Never verified and refused by the registrar; may be registered anew.
        REJECTED
    }

    /// What the end of a right's term rests on.
    enum Basis {
        /// Nobody has said when it ends: it cannot be pledged.
        UNKNOWN,
        /// It has no end, such as a data asset.
        UNLIMITED,
        GRANT,
        TERM_ADJUSTMENT,
        DISCLAIMER,
        EXTENSION,
        RENEWAL
    }

    /// @param parts Its share is these parts of all owners' parts.
    struct Owner {
        address account;
        uint32 parts;
    }

    /// @param expiresAt End of the last day of the right, zero for {Basis-UNKNOWN} and {Basis-UNLIMITED} only.
    /// @param source Hash of the document that says so.
    struct Term {
        uint40 expiresAt;
        Basis termBasis;
        bytes32 source;
    }

    /// @param office WIPO ST.3 code in ASCII. @param number Normalised, in ASCII.
    /// @param feesPaidUntil End of the last day that is paid for; zero for unknown, the largest number for a right without fees.
    /// @param hasSameDayInvention A utility model whose applicant applied for a patent on the same invention that day.
    /// @param documentRoot Root of the canonical record.
    struct Registration {
        bytes2 office;
        Kind kind;
        bytes32 number;
        Stage stage;
        Term term;
        uint40 feesPaidUntil;
        bool hasSameDayInvention;
        Owner[] owners;
        bytes32 documentRoot;
    }

    /// @param isContested Somebody has asked the office to invalidate the right.
    /// @param isWithheld Its ownership is in dispute, or a court preserves it.
    /// @param wasVerified The registrar has verified it at least once.
    /// @param title Counts the changes of ownership from 1: what was agreed under another title does not hold.
    struct Asset {
        bytes2 office;
        Kind kind;
        Stage stage;
        Status status;
        Basis basis;
        uint40 expiresAt;
        uint40 feesPaidUntil;
        bool hasSameDayInvention;
        bool isContested;
        bool isWithheld;
        bool wasVerified;
        uint32 title;
        uint32 seq;
    }

    event AssetRegistered(
        AssetId indexed id,
        uint32 seq,
        IntentId intent,
        address by,
        bytes2 office,
        Kind assetKind,
        bytes32 number,
        Stage stage,
        Term term,
        uint40 feesPaidUntil,
        bool hasSameDayInvention,
        Owner[] owners,
        uint32 title,
        bytes32 documentRoot
    );
    event AssetVerified(AssetId indexed id, uint32 seq, IntentId intent, bytes32 evidence);
    event AssetRejected(AssetId indexed id, uint32 seq, IntentId intent, bytes32 reason);
    /// One of those who must agree to a transfer does. @param terms Hash of title, new owners and document.
    event TransferAgreed(AssetId indexed id, uint32 seq, IntentId intent, address by, bytes32 terms);
    /// The asset is pending from here on. @param document Hash of the assignment, or of what an enforcement rests on.
    event OwnershipTransferred(
        AssetId indexed id,
        uint32 seq,
        IntentId intent,
        Owner[] owners,
        uint32 title,
        bytes32 document
    );
    event StageRecorded(AssetId indexed id, uint32 seq, IntentId intent, Stage stage, bytes32 evidence);
    event TermRecorded(AssetId indexed id, uint32 seq, IntentId intent, Term term);
    event FeesRecorded(AssetId indexed id, uint32 seq, IntentId intent, uint40 paidUntil, bytes32 evidence);
    /// @param isContested Whether proceedings to invalidate the right are pending now.
    event ContestRecorded(AssetId indexed id, uint32 seq, IntentId intent, bool isContested, bytes32 evidence);
    /// @param isWithheld Whether a dispute over ownership or a court's preservation holds the right now.
    event RestraintRecorded(AssetId indexed id, uint32 seq, IntentId intent, bool isWithheld, bytes32 evidence);
    /// The right has lapsed or come to its end.
    event AssetExpired(AssetId indexed id, uint32 seq, IntentId intent, bytes32 evidence);
    event AssetInvalidated(AssetId indexed id, uint32 seq, IntentId intent, bytes32 evidence);
    /// The right is in force again, and pending until verified.
    event AssetRestored(AssetId indexed id, uint32 seq, IntentId intent, bytes32 evidence);

    error UnknownAsset(AssetId id);
    /// One entry for ever.
    error AssetExists(AssetId id);
    error ForbiddenAssetTransition(AssetId id, Status from, Status to);
    /// The caller is frozen or a stranger.
    error CannotTakePart(address caller);
    /// Ground `owner_mismatch`: the caller is not among the registered owners.
    error NotAnOwner(AssetId id, address caller);
    /// Agrees to nothing that concerns it: neither an owner nor a lender with an active lien.
    error NotConcerned(AssetId id, address caller);
    error AlreadyAgreed(AssetId id, address caller);
    /// Ground `title_dispute_or_preserved`: can neither be pledged nor change hands.
    error TitleWithheld(AssetId id);
    error OwnersOutOfRange(uint256 count, uint256 most);
    /// Named twice, without parts, or no party that can receive.
    error BadOwner(address account);
    /// Office or number is empty.
    error NoNumber();
    /// An end without a basis, or a basis without an end.
    error BadTerm(uint40 expiresAt, Basis basis);
    /// What is recorded of an asset rests on something.
    error NoEvidence(AssetId id);

    /// @notice Enters an asset, pending until the registrar has verified it. By one of its owners.
    function register(Registration calldata registration) external returns (AssetId id);

    /// @notice Agrees to new owners; who is the last to agree makes them so. All owners and the lenders of all active
    /// liens agree to the same owners and document.
    function transfer(AssetId id, Owner[] calldata owners, bytes32 document) external;

    /// @notice Confirms that the office's register says what the entry says. Restricted to the registrar, as are all below.
    function verify(AssetId id, bytes32 evidence) external;

    /// @notice Refuses an entry that was never verified.
    function reject(AssetId id, bytes32 reason) external;
    function recordStage(AssetId id, Stage stage, bytes32 evidence) external;
    function recordTerm(AssetId id, Term calldata term) external;
    function recordFees(AssetId id, uint40 paidUntil, bytes32 evidence) external;
    function recordContest(AssetId id, bool isContested, bytes32 evidence) external;
    function recordRestraint(AssetId id, bool isWithheld, bytes32 evidence) external;
    function expire(AssetId id, bytes32 evidence) external;
    function invalidate(AssetId id, bytes32 evidence) external;
    function restore(AssetId id, bytes32 evidence) external;

    function assetOf(AssetId id) external view returns (Asset memory);
    function ownersOf(AssetId id) external view returns (Owner[] memory);
    /// @return Whether the account has agreed to the transfer that `terms` of {TransferAgreed} name.
    function hasAgreed(AssetId id, bytes32 terms, address account) external view returns (bool);
    /// @return Whether the right is verified, granted, in force, paid for and not withheld now.
    function isUsable(AssetId id) external view returns (bool);
    function idOf(bytes2 office, Kind kind, bytes32 number) external pure returns (AssetId);
    /// @return History head over the asset's events and its liens'.
    function headOf(AssetId id) external view returns (bytes32);
}
