// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ICash} from "./ICash.sol";
import {IClaimToken} from "./IClaimToken.sol";
import {IGuaranteesEvents} from "./IGuaranteesEvents.sol";
import {ILendingEvents} from "./ILendingEvents.sol";
import {Currency, DrawdownId, FacilityId, IntentId} from "./Types.sol";

/// @title Facilities and their drawdowns: units, what was paid on them, and their history
/// @notice A drawdown is a claim; its units are the lenders' principal, and share whatever the borrower pays on it: what a
/// lender gets is what the units it held at the time of a payment get. What is owed is counted by {ILoans}, who lends is
/// agreed in {ISyndication}; both tell it here, so that one head covers all of a facility.
interface IFacilities is IClaimToken, ILendingEvents, IGuaranteesEvents {
    enum FacilityStatus {
        NONE,
        PROPOSED,
        AGREED,
        /// Nothing may be drawn: a margin call or a default is open.
        SUSPENDED,
        /// All that is owed is due.
        ACCELERATED,
        /// Given up before it was agreed.
        WITHDRAWN
    }

    enum DrawdownStatus {
        NONE,
        DRAWN,
        /// Nothing is owed on it any more.
        REPAID
    }

    /// @param seq Number of entries in its history.
    /// @param version Rises with each change of status, and with each amendment.
    struct Facility {
        address borrower;
        Currency currency;
        FacilityStatus status;
        uint32 seq;
        uint32 version;
        address agent;
    }

    /// @param isClosed All units are redeemed, and all that was paid is paid out.
    /// @param version Rises with each payment, and with each entry on cover.
    /// @param principal Units issued: what was lent.
    /// @param received Paid on it in all: what its units share. @param paidOut Of that, withdrawn by holders.
    /// @param remainders What rounding kept from holders whose shares are final, times the units issued.
    struct Drawdown {
        FacilityId facility;
        DrawdownStatus status;
        bool isClosed;
        uint32 version;
        uint32 seq;
        uint96 principal;
        uint96 received;
        uint96 paidOut;
        uint96 redeemed;
        uint256 remainders;
    }

    event DrawdownClosed(uint256 indexed id, uint32 seq, IntentId intent, uint256 dust);
    event CashSet(Currency indexed currency, ICash cash);

    error UnknownFacility(FacilityId id);
    error FacilityExists(FacilityId id);
    error UnknownDrawdown(DrawdownId id);
    error DrawdownExists(DrawdownId id);
    error UnknownCurrency(Currency currency);
    error CurrencySet(Currency currency);
    error WrongFacilityStatus(FacilityId id, FacilityStatus status);
    error NotRepaid(DrawdownId id);
    error NothingToRedeem(DrawdownId id, address holder);

    /// @notice Burns the caller's units of a drawdown that is repaid, and pays what is left for them.
    function redeem(DrawdownId id) external;
    function redeemFor(DrawdownId id, address holder) external;

    /// @notice Enters a facility that its borrower proposes. Restricted to lending, as are all up to {setCash}.
    /// @param data As in {record}, of {ILendingEvents-FacilityProposed}.
    function propose(FacilityId id, address borrower, address agent, Currency currency, bytes calldata data) external;

    /// @notice Sets the facility's status, and adds an entry to its history.
    /// @param data The entry as its event is encoded, with sequence number and intent left zero.
    function record(FacilityId id, FacilityStatus status, bytes32 topic, bytes calldata data) external;

    /// @notice Issues units to those who lend. @param data As in {record}, of {ILendingEvents-Drawn}.
    function draw(
        FacilityId id,
        DrawdownId drawdown,
        address[] calldata lenders,
        uint256[] calldata amounts,
        bytes calldata data
    ) external;

    /// @notice Takes a payment from whom the caller acts for.
    /// @param shared Of what is held, what the units share by it.
    /// @param isRepaid Nothing is owed on the drawdown any more. @param data As in {record}, of {ILendingEvents-Repaid}.
    function receivePayment(
        DrawdownId id,
        address payer,
        uint96 amount,
        uint96 shared,
        bool isRepaid,
        bytes calldata data
    ) external;

    /// @notice Takes cover, and shares it over the units. @param data As in {record}, of {ILendingEvents-CoverReceived}.
    function receiveCover(DrawdownId id, address payer, uint96 amount, bytes calldata data) external;

    /// @notice Adds an entry to the drawdown's history that says how the last payment bears on its cover.
    /// @param data As in {record}.
    function recordCover(DrawdownId id, bytes32 topic, bytes calldata data) external;

    /// @notice Makes facilities accept a currency. Restricted to the governor.
    function setCash(ICash cash) external;

    function facility(FacilityId id) external view returns (Facility memory);
    function drawdown(DrawdownId id) external view returns (Drawdown memory);
    function cashOf(Currency currency) external view returns (ICash);
    /// @return Units that were seized while they were locked, in all so far: whoever voted with them has lost them.
    function seizedOf(DrawdownId id) external view returns (uint256);
}
