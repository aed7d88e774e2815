// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ILendingEvents} from "./ILendingEvents.sol";
import {DrawdownId, FacilityId} from "./Types.sol";

/// @title How a facility is agreed, and how its lenders pay in
/// @notice A facility's id is the hash of its terms, a drawdown's that of what was requested: who signs an act on one has
/// signed its terms. Each lender is liable for its own part alone. Events stand in {ILendingEvents}.
interface ISyndication is ILendingEvents {
    enum DrawStatus {
        NONE,
        OPEN,
        DRAWN,
        /// Not lent: the lenders take back what they paid in.
        REFUNDED
    }

    /// @param accepted Bit set of the lenders that have accepted, by their place.
    /// @param satisfied Bit set of the conditions that the agent has confirmed.
    /// @param heldUntil Last instant in which a vote holds draws and novations.
    /// @param draws Number of draws requested so far. @param openDraw Zero for none.
    struct Agreement {
        uint16 feeBps;
        uint16 majorityBps;
        uint40 availableUntil;
        uint32 maturityDay;
        uint8 conditions;
        uint32 accepted;
        uint64 satisfied;
        uint40 heldUntil;
        uint32 draws;
        DrawdownId openDraw;
    }

    /// @param undrawn What it is still to lend.
    struct Lender {
        address account;
        uint96 undrawn;
    }

    struct DrawState {
        FacilityId facility;
        DrawStatus status;
        uint96 funded;
    }

    struct Novation {
        address to;
        uint96 amount;
        bool isConsented;
    }

    /// The caller is frozen or a stranger.
    error CannotTakePart(address caller);
    error NotTheBorrower(FacilityId id, address caller);
    error NotTheAgent(FacilityId id, address caller);
    error NotALender(FacilityId id, address caller);
    /// Named twice, with nothing to lend, or no financier.
    error BadLender(address lender);
    error LendersOutOfRange(uint256 count, uint256 most);
    error BadTerms(FacilityId id);
    error NotProposed(FacilityId id);
    error NotAgreed(FacilityId id);
    error AlreadyAccepted(FacilityId id, address lender);
    error NoSuchCondition(FacilityId id, uint256 index);
    error AlreadySatisfied(FacilityId id, uint256 index);
    error ConditionsMissing(FacilityId id, uint256 satisfied, uint256 conditions);
    error AvailabilityOver(FacilityId id, uint256 availableUntil);
    error DrawOpen(FacilityId id, DrawdownId drawdown);
    error NoOpenDraw(FacilityId id, DrawdownId drawdown);
    error AmountOutOfRange(FacilityId id, uint256 amount, uint256 most);
    error FundingOver(DrawdownId drawdown, uint256 fundBy);
    error StillFunding(DrawdownId drawdown, uint256 fundBy);
    error VoteOpen(FacilityId id, uint256 votesBy);
    error AlreadyFunded(DrawdownId drawdown, address lender);
    error NothingToFund(DrawdownId drawdown, address lender);
    error NothingToReclaim(DrawdownId drawdown, address lender);
    /// More would be lent than the collateral allows to be drawn.
    error AboveLtv(FacilityId id, uint256 outstanding, uint256 value, uint256 drawLtvBps);
    error NoNovation(FacilityId id, address from);
    error NotConsented(FacilityId id, address from);

    /// @notice The borrower proposes a facility to its lenders.
    function propose(Terms calldata terms) external returns (FacilityId id);

    /// @notice A lender accepts; with the last the facility is agreed.
    function accept(FacilityId id) external;

    /// @notice The borrower or a lender gives up a facility that is not agreed yet.
    function withdraw(FacilityId id, bytes32 reason) external;

    /// @notice The agent confirms that a condition precedent is satisfied. @param evidence Hash of what shows it.
    function satisfy(FacilityId id, uint256 index, bytes32 evidence) external;

    /// @notice The borrower asks for a loan. Refused while another request is open.
    function requestDraw(FacilityId id, Draw calldata draw) external returns (DrawdownId drawdown);

    /// @notice A lender pays in its share of the request, see {shareOf}.
    function fund(DrawdownId drawdown) external;

    /// @notice Ends a request when all have paid in or the time to do so is over: lends what was paid in, if it is at least
    /// the borrower's minimum and the collateral still allows it; else the lenders take it back. Anyone may call it.
    /// @param draw As it was requested.
    function close(FacilityId id, Draw calldata draw) external;

    /// @notice Gives back what a lender paid in and was not lent; anyone may call it, the money only goes to the lender.
    function reclaim(DrawdownId drawdown, address lender) external;

    /// @notice A lender offers its undrawn commitment, or a part of it, to another; a further offer replaces the first.
    function offerNovation(FacilityId id, address to, uint96 amount) external;

    /// @notice The borrower consents to the offer as it stands.
    function consentNovation(FacilityId id, address from, address to, uint96 amount) external;

    /// @notice The new lender takes the commitment over.
    function acceptNovation(FacilityId id, address from, uint96 amount) external;

    /// @notice Replaces the terms on drawing. Restricted to lending, as is the next.
    function amend(FacilityId id, Change calldata change) external;

    /// @notice Holds draws and novations while lenders vote. @param until Last instant of it, zero to let them go on.
    function hold(FacilityId id, uint40 until) external;

    function agreementOf(FacilityId id) external view returns (Agreement memory);
    function lendersOf(FacilityId id) external view returns (Lender[] memory);
    function drawOf(DrawdownId drawdown) external view returns (DrawState memory);
    /// @return What the lender paid in and was neither lent nor taken back.
    function paidIn(DrawdownId drawdown, address lender) external view returns (uint96);
    /// @return What each lender is to pay in of a request of this amount, by the largest remainders of what is undrawn.
    function sharesOf(FacilityId id, uint256 amount) external view returns (uint256[] memory);
    function novationOf(FacilityId id, address from) external view returns (Novation memory);
    function idOf(Terms calldata terms) external pure returns (FacilityId);
    /// @param number Of the request, from 1.
    function drawIdOf(FacilityId id, uint256 number, Draw calldata draw) external pure returns (DrawdownId);
}
