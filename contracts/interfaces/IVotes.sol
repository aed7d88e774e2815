// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ILendingEvents} from "./ILendingEvents.sol";
import {FacilityId} from "./Types.sol";

/// @title How the lenders of a facility decide
/// @notice A vote weighs the principal outstanding on the voter's units and the commitment that it has not lent. It locks the
/// units, and nothing is drawn or novated meanwhile, so that nothing votes twice. The vote that reaches what is needed carries
/// out what was voted on. What the borrower itself holds does not count. Events stand in {ILendingEvents}.
interface IVotes is ILendingEvents {
    /// @param number From 1: a further one on a facility replaces the first once that is over.
    /// @param undrawn Commitment that was voted with.
    struct Vote {
        Motion motion;
        bool isCarried;
        uint32 number;
        uint40 votesBy;
        uint40 waivedUntil;
        uint96 undrawn;
        Change change;
    }

    error CannotTakePart(address caller);
    error NotTheBorrower(FacilityId id, address caller);
    error BorrowerCannotVote(FacilityId id, address caller);
    error NoDefault(FacilityId id);
    error NotVotable(FacilityId id);
    error VoteOpen(FacilityId id, uint256 votesBy);
    error NoVote(FacilityId id, uint256 number);
    error VotesByOutOfRange(FacilityId id, uint256 votesBy, uint256 most);
    error AlreadyVoted(FacilityId id, address voter);
    error NothingToVote(FacilityId id, address voter);
    error NotLocked(FacilityId id, address voter);

    /// @notice The borrower asks its lenders not to act on a breach, up to an instant. @param document Hash of what it says.
    function askWaiver(FacilityId id, uint40 votesBy, uint40 until, bytes32 document) external;

    /// @notice The borrower asks its lenders to change terms.
    function askAmendment(FacilityId id, uint40 votesBy, Change calldata change, bytes32 document) external;

    /// @notice A lender asks the others to make all due, and votes for it. Takes the place of what the borrower has asked for.
    function askAcceleration(FacilityId id, uint40 votesBy, bytes32 document) external;

    /// @notice Votes for what is asked. @param number Of the vote, which names what is voted on.
    function vote(FacilityId id, uint256 number) external;

    /// @notice Unlocks a voter's units once the vote is over; anyone may call it.
    function release(FacilityId id, address voter) external;

    function voteOf(FacilityId id) external view returns (Vote memory);
    /// @return number Of the vote for which the voter's units are locked, zero for none.
    function votedIn(FacilityId id, address voter) external view returns (uint256 number);
    /// @return cast Weight of the votes. @return total Weight of all lenders. @return isUnanimous Whether all have voted.
    function tallyOf(FacilityId id) external view returns (uint256 cast, uint256 total, bool isUnanimous);
}
