// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IFacilities} from "../../../../contracts/interfaces/IFacilities.sol";
import {ILendingEvents} from "../../../../contracts/interfaces/ILendingEvents.sol";
import {ICovenants} from "../../../../contracts/interfaces/ICovenants.sol";
import {ILoans} from "../../../../contracts/interfaces/ILoans.sol";
import {FacilityId} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {HoldingsMirror} from "./HoldingsMirror.sol";

/// What lenders decide: who votes with what, what that weighs, and what is carried.
abstract contract VotesMirror is HoldingsMirror {
    /// Data of {ILendingEvents-VoteOpened} and {ILendingEvents-VoteCast}: more values than the stack takes.
    struct Opened {
        uint32 seq;
        bytes32 intent;
        uint256 number;
        ILendingEvents.Motion motion;
        address by;
        uint256 votesBy;
        bytes32 document;
        uint256 waivedUntil;
        ILendingEvents.Change change;
    }

    struct Cast {
        uint32 seq;
        bytes32 intent;
        uint256 number;
        address voter;
        uint256 undrawn;
        uint256[] drawdowns;
        uint256[] units;
        uint256 weight;
        uint256 total;
    }

    /// Enough have voted, and it is not carried.
    bool internal isCarryDue;

    function _onVoteOpened(uint256 id, Vm.Log memory l) internal {
        Opened memory o = abi.decode(l.data, (Opened));
        FacilityState storage f = facilityStates[id];
        _rule(o.number == f.vote.number + 1, "18", "votes are not numbered one by one");
        bool isLender = o.motion == ILendingEvents.Motion.ACCELERATION;
        _rule(isLender == (o.by != f.seen.borrower), "18", "a vote is asked for by who may not");
        _rule(isLender || !_isVoteOpen(id), "18", "the borrower asks while a vote is open");
        f.vote.motion = o.motion;
        f.vote.isCarried = false;
        f.vote.number = uint32(o.number);
        f.vote.votesBy = uint40(o.votesBy);
        f.vote.waivedUntil = uint40(o.waivedUntil);
        f.vote.undrawn = 0;
        f.vote.change = o.change;
        f.agreement.heldUntil = uint40(o.votesBy);
    }

    /// Units that are neither frozen nor voted with before, and the commitment that is not lent.
    function _onVoteCast(uint256 id, Vm.Log memory l) internal {
        Cast memory c = abi.decode(bytes.concat(abi.encode(uint256(0x20)), l.data), (Cast));
        FacilityState storage f = facilityStates[id];
        bool isFirst = f.votedIn[c.voter] != c.number && c.voter != f.seen.borrower;
        _rule(isFirst, "18", "somebody votes twice, or the borrower does");
        _rule(_isVoteOpen(id) && f.vote.number == c.number, "18", "somebody votes on what is over");
        uint256 place = _placeOf(id, c.voter);
        uint256 undrawn = place < f.lenders.length ? f.lenders[place].undrawn : 0;
        _rule(c.undrawn == undrawn, "18", "a vote has another commitment than the voter");
        f.votedIn[c.voter] = c.number;
        f.vote.undrawn += uint96(c.undrawn);
        for (uint256 i = 0; i < c.drawdowns.length; ++i) {
            DrawdownState storage d = drawdownStates[c.drawdowns[i]];
            Holding storage h = d.holding[c.voter];
            uint256 free = h.units > h.frozen ? h.units - h.frozen : 0;
            if (d.seen.status != IFacilities.DrawdownStatus.DRAWN) free = 0;
            _rule(c.units[i] == free, "18", "a vote has other units than the voter");
            h.locked = c.units[i];
            if (f.voted[c.number][c.drawdowns[i]] == 0) {
                f.seizedBefore[c.number][c.drawdowns[i]] = f.seized[c.drawdowns[i]];
            }
            f.voted[c.number][c.drawdowns[i]] += c.units[i];
        }
        (uint256 weight, uint256 total, ) = _tallyOf(id);
        _rule(weight == c.weight && total == c.total, "18", "votes weigh another sum than is outstanding and undrawn");
        _rule(weight <= total, "18", "more votes are cast than there are");
        isCarryDue = _isEnough(id);
        _occasion(!isCarryDue, "voted without carrying");
    }

    /// Also after units have moved without a vote.
    function _compareTally(uint256 id) internal {
        if (facilityStates[id].vote.number == 0) return;
        (uint256 weight, uint256 total, ) = _tallyOf(id);
        (uint256 cast, uint256 all, ) = votes.tallyOf(FacilityId.wrap(id));
        _rule(cast == weight && all == total, "18", "votes weigh another sum once units have moved");
    }

    function _onVoteCarried(uint256 id) internal {
        FacilityState storage f = facilityStates[id];
        _rule(_isEnough(id), "18", "a vote is carried by too few");
        isCarryDue = false;
        f.vote.isCarried = true;
        f.agreement.heldUntil = 0;
        if (f.vote.motion == ILendingEvents.Motion.WAIVER) _occasion(true, "waived");
        _occasion(_needsAll(id), "carried by all");
    }

    function _onVoteReleased(uint256 id, Vm.Log memory l) internal {
        (, , address voter, uint256[] memory drawdowns) = abi.decode(l.data, (uint32, bytes32, address, uint256[]));
        FacilityState storage f = facilityStates[id];
        bool isOver = f.votedIn[voter] != f.vote.number || !_isVoteOpen(id);
        _rule(isOver, "18", "units are released while their vote is open");
        delete f.votedIn[voter];
        for (uint256 i = 0; i < drawdowns.length; ++i) drawdownStates[drawdowns[i]].holding[voter].locked = 0;
    }

    /// Interest runs by the former rates up to the day.
    function _onAmended(uint256 id, Vm.Log memory l) internal {
        (, , uint256 day, ILendingEvents.Change memory c) = abi.decode(
            l.data,
            (uint32, bytes32, uint256, ILendingEvents.Change)
        );
        FacilityState storage f = facilityStates[id];
        _rule(keccak256(abi.encode(c)) == keccak256(abi.encode(f.vote.change)), "18", "another change than voted on");
        bool isSameRate = c.rate == f.conditions.rate && c.lateRate == f.conditions.lateRate;
        _occasion(!isSameRate && _outstandingOf(id) != 0, "another rate on what is owed");
        _countAllTo(id, day);
        (f.conditions.rate, f.conditions.lateRate) = (c.rate, c.lateRate);
        (f.agreement.availableUntil, f.agreement.maturityDay) = (c.availableUntil, c.maturityDay);
        f.limits = ICovenants.Limits(c.maxLtvBps, c.drawLtvBps, f.limits.policy, c.graceDays, c.cureTime);
    }

    function _onAccelerated(uint256 id, Vm.Log memory l) internal {
        (, , uint256 day) = abi.decode(l.data, (uint32, bytes32, uint256));
        FacilityState storage f = facilityStates[id];
        bool isDefault = f.watch.ground != ILendingEvents.Ground.NONE;
        _rule(isDefault && f.vote.isCarried, "18", "a facility is accelerated without a default or a vote");
        _countAllTo(id, day);
        f.conditions.acceleratedAt = uint40(block.timestamp);
        f.seen.status = IFacilities.FacilityStatus.ACCELERATED;
        _occasion(f.drawdowns.length > 1, "several loans accelerated");
    }

    function _isEnough(uint256 id) internal view returns (bool) {
        (uint256 weight, uint256 total, bool isByAll) = _tallyOf(id);
        if (isByAll) return true;
        return !_needsAll(id) && weight * 10_000 > total * facilityStates[id].agreement.majorityBps;
    }

    function _needsAll(uint256 id) internal view returns (bool) {
        FacilityState storage f = facilityStates[id];
        if (f.vote.motion != ILendingEvents.Motion.AMENDMENT) return false;
        ILendingEvents.Change storage c = f.vote.change;
        ILoans.Conditions storage terms = f.conditions;
        bool isSame = c.rate == terms.rate && c.lateRate == terms.lateRate;
        return !isSame || c.maturityDay != f.agreement.maturityDay;
    }

    /// Each drawdown's part of its outstanding principal is rounded down, as the ledger states it.
    function _tallyOf(uint256 id) private view returns (uint256 weight, uint256 total, bool isByAll) {
        FacilityState storage f = facilityStates[id];
        total = _undrawnOf(id);
        weight = f.vote.undrawn;
        isByAll = weight == total;
        for (uint256 i = 0; i < f.drawdowns.length; ++i) {
            DrawdownState storage d = drawdownStates[f.drawdowns[i]];
            uint256 issued = d.count.principal;
            uint256 lost = f.seized[f.drawdowns[i]] - f.seizedBefore[f.vote.number][f.drawdowns[i]];
            uint256 voted = _less(f.voted[f.vote.number][f.drawdowns[i]], lost);
            (uint256 left, uint256 voting) = (0, 0);
            unchecked {
                left = issued - d.count.principalPaid;
                voting = issued - d.holding[f.seen.borrower].units;
            }
            if (left == 0) continue;
            weight += (voted * left) / issued;
            total += (voting * left) / issued;
            isByAll = isByAll && voted == voting;
        }
    }
}
