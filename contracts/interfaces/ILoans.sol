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
    /// @param acceleratedAt When all principal became due, zero for not.
    struct Conditions {
        Convention convention;
        uint32 rate;
        uint32 lateRate;
        int32 clock;
        uint40 acceleratedAt;
    }

    /// @param covered Paid by guarantors beside the debt, and not come back, as `owed`, in all, was owed.
    struct Covered {
        uint96 covered;
        uint96 owed;
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
    /// then principal. Of an accelerated facility all drawdowns share: fees, then interest, then principal, each pro rata;
    /// once the lenders are whole with what guarantors paid, the payment is the guarantors'. Anyone may pay. @param named Zero to name none.
    function pay(FacilityId id, DrawdownId named, uint256 amount) external;

    /// @notice Shares what guarantors pay over the lenders of an accelerated facility, by what each drawdown lacks: the
    /// borrower owes as much as before. Interest that runs from then on is the lenders' and the guarantors' in proportion.
    /// @param payer Who holds the money. Restricted to lending, as are all up to {accelerate}.
    function cover(FacilityId id, address payer, uint96 amount) external;

    /// @notice Sets what a facility costs.
    function agree(FacilityId id, Conditions calldata conditions) external;

    /// @notice Opens the books of a drawdown of today. @param fees Due at once. @param schedule Sums to the principal.
    function open(
        FacilityId id,
        DrawdownId drawdown,
        uint96 principal,
        uint96 fees,
        Instalment[] calldata schedule
    ) external;

    /// @notice Changes rates from today on.
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
    /// @return As of the last payment or cover.
    function coveredOf(DrawdownId id) external view returns (Covered memory);
    /// @return owed By the borrower now, of all kinds, due or not.
    /// @return lacking Of that, what the lenders have not received.
    /// @return returned What the borrower paid for the guarantors.
    function standingOf(FacilityId id) external view returns (uint256 owed, uint256 lacking, uint256 returned);
    /// @return Principal that was lent and is not repaid.
    function outstanding(FacilityId id) external view returns (uint256);
    /// @return The day it is in the facility's calendar.
    function today(FacilityId id) external view returns (uint256);
}
