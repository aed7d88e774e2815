// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IClaimToken} from "../../../../contracts/interfaces/IClaimToken.sol";
import {IFacilities} from "../../../../contracts/interfaces/IFacilities.sol";
import {ILendingEvents} from "../../../../contracts/interfaces/ILendingEvents.sol";
import {DrawdownId, FacilityId} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {VotesMirror} from "./VotesMirror.sol";

/// Reads the logs one after another, and holds what they say against what the ledger answers.
abstract contract LendingMirror is VotesMirror {
    uint256 private constant LAST = 16;

    /// What the logs of one call are about, each once.
    uint256[] private _touched;
    mapping(uint256 id => bool) private _isTouched;

    function assertUnitsConserved() external view {
        _assertUnbroken("01b");
    }

    function assertCashHeld() external view {
        _assertUnbroken("03c");
    }

    function assertLentAndRepaid() external view {
        _assertUnbroken("11");
    }

    function assertReplayed() external view {
        _assertUnbroken("14b");
    }

    function assertVoted() external view {
        _assertUnbroken("18");
    }

    function _replay(Vm.Log[] memory logs) internal {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(facilities) || logs[i].topics.length != 2) continue;
            uint256 id = uint256(logs[i].topics[1]);
            _chain(id, logs[i]);
            _apply(id, logs, i);
            _touch(id);
        }
        _rule(!isCarryDue, "18", "enough have voted, and nothing is carried");
        isCarryDue = false;
        while (_touched.length != 0) {
            uint256 id = _touched[_touched.length - 1];
            _touched.pop();
            delete _isTouched[id];
            _compare(id);
        }
        _rule(cashes[0].balanceOf(address(facilities)) == heldForHolders, "03c", "other cash is held for holders");
        _rule(cashes[0].balanceOf(address(syndication)) == heldForLenders, "03c", "other cash is held for lenders");
    }

    /// Also what nobody has touched for a while.
    function _compareLast() internal {
        for (uint256 i = 1; i <= LAST && i <= allFacilities.length; ++i)
            _compare(allFacilities[allFacilities.length - i]);
        for (uint256 i = 1; i <= LAST && i <= allDrawdowns.length; ++i) _compare(allDrawdowns[allDrawdowns.length - i]);
    }

    /// Every event is the next of its history.
    function _chain(uint256 id, Vm.Log memory l) private {
        uint256 seq = abi.decode(l.data, (uint256));
        _rule(seq == sequences[id] + 1, "14b", "an event is not the next of its history");
        sequences[id] += 1;
        bytes32 eventHash = keccak256(bytes.concat(l.topics[0], l.topics[1], l.data));
        heads[id] = keccak256(abi.encode(heads[id], seq, eventHash));
    }

    function _apply(uint256 id, Vm.Log[] memory logs, uint256 i) private {
        Vm.Log memory l = logs[i];
        bytes32 topic = l.topics[0];
        if (topic == IClaimToken.Transferred.selector) _onTransferred(logs, i);
        else if (topic == IClaimToken.Withdrawn.selector) _onWithdrawn(id, l);
        else if (topic == IClaimToken.Redeemed.selector) _onRedeemed(id, l);
        else if (topic == IClaimToken.UnitsFrozen.selector) _onFrozen(id, l);
        else if (topic == IFacilities.DrawdownClosed.selector) _onDrawdownClosed(id, l);
        else if (topic == ILendingEvents.Repaid.selector) _onRepaid(id, l);
        else if (topic == ILendingEvents.Drawn.selector) _onDrawn(id, l);
        else _applyToFacility(id, topic, l);
    }

    /// The version rises with each change of status, and with each amendment.
    function _applyToFacility(uint256 id, bytes32 topic, Vm.Log memory l) private {
        IFacilities.Facility storage f = facilityStates[id].seen;
        IFacilities.FacilityStatus before = f.status;
        _applyToAgreement(id, topic, l);
        bool isChanged = before != f.status && before != IFacilities.FacilityStatus.NONE;
        if (isChanged || topic == ILendingEvents.Amended.selector) f.version += 1;
    }

    function _applyToAgreement(uint256 id, bytes32 topic, Vm.Log memory l) private {
        if (topic == ILendingEvents.FacilityProposed.selector) _onProposed(id, l);
        else if (topic == ILendingEvents.FacilityAccepted.selector) _onAccepted(id, l);
        else if (topic == ILendingEvents.FacilityAgreed.selector) _onAgreed(id);
        else if (topic == ILendingEvents.FacilityWithdrawn.selector)
            _setStatus(id, IFacilities.FacilityStatus.WITHDRAWN);
        else if (topic == ILendingEvents.ConditionSatisfied.selector) _onSatisfied(id, l);
        else if (topic == ILendingEvents.DrawRequested.selector) _onRequested(id, l);
        else if (topic == ILendingEvents.DrawFunded.selector) _onFunded(id, l);
        else if (topic == ILendingEvents.DrawClosed.selector) _onClosed(id, l);
        else if (topic == ILendingEvents.DrawReclaimed.selector) _onReclaimed(l);
        else if (topic == ILendingEvents.NovationOffered.selector) _onNovationOffered(id, l);
        else if (topic == ILendingEvents.NovationConsented.selector) _onNovationConsented(id, l);
        else if (topic == ILendingEvents.Novated.selector) _onNovated(id, l);
        else _applyToCourse(id, topic, l);
    }

    function _applyToCourse(uint256 id, bytes32 topic, Vm.Log memory l) private {
        if (topic == ILendingEvents.MarginCalled.selector) _onMarginCalled(id, l);
        else if (topic == ILendingEvents.DefaultRecorded.selector) _onDefault(id, l);
        else if (topic == ILendingEvents.Cured.selector) _onCured(id);
        else if (topic == ILendingEvents.Waived.selector) _onWaived(id, l);
        else if (topic == ILendingEvents.ReportFiled.selector) _onFiled(id, l);
        else if (topic == ILendingEvents.VoteOpened.selector) _onVoteOpened(id, l);
        else if (topic == ILendingEvents.VoteCast.selector) _onVoteCast(id, l);
        else if (topic == ILendingEvents.VoteCarried.selector) _onVoteCarried(id);
        else if (topic == ILendingEvents.VoteReleased.selector) _onVoteReleased(id, l);
        else if (topic == ILendingEvents.Amended.selector) _onAmended(id, l);
        else if (topic == ILendingEvents.Accelerated.selector) _onAccelerated(id, l);
        else _rule(_isRemark(topic), "14b", "an event that nobody knows");
    }

    /// What the entry before says already, or what is known here from elsewhere.
    function _isRemark(bytes32 topic) private pure returns (bool) {
        bool isForced = topic == IClaimToken.UnitsForced.selector || topic == IClaimToken.WithdrawalForced.selector;
        return isForced || topic == ILendingEvents.CollateralAttached.selector;
    }

    function _onSatisfied(uint256 id, Vm.Log memory l) private {
        (, , uint256 index) = abi.decode(l.data, (uint32, bytes32, uint256));
        facilityStates[id].agreement.satisfied |= uint64(1 << index);
    }

    function _onNovationConsented(uint256 id, Vm.Log memory l) private {
        (, , address from) = abi.decode(l.data, (uint32, bytes32, address));
        facilityStates[id].novations[from].isConsented = true;
    }

    /// What is outstanding and what secures it is known here from elsewhere.
    function _onMarginCalled(uint256 id, Vm.Log memory l) private {
        (, , , uint256 outstanding, uint256 value, uint256 cureBy) = abi.decode(
            l.data,
            (uint32, bytes32, address, uint256, uint256, uint256)
        );
        FacilityState storage f = facilityStates[id];
        _rule(outstanding == _outstandingOf(id), "11", "outstanding is another sum than lent and not repaid");
        _rule(value == _countableOf(id), "11", "collateral counts for another value");
        _rule(outstanding * 10_000 > value * f.limits.maxLtvBps, "11", "a margin is called without a breach");
        f.watch.cureBy = uint40(cureBy);
        _setStatus(id, IFacilities.FacilityStatus.SUSPENDED);
    }

    function _onDefault(uint256 id, Vm.Log memory l) private {
        (, , , facilityStates[id].watch.ground) = abi.decode(l.data, (uint32, bytes32, address, ILendingEvents.Ground));
        _setStatus(id, IFacilities.FacilityStatus.SUSPENDED);
    }

    function _onCured(uint256 id) private {
        FacilityState storage f = facilityStates[id];
        (f.watch.cureBy, f.watch.ground) = (0, ILendingEvents.Ground.NONE);
        _setStatus(id, IFacilities.FacilityStatus.AGREED);
    }

    function _onWaived(uint256 id, Vm.Log memory l) private {
        (, , uint256 until) = abi.decode(l.data, (uint32, bytes32, uint256));
        _onCured(id);
        facilityStates[id].watch.waivedUntil = uint40(until);
    }

    function _onFiled(uint256 id, Vm.Log memory l) private {
        (, , uint256 index) = abi.decode(l.data, (uint32, bytes32, uint256));
        facilityStates[id].watch.filed |= uint64(1 << index);
    }

    function _setStatus(uint256 id, IFacilities.FacilityStatus status) private {
        facilityStates[id].seen.status = status;
    }

    function _touch(uint256 id) private {
        if (_isTouched[id]) return;
        _isTouched[id] = true;
        _touched.push(id);
    }

    function _compare(uint256 id) private {
        _rule(facilities.headOf(id) == heads[id], "14b", "a head is not that of the events");
        _rule(facilities.sequenceOf(id) == sequences[id], "14b", "a sequence is not the number of events");
        if (_facilityOf(id) != 0) _compareDrawdown(id);
        else _compareFacility(id);
    }

    function _compareDrawdown(uint256 id) private {
        _compareHoldings(id);
        _compareDebt(id);
        _compareTally(_facilityOf(id));
        IFacilities.Drawdown memory now_ = facilities.drawdown(DrawdownId.wrap(id));
        IFacilities.Drawdown storage seen = drawdownStates[id].seen;
        // What rounding keeps from a holder that has gone is told with the closing only.
        (seen.seq, seen.remainders) = (sequences[id], now_.remainders);
        _rule(_isSame(abi.encode(now_), abi.encode(seen)), "14b", "a drawdown is not what its events say");
    }

    function _compareFacility(uint256 id) private {
        FacilityState storage f = facilityStates[id];
        FacilityId key = FacilityId.wrap(id);
        f.seen.seq = sequences[id];
        _rule(_isSame(abi.encode(facilities.facility(key)), abi.encode(f.seen)), "14b", "another facility");
        bool isSame = _isSame(abi.encode(syndication.agreementOf(key)), abi.encode(f.agreement));
        _rule(isSame, "14b", "another agreement than the events say");
        isSame = _isSame(abi.encode(syndication.lendersOf(key)), abi.encode(f.lenders));
        _rule(isSame, "14b", "other lenders than the events say");
        isSame = _isSame(abi.encode(covenants.limitsOf(key)), abi.encode(f.limits));
        isSame = isSame && _isSame(abi.encode(covenants.watchOf(key)), abi.encode(f.watch));
        _rule(isSame, "14b", "other covenants than the events say");
        isSame = _isSame(abi.encode(loans.conditionsOf(key)), abi.encode(f.conditions));
        _rule(isSame, "14b", "other conditions than the events say");
        _rule(_isSame(abi.encode(votes.voteOf(key)), abi.encode(f.vote)), "14b", "another vote than the events say");
        _rule(loans.outstanding(key) == _outstandingOf(id), "11", "outstanding is not what was lent and not repaid");
        uint256 open_ = DrawdownId.unwrap(f.agreement.openDraw);
        if (open_ == 0) return;
        isSame = _isSame(abi.encode(syndication.drawOf(f.agreement.openDraw)), abi.encode(drawdownStates[open_].draw));
        _rule(isSame, "14b", "another request than the events say");
    }

    function _isSame(bytes memory a, bytes memory b) private pure returns (bool) {
        return keccak256(a) == keccak256(b);
    }
}
