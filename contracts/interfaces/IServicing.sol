// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {BankRef, ClaimId} from "./Types.sol";
import {IServicingEvents} from "./IServicingEvents.sol";

/// @title What happens to a claim between acknowledgement and the last payment
/// @notice Disputes, credit notes, amendments, recourse and write-off. What it does is told in the claim's history, see
/// {IServicingEvents}.
interface IServicing is IServicingEvents {
    /// @param amount Of the debt, in minor units. @param resolveBy Instant by which the parties mean to settle it.
    struct Dispute {
        uint96 amount;
        uint40 resolveBy;
    }

    /// A credit note that the seller has issued and the debtor has not answered yet.
    struct Credit {
        uint96 amount;
        Making making;
        bytes32 documentRoot;
    }

    /// Other terms of an unsold and unpaid claim that the seller has asked the debtor for.
    struct Amendment {
        uint40 dueAt;
        bytes32 documentRoot;
    }

    /// The seller's promise to buy back what its debtor does not pay.
    /// @param grace Seconds after the due date from which holders can put their units. @param buyBackTime Seconds that the
    /// seller has to pay from then on.
    struct Recourse {
        bool given;
        uint32 grace;
        uint32 buyBackTime;
    }

    /// What the debtor may keep if it pays the rest in time.
    /// @param bps Hundredths of a percent of what is acknowledged and not credited. @param until Last instant to take it.
    struct Discount {
        uint16 bps;
        uint40 until;
    }

    /// The caller is frozen.
    error CannotAct(address caller);
    error NotTheSeller(ClaimId id, address caller);
    error NotTheDebtor(ClaimId id, address caller);
    error NotAParty(ClaimId id, address caller);
    error NotAcknowledged(ClaimId id);
    error NotRegistered(ClaimId id);
    error DefencesWaived(ClaimId id);
    error AmountOutOfRange(ClaimId id, uint256 amount, uint256 most);
    error DeadlinePassed(ClaimId id, uint256 deadline);
    error NotDisputed(ClaimId id);
    error CreditOpen(ClaimId id);
    error NoCredit(ClaimId id);
    error NoAmendment(ClaimId id);
    /// What was proposed is not what the caller accepts.
    error OtherTerms(ClaimId id);
    error AlreadySold(ClaimId id);
    error RecourseFixed(ClaimId id);
    error DiscountFixed(ClaimId id);
    error NoDiscount(ClaimId id);
    /// Who takes a discount pays the rest and disputes nothing of it.
    error StillDisputed(ClaimId id);
    /// What is left of the wire is not in suspense: it paid the debt, or went back to the debtor.
    error NotInSuspense(ClaimId id, uint256 amount, uint256 suspense);
    error NoRecourse(ClaimId id);
    error NotInDefault(ClaimId id, uint256 from);
    error PutOpen(ClaimId id, address holder);
    error NoPut(ClaimId id, address holder);
    error StillDue(ClaimId id, address holder);

    /// @notice The seller cancels a claim that nobody acknowledged or paid: its units are burnt, its tag stays taken.
    function cancel(ClaimId id, bytes32 reason) external;

    /// @notice The debtor says that it will not acknowledge the claim, and why. It may still do so later.
    function reject(ClaimId id, bytes32 reason) external;

    /// @notice The debtor disputes a part of what it acknowledged, unless it waived its defences. A dispute stops sales and
    /// transfers, never a payment or a withdrawal; a further one replaces the first.
    function dispute(ClaimId id, uint96 amount, uint40 resolveBy, bytes32 reason) external;

    /// @notice The debtor no longer disputes.
    function withdrawDispute(ClaimId id, bytes32 reason) external;

    /// @notice The seller issues a credit note: the debtor shall owe less.
    function proposeCredit(ClaimId id, uint96 amount, Making making, bytes32 documentRoot) external;

    /// @notice The debtor turns down a credit note, or the seller takes it back.
    function declineCredit(ClaimId id, bytes32 reason) external;

    /// @notice The debtor accepts a credit note: it owes less by the amount, which is made good as the seller proposed. What
    /// is disputed, see {disputeOf}, is less by the amount, too.
    function acceptCredit(ClaimId id, uint96 amount, bytes32 documentRoot) external;

    /// @notice The seller pays on what it owes for credit notes.
    function payCredit(ClaimId id, uint96 amount) external;

    /// @notice The seller asks for another due date or corrected documents while it holds all units and nothing is paid.
    function proposeAmendment(ClaimId id, uint40 dueAt, bytes32 documentRoot) external;

    function acceptAmendment(ClaimId id, uint40 dueAt, bytes32 documentRoot) external;

    /// @notice The seller promises, once and before its first transfer, to buy units back if the debtor does not pay.
    function giveRecourse(ClaimId id, uint32 grace, uint32 buyBackTime) external;

    /// @notice The seller grants a cash discount, once and before its first transfer: who buys units knows of it.
    function grantDiscount(ClaimId id, uint16 bps, uint40 until) external;

    /// @notice The debtor, who has paid all but the discount in time, keeps the rest: at most
    /// `floor((acknowledged - credited) x bps / 10,000)`. It is dilution: the seller owes it to the holders instead.
    function takeDiscount(ClaimId id) external;

    /// @notice A wire was recalled: takes what it brought out of suspense and burns it. What paid the debt stays with the
    /// holders. Restricted to settlement banks: the one that booked it.
    /// @param left What was booked and is not recalled yet.
    function recallWire(ClaimId id, BankRef ref, uint256 left, uint96 amount, bytes32 reason) external;

    /// @notice A holder demands that the seller buys units back; they are locked until then.
    function put(ClaimId id, uint96 units) external;

    /// @notice The holder unlocks its units; anybody may, once nothing is due on the claim any more.
    function withdrawPut(ClaimId id, address holder) external;

    /// @notice The seller buys back what a holder has put: `ceil(units x what the units have not received / all units)`.
    /// @return price Paid to the holder, who keeps what it has earned so far.
    function buyBack(ClaimId id, address holder) external returns (uint256 price);

    /// @notice Records that the debtor is not expected to pay. Later payments still reach the holders. Restricted to the
    /// registrar.
    function writeOff(ClaimId id, bytes32 reason) external;

    /// @return What the debtor disputes, never more than it still owes: what it pays, it does not dispute any more.
    function disputeOf(ClaimId id) external view returns (Dispute memory);
    function creditOf(ClaimId id) external view returns (Credit memory);
    function amendmentOf(ClaimId id) external view returns (Amendment memory);
    function recourseOf(ClaimId id) external view returns (Recourse memory);
    function discountOf(ClaimId id) external view returns (Discount memory);
    /// @return Instant until which the seller has time to buy back what the holder has put, zero for no put.
    function putDeadlineOf(ClaimId id, address holder) external view returns (uint40);
    /// @return What the debtor still owes, in minor units.
    function debtorDue(ClaimId id) external view returns (uint256);
    /// @return What the seller still owes for credit notes, in minor units.
    function sellerDue(ClaimId id) external view returns (uint256);
    /// @return What buying the units back costs now.
    function buyBackPrice(ClaimId id, uint256 units) external view returns (uint256);
}
