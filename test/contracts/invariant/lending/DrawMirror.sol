// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IFacilities} from "../../../../contracts/interfaces/IFacilities.sol";
import {ILendingEvents} from "../../../../contracts/interfaces/ILendingEvents.sol";
import {ICovenants} from "../../../../contracts/interfaces/ICovenants.sol";
import {ILoans} from "../../../../contracts/interfaces/ILoans.sol";
import {ISyndication} from "../../../../contracts/interfaces/ISyndication.sol";
import {DrawdownId, FacilityId} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {DebtMirror} from "./DebtMirror.sol";
import {Shares} from "./Shares.sol";

/// Who lends how much: what was agreed, paid in, lent, taken back and novated.
abstract contract DrawMirror is DebtMirror {
    uint256 private constant ONE = 10_000;

    function _onProposed(uint256 id, Vm.Log memory l) internal {
        (, , ILendingEvents.Terms memory t) = abi.decode(l.data, (uint32, bytes32, ILendingEvents.Terms));
        FacilityState storage f = facilityStates[id];
        allFacilities.push(id);
        (f.seen.borrower, f.seen.agent, f.seen.currency) = (t.borrower, t.agent, t.currency);
        f.seen.status = IFacilities.FacilityStatus.PROPOSED;
        ISyndication.Agreement storage a = f.agreement;
        (a.feeBps, a.majorityBps, a.conditions) = (t.feeBps, t.majorityBps, uint8(t.conditions.length));
        (a.availableUntil, a.maturityDay) = (t.availableUntil, t.maturityDay);
        for (uint256 i = 0; i < t.commitments.length; ++i)
            f.lenders.push(ISyndication.Lender(t.commitments[i].lender, t.commitments[i].amount));
        f.limits = ICovenants.Limits(t.maxLtvBps, t.drawLtvBps, t.policy, t.graceDays, t.cureTime);
        f.conditions = ILoans.Conditions(t.convention, t.rate, t.lateRate, t.clock, 0);
    }

    function _onAccepted(uint256 id, Vm.Log memory l) internal {
        (, , address lender) = abi.decode(l.data, (uint32, bytes32, address));
        facilityStates[id].agreement.accepted |= uint32(1 << _placeOf(id, lender));
    }

    function _onAgreed(uint256 id) internal {
        FacilityState storage f = facilityStates[id];
        f.seen.status = IFacilities.FacilityStatus.AGREED;
        bool isWhole = f.agreement.accepted == (1 << f.lenders.length) - 1;
        _rule(isWhole, "11", "a facility is agreed without all of its lenders");
    }

    function _onRequested(uint256 id, Vm.Log memory l) internal {
        (, , uint256 drawdown, ILendingEvents.Draw memory draw, uint256[] memory shares) = abi.decode(
            l.data,
            (uint32, bytes32, uint256, ILendingEvents.Draw, uint256[])
        );
        FacilityState storage f = facilityStates[id];
        (f.agreement.openDraw, f.agreement.draws) = (DrawdownId.wrap(drawdown), f.agreement.draws + 1);
        DrawdownState storage d = drawdownStates[drawdown];
        d.draw = ISyndication.DrawState(FacilityId.wrap(id), ISyndication.DrawStatus.OPEN, 0);
        uint256[] memory weights = new uint256[](shares.length);
        for (uint256 i = 0; i < shares.length; ++i) {
            weights[i] = f.lenders[i].undrawn;
            _rule(shares[i] <= weights[i], "11", "a lender is to pay in more than it has not lent");
            d.shares.push(shares[i]);
        }
        bool isFair = Shares.areFair(draw.amount, weights, shares);
        _rule(isFair, "11", "lenders do not share a draw by what each has not lent");
        _mayLend(id, draw.amount);
    }

    function _onFunded(uint256 id, Vm.Log memory l) internal {
        (, , uint256 drawdown, address lender, uint256 amount, uint256 funded) = abi.decode(
            l.data,
            (uint32, bytes32, uint256, address, uint256, uint256)
        );
        DrawdownState storage d = drawdownStates[drawdown];
        uint256 place = _placeOf(id, lender);
        bool isShare = place < d.shares.length && d.shares[place] == amount;
        _rule(isShare, "11", "a lender pays in another amount than its share");
        d.paidIn[lender] += amount;
        d.draw.funded += uint96(amount);
        _rule(d.draw.funded == funded, "11", "what is paid in does not sum to what is said");
        heldForLenders += amount;
    }

    function _onClosed(uint256 id, Vm.Log memory l) internal {
        (, , uint256 drawdown, bool isDrawn, uint256 principal, ) = abi.decode(
            l.data,
            (uint32, bytes32, uint256, bool, uint256, uint256)
        );
        facilityStates[id].agreement.openDraw = DrawdownId.wrap(0);
        ISyndication.DrawState storage s = drawdownStates[drawdown].draw;
        s.status = isDrawn ? ISyndication.DrawStatus.DRAWN : ISyndication.DrawStatus.REFUNDED;
        _rule(!isDrawn || principal <= s.funded, "11", "more is lent than was paid in");
        if (isDrawn) _mayLend(id, principal);
        else if (s.funded != 0 && _isAbove(id, principal)) _occasion(true, "refunded above the cap");
        _occasion(isDrawn && principal < s.funded, "drawn without a lender that had paid in");
    }

    function _onDrawn(uint256 id, Vm.Log memory l) internal {
        (, , uint256 facility, uint256 day, ILendingEvents.Loan memory loan) = abi.decode(
            l.data,
            (uint32, bytes32, uint256, uint256, ILendingEvents.Loan)
        );
        DrawdownState storage d = drawdownStates[id];
        FacilityState storage f = facilityStates[facility];
        (d.seen.facility, d.seen.status) = (FacilityId.wrap(facility), IFacilities.DrawdownStatus.DRAWN);
        (d.seen.principal, d.count.principal, d.count.fees) = (loan.principal, loan.principal, loan.fees);
        _rule(loan.fees == (loan.principal * f.agreement.feeBps) / ONE, "11", "other fees than agreed");
        _rule(day == _todayOf(facility), "11", "a loan begins on another day");
        d.count.day = day;
        f.drawdowns.push(id);
        allDrawdowns.push(id);
        for (uint256 i = 0; i < loan.lenders.length; ++i) _lend(facility, id, loan.lenders[i], loan.amounts[i]);
        uint256 lent = _enterRows(id, loan);
        _rule(lent == loan.principal, "11", "the instalments do not sum to the loan");
        _rule(!_isVoteOpen(facility), "18", "something is lent while a vote is open");
    }

    function _onReclaimed(Vm.Log memory l) internal {
        (, , uint256 drawdown, address lender, uint256 amount) = abi.decode(
            l.data,
            (uint32, bytes32, uint256, address, uint256)
        );
        _takeBack(drawdown, lender, amount);
        _occasion(drawdownStates[drawdown].draw.status == ISyndication.DrawStatus.DRAWN, "taken back beside a loan");
    }

    function _onNovationOffered(uint256 id, Vm.Log memory l) internal {
        (, , address from, address to, uint256 amount) = abi.decode(
            l.data,
            (uint32, bytes32, address, address, uint256)
        );
        facilityStates[id].novations[from] = ISyndication.Novation(to, uint96(amount), false);
    }

    function _onNovated(uint256 id, Vm.Log memory l) internal {
        (, , address from, address to, uint256 amount) = abi.decode(
            l.data,
            (uint32, bytes32, address, address, uint256)
        );
        FacilityState storage f = facilityStates[id];
        ISyndication.Novation storage n = f.novations[from];
        _rule(n.isConsented && n.to == to && n.amount == amount, "11", "a novation that nobody agreed to");
        _rule(!_isVoteOpen(id), "18", "something is novated while a vote is open");
        delete f.novations[from];
        unchecked {
            f.lenders[_placeOf(id, from)].undrawn -= uint96(amount);
        }
        if (_placeOf(id, to) == f.lenders.length) f.lenders.push(ISyndication.Lender(to, 0));
        f.lenders[_placeOf(id, to)].undrawn += uint96(amount);
    }

    function _lend(uint256 facility, uint256 id, address lender, uint256 amount) private {
        _takeBack(id, lender, amount);
        unchecked {
            facilityStates[facility].lenders[_placeOf(facility, lender)].undrawn -= uint96(amount);
        }
        drawdownStates[id].holding[lender].units = amount;
    }

    function _takeBack(uint256 id, address lender, uint256 amount) private {
        DrawdownState storage d = drawdownStates[id];
        _rule(d.paidIn[lender] == amount, "11", "another amount is lent or taken back than was paid in");
        delete d.paidIn[lender];
        unchecked {
            heldForLenders -= amount;
        }
    }

    function _enterRows(uint256 id, ILendingEvents.Loan memory loan) private returns (uint256 sum) {
        for (uint256 i = 0; i < loan.schedule.length; ++i) {
            sum += loan.schedule[i].principal;
            drawdownStates[id].rows.push(DueRow(loan.schedule[i].dueDay, sum, 0));
        }
    }

    function _mayLend(uint256 id, uint256 more) private {
        _rule(!_isAbove(id, more), "11", "more is drawn than the collateral allows");
        _rule(!_isVoteOpen(id), "18", "something is drawn while a vote is open");
        _rule(
            facilityStates[id].seen.status == IFacilities.FacilityStatus.AGREED,
            "11",
            "something is drawn from a facility that is not open"
        );
        _occasion(facilityStates[id].limits.maxLtvBps != 0, "drawn on collateral");
    }

    /// Whether so much more would be above what may be drawn on the collateral.
    function _isAbove(uint256 id, uint256 more) private view returns (bool) {
        ICovenants.Limits storage limits = facilityStates[id].limits;
        if (limits.maxLtvBps == 0) return false;
        return (_outstandingOf(id) + more) * ONE > _countableOf(id) * limits.drawLtvBps;
    }
}
