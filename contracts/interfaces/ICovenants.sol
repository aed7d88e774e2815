// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ILendingEvents} from "./ILendingEvents.sol";
import {FacilityId} from "./Types.sol";

/// @title What a borrower has promised beside paying: loan to value and reports; and what follows when it does not keep it
/// @notice Anyone may record a margin call, a default or a cure: what counts is read from the ledger. While a margin call or a
/// default is open nothing can be drawn. Events stand in {ILendingEvents}.
interface ICovenants is ILendingEvents {
    /// @dev As in {Terms}. Both loans to value are zero of an unsecured facility.
    struct Limits {
        uint16 maxLtvBps;
        uint16 drawLtvBps;
        ValuationPolicy policy;
        uint16 graceDays;
        uint32 cureTime;
    }

    /// @param cureBy Last instant in which the open margin call can be cured of right, zero for none.
    /// @param ground Of the default that is recorded. @param waivedUntil Nothing is recorded up to it.
    /// @param filed Bit set of the reports filed.
    struct Watch {
        uint40 cureBy;
        Ground ground;
        uint40 waivedUntil;
        uint64 filed;
    }

    /// Of a facility as it stands now, whatever was recorded. @param value Of its liens.
    struct Standing {
        uint256 outstanding;
        uint256 value;
        bool isAboveLtv;
        bool isOverdue;
        bool isReportMissing;
    }

    /// The caller is frozen or a stranger.
    error CannotTakePart(address caller);
    error NotTheBorrower(FacilityId id, address caller);
    /// Not agreed, or all is due anyway.
    error NotWatched(FacilityId id);
    error NoSuchReport(FacilityId id, uint256 index);
    error AlreadyFiled(FacilityId id, uint256 index);
    error NotBreached(FacilityId id);
    error StillBreached(FacilityId id);
    error AlreadyCalled(FacilityId id, uint256 cureBy);
    error StillCuring(FacilityId id, uint256 cureBy);
    error AlreadyInDefault(FacilityId id, Ground ground);
    error BreachWaived(FacilityId id, uint256 until);
    error NothingToCure(FacilityId id);
    error BadTerms(FacilityId id);

    /// @notice The borrower files a report, late if need be. @param document Hash of it.
    function report(FacilityId id, uint256 index, bytes32 document) external;

    /// @notice Records that more is outstanding than the collateral allows: its value fell, or its valuation expired.
    function callMargin(FacilityId id) external;

    /// @notice Records a default that is one by now.
    function recordDefault(FacilityId id, Ground ground) external;

    /// @notice Ends margin call and default when what was breached is no more: by payment, collateral, a valuation, a report.
    /// @dev Also after the time to cure, as long as the lenders have not made all due.
    function cure(FacilityId id) external;

    /// @notice Sets what a facility's borrower promises. Restricted to lending, as are the next two. What lenders amend was
    /// looked at with {requireGoodLtv} as it was asked for.
    /// @param reportDays Ascending.
    function agree(FacilityId id, Limits calldata limits, uint32[] calldata reportDays) external;

    /// @notice Replaces the limits; which valuation counts stays.
    function amend(FacilityId id, Change calldata change) external;

    /// @notice Ends margin call and default as the lenders have voted.
    function waive(FacilityId id, uint40 until) external;

    /// @return outstanding Principal. @return value Of the liens. @return drawLtvBps Loan to value up to which may be drawn;
    /// of an unsecured facility everything may, on the largest value that can be counted with.
    function coverOf(FacilityId id) external view returns (uint256 outstanding, uint256 value, uint256 drawLtvBps);
    /// @notice Refuses loan to values that no facility can have: both or neither, what may be drawn not more than what may be
    /// outstanding.
    function requireGoodLtv(FacilityId id, uint256 drawLtvBps, uint256 maxLtvBps) external view;
    function limitsOf(FacilityId id) external view returns (Limits memory);
    function reportDaysOf(FacilityId id) external view returns (uint32[] memory);
    function watchOf(FacilityId id) external view returns (Watch memory);
    function standingOf(FacilityId id) external view returns (Standing memory);
}
