// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Convention, DayCount} from "./DayCount.sol";
import {Debt} from "./Waterfall.sol";

/// What a loan costs a year, in parts of a million.
/// @param lateRate Added on what is overdue. @param isAccelerated All principal is due.
struct Rates {
    Convention convention;
    uint32 rate;
    uint32 lateRate;
    bool isAccelerated;
}

/// An instalment with all principal that is due once it is, and all interest, which is known from its due day on.
struct Row {
    uint32 dueDay;
    uint96 principalTo;
    uint96 interestTo;
}

/// The books of one loan.
/// @dev Interest is counted exactly within a period between due days and rounded once, on the due day, so that payments in
/// between, which may cut a period anywhere, cost or save nobody a minor unit. Late interest is counted exactly throughout.
library Accrual {
    /// @param accruedTo Day up to which everything is counted.
    /// @param next The first instalment that has not fallen due. @param firstOpen The first that is not paid in full.
    /// @param exact Interest since the last due day, times the denominator of {DayCount}. @param lateExact As it, ever since.
    struct Book {
        uint96 principal;
        uint96 principalPaid;
        uint32 accruedTo;
        uint16 next;
        uint16 firstOpen;
        uint96 interestDue;
        uint96 interestPaid;
        uint96 latePaid;
        uint96 fees;
        uint96 feesPaid;
        uint256 exact;
        uint256 lateExact;
    }

    /// Counts up to a day.
    /// @return billed Interest due in all on the due day of each instalment that has fallen due since.
    function advance(
        Book memory b,
        Row[] storage rows,
        Rates memory r,
        uint256 day
    ) internal view returns (uint96[] memory billed) {
        uint256 last = b.next;
        while (last < rows.length && rows[last].dueDay <= day) ++last;
        billed = new uint96[](last - b.next);
        for (uint256 i = 0; i < billed.length; ++i) {
            _run(b, _principalDue(b, rows, r), r, rows[b.next].dueDay);
            b.interestDue += uint96(DayCount.halfEven(b.exact, DayCount.denominatorOf(r.convention)));
            b.exact = 0;
            billed[i] = b.interestDue;
            ++b.next;
        }
        _run(b, _principalDue(b, rows, r), r, day);
        _close(b, rows, billed);
    }

    /// Writes down a payment on a loan that is counted up to now.
    function use(Book memory b, Row[] storage rows, Rates memory r, Debt memory paid) internal view {
        uint256 ordinary = Math.min(paid.interest, _running(b, r));
        b.feesPaid += uint96(paid.fees);
        b.interestPaid += uint96(ordinary);
        b.latePaid += uint96(paid.interest - ordinary);
        b.principalPaid += uint96(paid.principal);
        _close(b, rows, new uint96[](0));
    }

    /// All that is owed, due or not.
    function owed(Book memory b, Rates memory r) internal pure returns (Debt memory) {
        return
            Debt({
                fees: b.fees - b.feesPaid,
                interest: _running(b, r) + _late(b, r),
                principal: b.principal - b.principalPaid
            });
    }

    function due(Book memory b, Row[] storage rows, Rates memory r) internal view returns (Debt memory) {
        uint256 running = r.isAccelerated ? _running(b, r) : Math.saturatingSub(b.interestDue, b.interestPaid);
        return
            Debt({
                fees: b.fees - b.feesPaid,
                interest: running + _late(b, r),
                principal: Math.saturatingSub(_principalDue(b, rows, r), b.principalPaid)
            });
    }

    /// Due day of the oldest instalment that is due and not paid in full, zero for none.
    function dueSince(Book memory b, Row[] storage rows) internal view returns (uint256) {
        return b.firstOpen < b.next ? rows[b.firstOpen].dueDay : 0;
    }

    /// Ordinary interest up to now that is not paid.
    function _running(Book memory b, Rates memory r) private pure returns (uint256) {
        uint256 sinceDue = DayCount.halfEven(b.exact, DayCount.denominatorOf(r.convention));
        return b.interestDue + sinceDue - b.interestPaid;
    }

    function _late(Book memory b, Rates memory r) private pure returns (uint256) {
        return DayCount.halfEven(b.lateExact, DayCount.denominatorOf(r.convention)) - b.latePaid;
    }

    function _principalDue(Book memory b, Row[] storage rows, Rates memory r) private view returns (uint256) {
        if (r.isAccelerated) return b.principal;
        return b.next == 0 ? 0 : rows[b.next - 1].principalTo;
    }

    /// Late interest runs on overdue principal and ordinary interest, never on itself.
    function _run(Book memory b, uint256 principalDue, Rates memory r, uint256 to) private pure {
        uint256 days_ = DayCount.daysBetween(r.convention, b.accruedTo, to);
        uint256 overdue =
            Math.saturatingSub(principalDue, b.principalPaid) + Math.saturatingSub(b.interestDue, b.interestPaid);
        b.exact += uint256(b.principal - b.principalPaid) * r.rate * days_;
        b.lateExact += overdue * r.lateRate * days_;
        b.accruedTo = uint32(to);
    }

    /// Passes over the instalments that are paid.
    function _close(Book memory b, Row[] storage rows, uint96[] memory billed) private view {
        uint256 known = b.next - billed.length;
        for (; b.firstOpen < b.next; ++b.firstOpen) {
            uint256 i = b.firstOpen;
            uint256 interestTo = i < known ? rows[i].interestTo : billed[i - known];
            if (rows[i].principalTo > b.principalPaid || interestTo > b.interestPaid) return;
        }
    }
}
