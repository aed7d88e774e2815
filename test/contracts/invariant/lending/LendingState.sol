// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ICovenants} from "../../../../contracts/interfaces/ICovenants.sol";
import {IFacilities} from "../../../../contracts/interfaces/IFacilities.sol";
import {ILendingEvents} from "../../../../contracts/interfaces/ILendingEvents.sol";
import {ILoans} from "../../../../contracts/interfaces/ILoans.sol";
import {ISyndication} from "../../../../contracts/interfaces/ISyndication.sol";
import {IVotes} from "../../../../contracts/interfaces/IVotes.sol";
import {AssetId} from "../../../../contracts/interfaces/Types.sol";
import {LendingNetwork} from "./LendingNetwork.sol";

/// Facilities and drawdowns as the logs tell them; nothing of it is read from the contracts.
abstract contract LendingState is LendingNetwork {
    /// @param votedIn Number of the vote for which an account's units are locked. @param voted Units, by vote and drawdown.
    /// @param seized Locked units that were seized. @param seizedBefore Of them, before the first were voted with.
    struct FacilityState {
        IFacilities.Facility seen;
        ISyndication.Agreement agreement;
        ISyndication.Lender[] lenders;
        ICovenants.Limits limits;
        ICovenants.Watch watch;
        ILoans.Conditions conditions;
        IVotes.Vote vote;
        uint256[] drawdowns;
        mapping(address from => ISyndication.Novation) novations;
        mapping(address voter => uint256) votedIn;
        mapping(uint256 number => mapping(uint256 drawdown => uint256)) voted;
        mapping(uint256 drawdown => uint256) seized;
        mapping(uint256 number => mapping(uint256 drawdown => uint256)) seizedBefore;
    }

    /// What is owed on a drawdown, counted day by day. @param day Up to which. @param next First instalment not due by then.
    /// @param firstOpen First instalment not paid in full when the ledger last counted.
    struct Count {
        uint256 day;
        uint256 next;
        uint256 firstOpen;
        uint256 principal;
        uint256 principalPaid;
        uint256 fees;
        uint256 feesPaid;
        uint256 interestDue;
        uint256 interestPaid;
        uint256 latePaid;
        uint256 exact;
        uint256 lateExact;
    }

    struct DueRow {
        uint256 dueDay;
        uint256 principalTo;
        uint256 interestTo;
    }

    /// @param earned Units times what was paid while they were held.
    struct Holding {
        uint256 units;
        uint256 frozen;
        uint256 locked;
        uint256 withdrawn;
        uint256 earned;
    }

    /// @param shares What each lender is to pay in, by its place. @param paidIn Neither lent nor taken back.
    struct DrawdownState {
        IFacilities.Drawdown seen;
        ISyndication.DrawState draw;
        uint256[] shares;
        Count count;
        DueRow[] rows;
        mapping(address lender => uint256) paidIn;
        mapping(address holder => Holding) holding;
    }

    struct Valuation {
        uint96 value;
        uint40 date;
        uint40 expiresAt;
    }

    /// @param secured By the facility's one lien on the asset.
    struct Security {
        AssetId asset;
        uint256 secured;
        Valuation[] valuations;
    }

    mapping(uint256 id => FacilityState) internal facilityStates;
    mapping(uint256 id => DrawdownState) internal drawdownStates;
    mapping(uint256 id => Security) internal securities;
    uint256[] internal allFacilities;
    uint256[] internal allDrawdowns;
    mapping(uint256 id => bytes32) internal heads;
    mapping(uint256 id => uint32) internal sequences;
    /// Held by Facilities: paid on drawdowns and not paid out.
    uint256 internal heldForHolders;
    /// Held by Syndication: paid in, neither lent nor taken back.
    uint256 internal heldForLenders;
    mapping(string what => uint256) private _occasions;

    function occasionsOf(string calldata what) external view returns (uint256) {
        return _occasions[what];
    }

    function _occasion(bool seenNow, string memory what) internal {
        if (seenNow) ++_occasions[what];
    }

    function _outstandingOf(uint256 id) internal view returns (uint256 sum) {
        uint256[] storage all = facilityStates[id].drawdowns;
        for (uint256 i = 0; i < all.length; ++i) {
            Count storage c = drawdownStates[all[i]].count;
            unchecked {
                sum += c.principal - c.principalPaid;
            }
        }
    }

    function _undrawnOf(uint256 id) internal view returns (uint256 sum) {
        ISyndication.Lender[] storage lenders = facilityStates[id].lenders;
        for (uint256 i = 0; i < lenders.length; ++i) sum += lenders[i].undrawn;
    }

    /// @return Place of a lender; the number of lenders for anybody else.
    function _placeOf(uint256 id, address lender) internal view returns (uint256) {
        ISyndication.Lender[] storage lenders = facilityStates[id].lenders;
        for (uint256 i = 0; i < lenders.length; ++i) if (lenders[i].account == lender) return i;
        return lenders.length;
    }

    /// What the facility's lien counts for now, from the valuations that were made.
    function _countableOf(uint256 id) internal view returns (uint256) {
        Security storage s = securities[id];
        bool isLowest = facilityStates[id].limits.policy == ILendingEvents.ValuationPolicy.LOWEST;
        (bool found, uint256 value, uint256 date) = (false, 0, 0);
        for (uint256 i = 0; i < s.valuations.length; ++i) {
            Valuation storage v = s.valuations[i];
            if (block.timestamp >= v.expiresAt) continue;
            bool isBetter = isLowest ? v.value < value : v.date > date || (v.date == date && v.value < value);
            if (!found || isBetter) (found, value, date) = (true, v.value, v.date);
        }
        return value < s.secured ? value : s.secured;
    }

    function _isVoteOpen(uint256 id) internal view returns (bool) {
        IVotes.Vote storage v = facilityStates[id].vote;
        return v.number != 0 && !v.isCarried && block.timestamp <= v.votesBy;
    }

    function _todayOf(uint256 id) internal view returns (uint256) {
        return uint256(int256(block.timestamp) + facilityStates[id].conditions.clock) / 1 days;
    }
}
