// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IFacilities} from "../../../../contracts/interfaces/IFacilities.sol";
import {ILoans} from "../../../../contracts/interfaces/ILoans.sol";
import {DrawdownId, FacilityId} from "../../../../contracts/interfaces/Types.sol";
import {DayCount} from "../../../../contracts/libraries/DayCount.sol";
import {Debt} from "../../../../contracts/libraries/Waterfall.sol";
import {Vm} from "../harness/Vm.sol";
import {LendingState} from "./LendingState.sol";

/// What is owed, counted here day by day from what was agreed and paid, and what each payment has to be used for.
abstract contract DebtMirror is LendingState {
    /// Every payment is used to the unit, on what is owed by the day count, fees first and principal last.
    function _onRepaid(uint256 id, Vm.Log memory l) internal {
        (, , , uint256 day, Debt memory paid, Debt memory owed, uint256 dueSince) = abi.decode(
            l.data,
            (uint32, bytes32, address, uint256, Debt, Debt, uint256)
        );
        DrawdownState storage d = drawdownStates[id];
        _countTo(id, day);
        Debt memory before = _owedOn(id);
        unchecked {
            Debt memory all = Debt(
                paid.fees + owed.fees,
                paid.interest + owed.interest,
                paid.principal + owed.principal
            );
            _rule(_isSame(before, all), "11", "what is paid and still owed is not what was owed");
        }
        bool isInOrder = paid.interest == 0 || owed.fees == 0;
        isInOrder = isInOrder && (paid.principal == 0 || (owed.fees == 0 && owed.interest == 0));
        bool isAccelerated = facilityStates[_facilityOf(id)].conditions.acceleratedAt != 0;
        _rule(isInOrder, "11", "interest is paid before fees, or principal before interest");
        _use(id, before, paid);
        _rule(d.count.principalPaid <= d.count.principal, "11", "more principal is repaid than was lent");
        _rule(_dueSinceOn(id) == dueSince, "11", "another instalment is the oldest unpaid one");
        _receive(id, _sum(paid));
        if (_sum(owed) == 0) {
            d.seen.status = IFacilities.DrawdownStatus.REPAID;
            _occasion(true, isAccelerated ? "repaid after acceleration" : "repaid");
        }
    }

    /// Counts up to a day, one day after another; nothing runs on what is repaid.
    function _countTo(uint256 id, uint256 to) internal {
        if (drawdownStates[id].seen.status == IFacilities.DrawdownStatus.REPAID) return;
        Count memory c = drawdownStates[id].count;
        DueRow[] storage rows = drawdownStates[id].rows;
        ILoans.Conditions memory terms = facilityStates[_facilityOf(id)].conditions;
        uint256 basis = DayCount.denominatorOf(terms.convention);
        uint256 dueDay = c.next < rows.length ? rows[c.next].dueDay : type(uint256).max;
        uint256 principalDue = _principalDue(id, c, terms.acceleratedAt != 0);
        while (true) {
            if (c.day == dueDay) {
                c.interestDue += DayCount.halfEven(c.exact, basis);
                c.exact = 0;
                rows[c.next].interestTo = c.interestDue;
                ++c.next;
                dueDay = c.next < rows.length ? rows[c.next].dueDay : type(uint256).max;
                principalDue = _principalDue(id, c, terms.acceleratedAt != 0);
            }
            if (c.day >= to) break;
            uint256 counted = DayCount.daysBetween(terms.convention, c.day, c.day + 1);
            uint256 late = _less(principalDue, c.principalPaid) + _less(c.interestDue, c.interestPaid);
            unchecked {
                c.exact += (c.principal - c.principalPaid) * terms.rate * counted;
                c.lateExact += late * terms.lateRate * counted;
            }
            ++c.day;
        }
        drawdownStates[id].count = c;
    }

    function _countAllTo(uint256 facility, uint256 day) internal {
        uint256[] storage all = facilityStates[facility].drawdowns;
        for (uint256 i = 0; i < all.length; ++i) {
            _countTo(all[i], day);
            _close(all[i]);
        }
    }

    function _owedOn(uint256 id) internal view returns (Debt memory owed) {
        Count storage c = drawdownStates[id].count;
        unchecked {
            owed.fees = c.fees - c.feesPaid;
            owed.interest = _runningOn(id) + _lateOn(id);
            owed.principal = c.principal - c.principalPaid;
        }
    }

    function _totalOwedOn(uint256 id) internal view returns (uint256) {
        return _sum(_owedOn(id));
    }

    function _sum(Debt memory owed) internal pure returns (uint256) {
        unchecked {
            return owed.fees + owed.interest + owed.principal;
        }
    }

    /// What the ledger says is owed today, and due.
    function _compareDebt(uint256 id) internal {
        Count storage c = drawdownStates[id].count;
        uint256 facility = _facilityOf(id);
        uint256 today = _todayOf(facility);
        _countTo(id, today);
        (Debt memory owed, Debt memory due, uint256 since) = loans.owedAt(DrawdownId.wrap(id), today);
        _rule(_isSame(owed, _owedOn(id)), "11", "what is owed is not what was agreed, lent and paid");
        Debt memory expected = _owedOn(id);
        bool isAccelerated = facilityStates[facility].conditions.acceleratedAt != 0;
        if (!isAccelerated) expected.interest = _less(c.interestDue, c.interestPaid) + _lateOn(id);
        expected.principal = _less(_principalDue(id, c, isAccelerated), c.principalPaid);
        _rule(_isSame(due, expected), "11", "what is due is not what was agreed");
        _rule(since == _dueSinceOn(id), "11", "what is due is due since another day");
        _occasion(_lateOn(id) != 0, "late interest");
        bool isRepaid = facilities.drawdown(DrawdownId.wrap(id)).status == IFacilities.DrawdownStatus.REPAID;
        _rule(isRepaid == (_sum(owed) == 0), "11", "repaid is another thing than owing nothing");
    }

    /// Due day of the oldest instalment that was unpaid when the ledger last counted, zero where only other debt is left.
    function _openSince(uint256 id) internal view returns (uint256) {
        DrawdownState storage d = drawdownStates[id];
        return d.count.firstOpen < d.rows.length ? d.rows[d.count.firstOpen].dueDay : 0;
    }

    function _facilityOf(uint256 id) internal view returns (uint256) {
        return FacilityId.unwrap(drawdownStates[id].seen.facility);
    }

    function _use(uint256 id, Debt memory before, Debt memory paid) private {
        Count storage c = drawdownStates[id].count;
        unchecked {
            uint256 running = before.interest - _lateOn(id);
            uint256 ordinary = paid.interest < running ? paid.interest : running;
            c.feesPaid += paid.fees;
            c.interestPaid += ordinary;
            c.latePaid += paid.interest - ordinary;
            c.principalPaid += paid.principal;
        }
        _close(id);
    }

    /// Every holder earns by the units that it holds now.
    function _receive(uint256 id, uint256 amount) private {
        DrawdownState storage d = drawdownStates[id];
        d.seen.received += uint96(amount);
        d.seen.version += 1;
        heldForHolders += amount;
        for (uint256 i = 0; i < PARTIES; ++i) {
            Holding storage h = d.holding[_party(i)];
            unchecked {
                h.earned += h.units * amount;
            }
        }
    }

    function _close(uint256 id) private {
        DrawdownState storage d = drawdownStates[id];
        Count storage c = d.count;
        while (c.firstOpen < c.next && _isPaid(d, c.firstOpen)) ++c.firstOpen;
    }

    function _dueSinceOn(uint256 id) private view returns (uint256) {
        DrawdownState storage d = drawdownStates[id];
        uint256 i = d.count.firstOpen;
        while (i < d.count.next && _isPaid(d, i)) ++i;
        return i < d.count.next ? d.rows[i].dueDay : 0;
    }

    function _isPaid(DrawdownState storage d, uint256 row) private view returns (bool) {
        bool isWhole = d.rows[row].principalTo <= d.count.principalPaid;
        return isWhole && d.rows[row].interestTo <= d.count.interestPaid;
    }

    function _principalDue(uint256 id, Count memory c, bool isAccelerated) private view returns (uint256) {
        if (isAccelerated) return c.principal;
        return c.next == 0 ? 0 : drawdownStates[id].rows[c.next - 1].principalTo;
    }

    function _runningOn(uint256 id) private view returns (uint256) {
        Count storage c = drawdownStates[id].count;
        unchecked {
            return c.interestDue + DayCount.halfEven(c.exact, _basisOf(id)) - c.interestPaid;
        }
    }

    function _lateOn(uint256 id) private view returns (uint256) {
        Count storage c = drawdownStates[id].count;
        unchecked {
            return DayCount.halfEven(c.lateExact, _basisOf(id)) - c.latePaid;
        }
    }

    function _basisOf(uint256 id) private view returns (uint256) {
        return DayCount.denominatorOf(facilityStates[_facilityOf(id)].conditions.convention);
    }

    function _isSame(Debt memory a, Debt memory b) private pure returns (bool) {
        return a.fees == b.fees && a.interest == b.interest && a.principal == b.principal;
    }

    function _less(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : 0;
    }
}
