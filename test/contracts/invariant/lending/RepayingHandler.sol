// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ICovenants} from "../../../../contracts/interfaces/ICovenants.sol";
import {IFacilities} from "../../../../contracts/interfaces/IFacilities.sol";
import {ILendingEvents} from "../../../../contracts/interfaces/ILendingEvents.sol";
import {DrawdownId, FacilityId} from "../../../../contracts/interfaces/Types.sol";
import {Debt} from "../../../../contracts/libraries/Waterfall.sol";
import {DrawingHandler} from "./DrawingHandler.sol";
import {Shares} from "./Shares.sol";

/// What was lent is repaid, or not; then lenders watch, call, vote and accelerate.
abstract contract RepayingHandler is DrawingHandler {
    function pay(uint256 seed) external action(seed) {
        uint256 id = _owing();
        if (id == 0 || facilityStates[id].drawdowns.length == 0 || (_isBad(id) && !_oneIn(6))) return;
        FacilityState storage f = facilityStates[id];
        _countOn(id);
        uint256 named = _oneIn(2) ? f.drawdowns[_pick(f.drawdowns.length)] : 0;
        uint256 owed = named == 0 || f.conditions.acceleratedAt != 0 ? _totalOf(id) : _totalOwedOn(named);
        if (owed == 0 && !_oneIn(4)) return;
        uint256 amount = _oneIn(8) ? owed : 1 + _pick(_oneIn(6) ? owed + 1 : owed / 6 + 1);
        _pay(id, named, amount, _oneIn(5) ? _someParty() : f.seen.borrower);
    }

    /// What the asset is worth, about as much as is needed, or anything.
    function revalue(uint256 seed) external action(seed) {
        uint256 id = _owing();
        if (securities[id].secured == 0) return;
        _value(id, _oneIn(2));
        if (!_oneIn(3)) _watch(id);
    }

    function watch(uint256 seed) external action(seed) {
        uint256 id = _owing();
        if (id != 0) _watch(id);
    }

    function ask(uint256 seed) external action(seed) {
        uint256 id = _owing();
        if (facilityStates[id].watch.ground == ILendingEvents.Ground.NONE) id = _slot();
        if (id == 0) return;
        FacilityState storage f = facilityStates[id];
        FacilityId key = FacilityId.wrap(id);
        uint40 votesBy = uint40(clock + 1 + _pick(2 days));
        address borrower = _mostly(f.seen.borrower);
        address target = address(votes);
        bool isDefault = f.watch.ground != ILendingEvents.Ground.NONE;
        if (!isDefault && _oneIn(2)) return;
        if (isDefault && (_isBad(id) || _oneIn(3))) {
            _act(_someLender(id), target, abi.encodeCall(votes.askAcceleration, (key, votesBy, _word())));
        } else if (_oneIn(2)) {
            uint40 until = uint40(clock + _pick(10 days));
            _act(borrower, target, abi.encodeCall(votes.askWaiver, (key, votesBy, until, _word())));
        } else {
            _act(borrower, target, abi.encodeCall(votes.askAmendment, (key, votesBy, _change(id), _word())));
        }
        // Units that are frozen would keep all from voting.
        for (uint256 i = 0; _needsAll(id) && i < f.drawdowns.length; ++i) _thaw(f.drawdowns[i]);
        if (isDefault || !_oneIn(4)) _vote(id);
    }

    /// Several lenders vote, one after another, or units are released.
    function vote(uint256 seed) external action(seed) {
        uint256 id = _owing();
        if (id == 0) return;
        _vote(id);
    }

    function release(uint256 seed) external action(seed) {
        uint256 id = _oneIn(3) && allFacilities.length > 2 ? allFacilities[allFacilities.length - 3] : _slot();
        if (id == 0) return;
        FacilityId key = FacilityId.wrap(id);
        for (uint256 i = 0; i < PARTIES; ++i) {
            if (facilityStates[id].votedIn[_party(i)] == 0 && !_oneIn(30)) continue;
            _act(_someParty(), address(votes), abi.encodeCall(votes.release, (key, _party(i))));
        }
    }

    /// Anybody records what anybody can see, now and then what is not so; the borrower reports, late if need be.
    function _watch(uint256 id) private {
        // Who does not pay is let draw twice, mostly, so that several loans are accelerated.
        if (_isBad(id) && facilityStates[id].drawdowns.length < 2 && !_oneIn(4)) return;
        FacilityId key = FacilityId.wrap(id);
        address target = address(covenants);
        ICovenants.Watch storage w = facilityStates[id].watch;
        ICovenants.Standing memory s = covenants.standingOf(key);
        ILendingEvents.Ground ground = ILendingEvents.Ground(1 + _pick(3));
        if (!_oneIn(8)) ground = s.isOverdue ? ILendingEvents.Ground.PAYMENT : ILendingEvents.Ground.REPORT;
        if (w.cureBy != 0 && clock > w.cureBy) ground = ILendingEvents.Ground.MARGIN;
        bool isBreached = s.isOverdue || s.isReportMissing || w.cureBy != 0;
        bool isSuspended = facilityStates[id].seen.status == IFacilities.FacilityStatus.SUSPENDED;
        bool isCurable = isSuspended && !s.isAboveLtv && !s.isOverdue && !s.isReportMissing;
        if (isCurable && !_oneIn(3)) {
            _act(_someParty(), target, abi.encodeCall(covenants.cure, (key)));
        } else if (!_isBad(id) && !(s.isAboveLtv && w.cureBy == 0) && (s.isReportMissing ? !_oneIn(4) : _oneIn(3))) {
            uint256 next;
            while (w.filed & (1 << next) != 0) ++next;
            bytes memory data = abi.encodeCall(covenants.report, (key, _oneIn(8) ? _pick(5) : next, _word()));
            _act(_mostly(facilityStates[id].seen.borrower), target, data);
        } else if (w.cureBy == 0 && (s.isAboveLtv || _oneIn(12))) {
            _act(_someParty(), target, abi.encodeCall(covenants.callMargin, (key)));
        } else if (w.ground == ILendingEvents.Ground.NONE && (isBreached || _oneIn(12))) {
            _act(_someParty(), target, abi.encodeCall(covenants.recordDefault, (key, ground)));
        } else if (isSuspended || _oneIn(12)) {
            _act(_someParty(), target, abi.encodeCall(covenants.cure, (key)));
        }
    }

    function _vote(uint256 id) private {
        FacilityState storage f = facilityStates[id];
        FacilityId key = FacilityId.wrap(id);
        uint256 first = _pick(PARTIES);
        for (uint256 i = 0; i < PARTIES && _isVoteOpen(id); ++i) {
            if (_oneIn(_needsAll(id) ? 60 : 3)) continue;
            bytes memory data = abi.encodeCall(votes.vote, (key, f.vote.number));
            _act(_party(first + i), address(votes), data);
        }
    }

    function _pay(uint256 id, uint256 named, uint256 amount, address payer) private {
        uint256[] storage all = facilityStates[id].drawdowns;
        Debt[] memory owed = new Debt[](all.length);
        for (uint256 i = 0; i < all.length; ++i) owed[i] = _owedOn(all[i]);
        uint256[] memory expected = _expected(id, named, amount);
        uint256 had = cashes[0].balanceOf(payer);
        bytes memory data = abi.encodeCall(loans.pay, (FacilityId.wrap(id), DrawdownId.wrap(named), amount));
        if (!_act(payer, address(loans), data)) return;
        _rule(cashes[0].balanceOf(payer) + amount == had, "11", "a payer pays another amount than it said");
        bool isAccelerated = facilityStates[id].conditions.acceleratedAt != 0;
        uint256 sum;
        for (uint256 i = 0; i < all.length; ++i) {
            uint256 paid;
            unchecked {
                paid = _sum(owed[i]) - _totalOwedOn(all[i]);
                sum += paid;
            }
            _rule(isAccelerated || paid == expected[i], "11", "a payment goes to other loans than it should");
        }
        _rule(sum == amount, "11", "a payment is not used to the unit");
        if (isAccelerated) _requireProRata(all, owed);
    }

    /// The loan named has it all; else the one open for longest has what it is owed, then the next.
    function _expected(uint256 id, uint256 named, uint256 amount) private view returns (uint256[] memory parts) {
        uint256[] storage all = facilityStates[id].drawdowns;
        parts = new uint256[](all.length);
        while (amount != 0) {
            uint256 next = all.length;
            for (uint256 i = 0; i < all.length; ++i) {
                if (parts[i] != 0 || _totalOwedOn(all[i]) == 0) continue;
                bool isNext =
                    named == 0 ? next == all.length || _openSince(all[i]) < _openSince(all[next]) : all[i] == named;
                if (isNext) next = i;
            }
            if (next == all.length) break;
            uint256 owed = _totalOwedOn(all[next]);
            parts[next] = owed < amount ? owed : amount;
            amount -= parts[next];
        }
    }

    /// Fees of all loans, then interest of all, then principal of all, each shared to the unit.
    function _requireProRata(uint256[] storage all, Debt[] memory owed) private {
        uint256[] memory weights = new uint256[](all.length);
        uint256[] memory parts = new uint256[](all.length);
        uint256[] memory sums = new uint256[](all.length);
        bool isWhole = true;
        for (uint256 kind = 0; kind < 3; ++kind) {
            (uint256 due, uint256 used) = (0, 0);
            for (uint256 i = 0; i < all.length; ++i) {
                unchecked {
                    weights[i] = _part(owed[i], kind);
                    parts[i] = weights[i] - _part(_owedOn(all[i]), kind);
                    (due, used, sums[i]) = (due + weights[i], used + parts[i], sums[i] + parts[i]);
                }
            }
            _rule(isWhole || used == 0, "11", "one loan has what comes later before another has what comes first");
            bool isFair = Shares.areFair(used, weights, parts);
            _rule(isFair, "11", "loans do not share a payment by what is owed on each");
            isWhole = isWhole && used == due;
        }
        uint256 sharing;
        for (uint256 i = 0; i < all.length; ++i) if (sums[i] != 0) ++sharing;
        _occasion(sharing > 1, "shared by several loans");
    }

    function _part(Debt memory debt, uint256 kind) private pure returns (uint256) {
        return
            kind == 0
                ? debt.fees
                : kind == 1
                    ? debt.interest
                    : debt.principal;
    }

    /// Now and then what lenders decide each for itself stays as it is.
    function _change(uint256 id) private returns (ILendingEvents.Change memory c) {
        FacilityState storage f = facilityStates[id];
        (c.rate, c.lateRate, c.maturityDay) = (f.conditions.rate, f.conditions.lateRate, f.agreement.maturityDay);
        (c.maxLtvBps, c.drawLtvBps) = (f.limits.maxLtvBps, f.limits.drawLtvBps);
        (c.graceDays, c.cureTime) = (uint16(_pick(6)), f.limits.cureTime);
        c.availableUntil = f.agreement.availableUntil;
        uint256 what = _pick(8);
        if (what > 4 || what == 0) c.rate = uint32(_pick(200_000));
        if (what == 1) c.lateRate = uint32(_pick(150_000));
        if (what == 2) c.maturityDay += 1;
        if (what == 3 && c.maxLtvBps != 0) c.drawLtvBps = uint16(_pick(c.maxLtvBps + 2));
        if (what == 4) c.availableUntil += uint40(_pick(5 days));
    }

    /// Some borrowers hardly pay, until all is due.
    function _isBad(uint256 id) private view returns (bool) {
        return id % 3 == 0 && facilityStates[id].conditions.acceleratedAt == 0;
    }

    function _countOn(uint256 id) private {
        uint256[] storage all = facilityStates[id].drawdowns;
        for (uint256 i = 0; i < all.length; ++i) _countTo(all[i], _todayOf(id));
    }

    function _totalOf(uint256 id) private view returns (uint256 sum) {
        uint256[] storage all = facilityStates[id].drawdowns;
        for (uint256 i = 0; i < all.length; ++i) sum += _totalOwedOn(all[i]);
    }
}
