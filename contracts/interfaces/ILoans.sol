// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Accrual, Row} from "../libraries/Accrual.sol";
import {Convention} from "../libraries/DayCount.sol";
import {Instalment} from "../libraries/Schedule.sol";
import {Debt} from "../libraries/Waterfall.sol";
import {DrawdownId, FacilityId} from "./Types.sol";

/// @title What is owed on the drawdowns of a facility, what falls due, and how a payment is used
/// @notice Days are numbers of days since 1970-01-01 in the facility's calendar, rates parts of a million a year, amounts
/// minor units.
interface ILoans {
    /// @param clock Seconds by which the facility's calendar is ahead of UTC.
    /// @param isAccelerated All principal is due.
    struct Conditions {
        Convention convention;
        uint32 rate;
        uint32 lateRate;
        int32 clock;
        bool isAccelerated;
    }

    error UnknownLoans(FacilityId id);
    error NotOfFacility(FacilityId id, DrawdownId drawdown);
    error NothingPaid(FacilityId id);
    /// More than is owed, due or not, on the drawdown named or on all.
    error ExceedsOwed(FacilityId id, uint256 left);
    error TooManyDrawdowns(FacilityId id, uint256 most);
    error BackInTime(DrawdownId id, uint256 day, uint256 accruedTo);
    /// The payer is frozen or a stranger.
    error CannotPay(address payer);

    /// @notice Pays on a facility: on the drawdown named, or else on the oldest due, then on the next; fees, then interest,
    /// then principal. Of an accelerated facility all drawdowns share: fees, then interest, then principal, each pro rata.
    /// Anyone may pay. @param named Zero to name none.
    function pay(FacilityId id, DrawdownId named, uint256 amount) external;

    /// @notice Sets what a facility costs. Restricted to lending, as are the next two.
    function agree(FacilityId id, Conditions calldata conditions) external;

    /// @notice Opens the books of a drawdown of today. @param fees Due at once. @param schedule Sums to the principal.
    function open(
        FacilityId id,
        DrawdownId drawdown,
        uint96 principal,
        uint96 fees,
        Instalment[] calldata schedule
    ) external;

    /// @notice Changes rates from today on. Restricted to lending, as is the next.
    function amend(FacilityId id, uint32 rate, uint32 lateRate) external;

    /// @notice Makes all that is owed due.
    function accelerate(FacilityId id) external;

    /// @return Whether anything due on any drawdown has been unpaid for longer than so many days.
    function isOverdue(FacilityId id, uint256 graceDays) external view returns (bool);
    function conditionsOf(FacilityId id) external view returns (Conditions memory);
    function drawdownsOf(FacilityId id) external view returns (DrawdownId[] memory);
    /// @return What stands in the books since the last payment.
    function bookOf(DrawdownId id) external view returns (Accrual.Book memory);
    function scheduleOf(DrawdownId id) external view returns (Row[] memory);
    /// @return owed Of each kind at the end of a day not before the last payment, the principal whether due or not.
    /// @return due What of it is due by then.
    /// @return dueSince Due day of the oldest instalment that is due and not paid in full, zero for none.
    function owedAt(
        DrawdownId id,
        uint256 day
    ) external view returns (Debt memory owed, Debt memory due, uint256 dueSince);
    /// @return Principal that was lent and is not repaid.
    function outstanding(FacilityId id) external view returns (uint256);
    /// @return The day it is in the facility's calendar.
    function today(FacilityId id) external view returns (uint256);
}
