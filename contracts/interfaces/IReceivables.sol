// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {BankRef, ClaimId, Currency, IntentId} from "./Types.sol";
import {ICash} from "./ICash.sol";
import {IClaimToken} from "./IClaimToken.sol";
import {IFingerprints} from "./IFingerprints.sol";
import {IGuaranteesEvents} from "./IGuaranteesEvents.sol";
import {IServicingEvents} from "./IServicingEvents.sol";

/// @title Claims on debtors: from a registered invoice to the last payment
interface IReceivables is IClaimToken, IServicingEvents, IGuaranteesEvents {
    enum Status {
        NONE,
        REGISTERED,
        ACKNOWLEDGED,
        SETTLED,
        CANCELLED,
        WRITTEN_OFF
    }

    /// Where money for a claim came from: TURN_OVER is the seller passing on what the debtor paid it by mistake, DILUTION
    /// the seller paying what its credit notes took off the debtor's obligation.
    enum Source {
        DEBTOR,
        THIRD_PARTY,
        BANK,
        TURN_OVER,
        DILUTION
    }

    /// @param currency ISO 4217 code; a Cash contract must exist for it.
    /// @param face Amount payable, in minor units.
    /// @param dueAt Instant after which the claim is overdue.
    struct Registration {
        Currency currency;
        uint96 face;
        uint40 dueAt;
        IFingerprints.Fingerprint fingerprint;
        bytes signature;
    }

    /// @param amount What the debtor acknowledges, at most the face.
    /// @param dueAt Instant after which the claim is overdue.
    /// @param waivers Bit set of {Waivers}.
    /// @param terms Hash of the discount and calendar terms, zero for none.
    struct Acknowledgement {
        ClaimId id;
        uint96 amount;
        uint40 dueAt;
        uint8 waivers;
        bytes32 terms;
    }

    /// What servicing changes on a claim.
    /// @param status The claim's status from now on.
    /// @param isDisputed Whether it stands disputed from now on.
    /// @param dueAt Instant after which it is overdue.
    /// @param dilutedBy Taken off the debtor's obligation; the seller owes it instead.
    /// @param reducedBy Taken off the issue and out of the seller's units; nothing may have been received yet.
    /// @param isCover Whether guarantors pay the holders, and not the seller what it owes.
    /// @param paid Taken from the caller's cash as cover, which leaves the debt what it is, else from the seller's.
    /// @param recalled Taken out of suspense, for a wire that was recalled.
    struct Change {
        Status status;
        bool isDisputed;
        uint40 dueAt;
        uint96 dilutedBy;
        uint96 reducedBy;
        bool isCover;
        uint96 paid;
        uint96 recalled;
    }

    /// @param units Units issued: the face until acknowledgement, then the acknowledged amount less what credit notes took
    /// off before anything was received; never lowered by redemption.
    /// @param debtorPaid Paid on the debtor's obligation, by whomever.
    /// @param diluted Taken off the debtor's obligation by credit notes; what the seller owes instead.
    /// @param sellerPaid Paid by the seller on that.
    /// @param covered Paid to the holders by guarantors, less what debtor and seller have paid for the guarantors since.
    /// Units share `debtorPaid + sellerPaid + covered`.
    /// @param paidOut Withdrawn by holders.
    /// @param suspense Received in excess of what was due, to be refunded to the debtor.
    struct Claim {
        address seller;
        address debtor;
        Currency currency;
        Status status;
        uint8 waivers;
        bool sameNumber;
        bool isDisputed;
        uint40 dueAt;
        uint96 units;
        uint96 debtorPaid;
        uint96 diluted;
        uint96 sellerPaid;
        uint96 covered;
        uint96 paidOut;
        uint96 suspense;
        uint32 version;
        uint32 seq;
    }

    event Registered(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        address seller,
        address debtor,
        Currency currency,
        uint256 face,
        uint40 dueAt,
        bytes32 documentRoot,
        bool sameNumber
    );
    event Acknowledged(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        uint256 amount,
        uint40 dueAt,
        uint8 waivers,
        bytes32 terms
    );
    event Cancelled(uint256 indexed id, uint32 seq, IntentId intent, bytes32 reason);
    /// @param received By the units, cover included: what the amount exceeds its rise by is the guarantors'.
    event Paid(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        address payer,
        uint256 amount,
        Source source,
        BankRef ref,
        uint256 received
    );
    event Suspended(uint256 indexed id, uint32 seq, IntentId intent, uint256 amount, uint256 suspense);
    event Refunded(uint256 indexed id, uint32 seq, IntentId intent, address to, uint256 amount);
    event Settled(uint256 indexed id, uint32 seq, IntentId intent);
    /// @notice All units are redeemed; what rounding left over went to the seller.
    event Closed(uint256 indexed id, uint32 seq, IntentId intent, uint256 dust);
    event CashSet(Currency indexed currency, ICash cash);

    error UnknownClaim(ClaimId id);
    error UnknownCurrency(Currency currency);
    error CurrencySet(Currency currency);
    error NotSeller(address caller, address seller);
    error NotDebtor(address caller, address debtor);
    error CannotActAs(address account, uint16 roles);
    error SelfDealing(address account);
    error ZeroAmount();
    error ZeroDueDate();
    error AmountAboveFace(ClaimId id, uint256 amount, uint256 face);
    error AmountBelowPaid(ClaimId id, uint256 amount, uint256 paid);
    error ExceedsDue(ClaimId id, uint256 amount, uint256 due);
    error UnknownWaiver(uint8 waivers);
    /// The seller used the number before, with another date: the debtor must say that both invoices are real.
    error SameNumberNotAccepted(ClaimId id);
    error ForbiddenTransition(ClaimId id, Status from, Status to);
    error WrongStatus(ClaimId id, Status status);
    error AlreadyReceived(ClaimId id, uint256 received);
    error NothingInSuspense(ClaimId id);
    error NothingToRedeem(ClaimId id, address holder);

    /// @notice Registers an invoice of the caller as a claim and issues its units to the caller.
    function register(Registration calldata registration) external returns (ClaimId id);

    /// @notice The same for the caller of a system contract, which alone can call it.
    function registerFor(address seller, Registration calldata registration) external returns (ClaimId id);

    /// @notice The debtor acknowledges that it owes the amount. Units above the amount are burnt.
    function acknowledge(Acknowledgement calldata acknowledgement) external;

    /// @notice The same for the caller of a system contract, which alone can call it.
    function acknowledgeFor(address debtor, Acknowledgement calldata acknowledgement) external;

    /// @notice Pays on the claim from the caller's cash; works under pause.
    function pay(ClaimId id, uint256 amount) external;

    /// @notice Books a wire to the claim; what exceeds the debt goes to suspense. Restricted to settlement banks.
    function payFromBank(ClaimId id, uint256 amount, BankRef ref) external;

    /// @notice Pays what stands in suspense back to the debtor. Anyone may call it.
    function refund(ClaimId id) external returns (uint256 amount);

    /// @notice Pays out and burns all units of the caller, once the claim is settled.
    function redeem(ClaimId id) external;

    /// @notice The same for another holder; anyone may call it.
    function redeemFor(ClaimId id, address holder) external;

    /// @notice Changes a claim and tells why in its history. Restricted to the servicing contract, which has checked who acts.
    /// @param topic Of the event. @param arguments What follows id, sequence and intent in it: static words only.
    function service(ClaimId id, bytes32 topic, bytes calldata arguments, Change calldata change) external;

    /// @notice Names the Cash contract of a currency, once. Restricted to the governor.
    function setCash(ICash cash) external;

    function claim(ClaimId id) external view returns (Claim memory);
    function outstandingUnits(ClaimId id) external view returns (uint256);
}
