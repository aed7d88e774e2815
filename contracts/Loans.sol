// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IFacilities} from "./interfaces/IFacilities.sol";
import {ILendingEvents} from "./interfaces/ILendingEvents.sol";
import {ILoans} from "./interfaces/ILoans.sol";
import {IParties} from "./interfaces/IParties.sol";
import {DrawdownId, FacilityId, IntentId} from "./interfaces/Types.sol";
import {Accrual, Rates, Row} from "./libraries/Accrual.sol";
import {Instalment} from "./libraries/Schedule.sol";
import {Debt, Waterfall} from "./libraries/Waterfall.sol";

/// @title Loans, see {ILoans}
contract Loans is ILoans, AccessManaged {
    using Accrual for Accrual.Book;

    struct Account {
        FacilityId facility;
        Accrual.Book book;
        Row[] rows;
    }

    uint256 private constant MOST_DRAWDOWNS = 12;
    /// What {IFacilities} fills in: sequence number and intent.
    uint32 private constant SEQ = 0;
    IntentId private constant INTENT = IntentId.wrap(0);

    IParties public immutable parties;
    IFacilities public immutable facilities;

    mapping(FacilityId id => Conditions) private _conditions;
    mapping(FacilityId id => DrawdownId[]) private _drawdowns;
    mapping(DrawdownId id => Account) private _accounts;
    mapping(DrawdownId id => Covered) private _covered;
    mapping(FacilityId id => uint256) private _returned;

    constructor(address authority, IParties parties_, IFacilities facilities_) AccessManaged(authority) {
        parties = parties_;
        facilities = facilities_;
    }

    /// @inheritdoc ILoans
    function pay(FacilityId id, DrawdownId named, uint256 amount) external {
        require(amount != 0, NothingPaid(id));
        require(parties.carry(msg.sender).sends(), CannotPay(msg.sender));
        uint256 left = amount;
        if (_conditions[id].acceleratedAt != 0) {
            left = _payAll(id, left);
        } else if (DrawdownId.unwrap(named) != 0) {
            require(FacilityId.unwrap(_accounts[named].facility) == FacilityId.unwrap(id), NotOfFacility(id, named));
            left = _payOne(id, named, left);
        } else {
            while (left != 0) {
                DrawdownId oldest = _oldestOf(id);
                if (DrawdownId.unwrap(oldest) == 0) break;
                left = _payOne(id, oldest, left);
            }
        }
        require(left == 0, ExceedsOwed(id, left));
    }

    /// @inheritdoc ILoans
    function cover(FacilityId id, address payer, uint96 amount) external restricted {
        parties.carry(msg.sender);
        DrawdownId[] memory all = _drawdowns[id];
        uint256[] memory lacking = new uint256[](all.length);
        uint256[] memory owed = new uint256[](all.length);
        uint256 lackingOfAll;
        for (uint256 i = 0; i < all.length; ++i) {
            owed[i] = _sumOf(_count(id, all[i]).owed(_ratesOf(id)));
            lacking[i] = _lackingOf(all[i], owed[i]);
            lackingOfAll += lacking[i];
        }
        require(amount <= lackingOfAll, ExceedsOwed(id, Math.saturatingSub(amount, lackingOfAll)));
        uint256[] memory parts = Waterfall.share(amount, lacking);
        for (uint256 i = 0; i < all.length; ++i) {
            if (parts[i] == 0) continue;
            bytes memory data = _setCovered(all[i], owed[i] - lacking[i] + parts[i], owed[i], parts[i]);
            facilities.receiveCover(all[i], payer, uint96(parts[i]), data);
        }
    }

    /// @inheritdoc ILoans
    function agree(FacilityId id, Conditions calldata conditions) external restricted {
        _conditions[id] = conditions;
    }

    /// @inheritdoc ILoans
    function open(
        FacilityId id,
        DrawdownId drawdown,
        uint96 principal,
        uint96 fees,
        Instalment[] calldata schedule
    ) external restricted {
        require(_drawdowns[id].length < MOST_DRAWDOWNS, TooManyDrawdowns(id, MOST_DRAWDOWNS));
        _drawdowns[id].push(drawdown);
        Account storage a = _accounts[drawdown];
        a.facility = id;
        a.book.principal = principal;
        a.book.fees = fees;
        a.book.accruedTo = uint32(today(id));
        uint96 principalTo;
        for (uint256 i = 0; i < schedule.length; ++i) {
            principalTo += schedule[i].principal;
            a.rows.push(Row(schedule[i].dueDay, principalTo, 0));
        }
    }

    /// @inheritdoc ILoans
    /// @dev Counted first, as in {accelerate}: what has run so far has run by the former rates.
    function amend(FacilityId id, uint32 rate, uint32 lateRate) external restricted {
        _countAll(id);
        (_conditions[id].rate, _conditions[id].lateRate) = (rate, lateRate);
    }

    /// @inheritdoc ILoans
    /// @dev Counted first: late interest runs on all that falls due now, from now on.
    function accelerate(FacilityId id) external restricted {
        _countAll(id);
        _conditions[id].acceleratedAt = uint40(block.timestamp);
    }

    /// @inheritdoc ILoans
    function isOverdue(FacilityId id, uint256 graceDays) external view returns (bool) {
        DrawdownId[] memory all = _drawdowns[id];
        for (uint256 i = 0; i < all.length; ++i) {
            Account storage a = _accounts[all[i]];
            Accrual.Book memory b = a.book;
            b.advance(a.rows, _ratesOf(id), today(id));
            uint256 since = b.dueSince(a.rows);
            if (since != 0 && since + graceDays < today(id)) return true;
        }
        return false;
    }

    /// @inheritdoc ILoans
    function conditionsOf(FacilityId id) external view returns (Conditions memory) {
        return _conditions[id];
    }

    /// @inheritdoc ILoans
    function drawdownsOf(FacilityId id) external view returns (DrawdownId[] memory) {
        return _drawdowns[id];
    }

    /// @inheritdoc ILoans
    function bookOf(DrawdownId id) external view returns (Accrual.Book memory) {
        return _accounts[id].book;
    }

    /// @inheritdoc ILoans
    function scheduleOf(DrawdownId id) external view returns (Row[] memory) {
        return _accounts[id].rows;
    }

    /// @inheritdoc ILoans
    function owedAt(
        DrawdownId id,
        uint256 day
    ) external view returns (Debt memory owed, Debt memory due, uint256 dueSince) {
        Account storage a = _accounts[id];
        Accrual.Book memory b = a.book;
        require(day >= b.accruedTo, BackInTime(id, day, b.accruedTo));
        Rates memory r = _ratesOf(a.facility);
        b.advance(a.rows, r, day);
        return (b.owed(r), b.due(a.rows, r), b.dueSince(a.rows));
    }

    /// @inheritdoc ILoans
    function coveredOf(DrawdownId id) external view returns (Covered memory) {
        return _covered[id];
    }

    /// @inheritdoc ILoans
    function standingOf(FacilityId id) external view returns (uint256 owed, uint256 lacking, uint256 returned) {
        DrawdownId[] memory all = _drawdowns[id];
        Rates memory r = _ratesOf(id);
        for (uint256 i = 0; i < all.length; ++i) {
            Account storage a = _accounts[all[i]];
            Accrual.Book memory b = a.book;
            b.advance(a.rows, r, today(id));
            uint256 sum = _sumOf(b.owed(r));
            owed += sum;
            lacking += _lackingOf(all[i], sum);
        }
        returned = _returned[id];
    }

    /// @inheritdoc ILoans
    function outstanding(FacilityId id) external view returns (uint256 sum) {
        DrawdownId[] storage all = _drawdowns[id];
        for (uint256 i = 0; i < all.length; ++i) {
            Accrual.Book storage b = _accounts[all[i]].book;
            sum += b.principal - b.principalPaid;
        }
    }

    /// @inheritdoc ILoans
    function today(FacilityId id) public view returns (uint256) {
        return uint256(int256(block.timestamp) + _conditions[id].clock) / 1 days;
    }

    function _payOne(FacilityId id, DrawdownId drawdown, uint256 amount) private returns (uint256 left) {
        Debt memory paid;
        (paid, left) = Waterfall.pay(_count(id, drawdown).owed(_ratesOf(id)), amount);
        _use(id, drawdown, paid, _sumOf(paid));
    }

    function _payAll(FacilityId id, uint256 amount) private returns (uint256 left) {
        DrawdownId[] memory all = _drawdowns[id];
        Debt[] memory owed = new Debt[](all.length);
        uint256[] memory lacking = new uint256[](all.length);
        for (uint256 i = 0; i < all.length; ++i) {
            owed[i] = _count(id, all[i]).owed(_ratesOf(id));
            lacking[i] = _lackingOf(all[i], _sumOf(owed[i]));
        }
        Debt[] memory paid;
        (paid, left) = Waterfall.payAll(owed, amount);
        (uint256[] memory shared, uint256 kept) = _shared(paid, lacking);
        for (uint256 i = 0; i < all.length; ++i) _use(id, all[i], paid[i], shared[i]);
        if (kept == 0) return left;
        uint256 returned = _returned[id] += kept;
        bytes memory data = abi.encode(SEQ, INTENT, kept, returned);
        facilities.record(id, facilities.facility(id).status, ILendingEvents.CoverKept.selector, data);
    }

    function _countAll(FacilityId id) private {
        DrawdownId[] memory all = _drawdowns[id];
        for (uint256 i = 0; i < all.length; ++i) _count(id, all[i]);
    }

    /// Counts a drawdown up to today.
    function _count(FacilityId id, DrawdownId drawdown) private returns (Accrual.Book memory b) {
        Account storage a = _accounts[drawdown];
        b = a.book;
        uint96[] memory billed = b.advance(a.rows, _ratesOf(id), today(id));
        uint256 first = b.next - billed.length;
        for (uint256 i = 0; i < billed.length; ++i) a.rows[first + i].interestTo = billed[i];
        a.book = b;
    }

    /// Uses a payment on a drawdown that is counted up to today. @param shared What its units share.
    function _use(FacilityId id, DrawdownId drawdown, Debt memory paid, uint256 shared) private {
        uint256 amount = _sumOf(paid);
        if (amount == 0 && shared == 0) return;
        Account storage a = _accounts[drawdown];
        Accrual.Book memory b = a.book;
        Rates memory r = _ratesOf(id);
        uint256 lackingBefore = _lackingOf(drawdown, _sumOf(b.owed(r)));
        b.use(a.rows, r, paid);
        a.book = b;
        Debt memory owed = b.owed(r);
        uint256 left = _sumOf(owed);
        bytes memory data = abi.encode(SEQ, INTENT, msg.sender, b.accruedTo, paid, owed, b.dueSince(a.rows));
        facilities.receivePayment(drawdown, msg.sender, uint96(amount), uint96(shared), left == 0, data);
        if (_covered[drawdown].covered == 0 && shared == amount) return;
        bool isMore = shared > amount;
        data = _setCovered(drawdown, left + shared - lackingBefore, left, isMore ? shared - amount : amount - shared);
        bytes32 topic = isMore ? ILendingEvents.CoverReceived.selector : ILendingEvents.CoverReturned.selector;
        facilities.recordCover(drawdown, topic, data);
    }

    /// @return data Of the entry that tells it.
    function _setCovered(
        DrawdownId drawdown,
        uint256 covered,
        uint256 owed,
        uint256 amount
    ) private returns (bytes memory data) {
        _covered[drawdown] = Covered(uint96(covered), uint96(owed));
        data = abi.encode(SEQ, INTENT, amount, covered, owed);
    }

    /// What the lenders of a drawdown have not received of what is owed on it: interest has raised what is covered since.
    function _lackingOf(DrawdownId drawdown, uint256 owed) private view returns (uint256) {
        Covered memory c = _covered[drawdown];
        return c.covered == 0 ? owed : owed - (c.covered * owed) / c.owed;
    }

    function _ratesOf(FacilityId id) private view returns (Rates memory) {
        Conditions storage c = _conditions[id];
        return Rates(c.convention, c.rate, c.lateRate, c.acceleratedAt != 0);
    }

    /// The drawdown whose oldest unpaid instalment falls due first; one with only fees or late interest left comes before.
    function _oldestOf(FacilityId id) private view returns (DrawdownId oldest) {
        DrawdownId[] storage all = _drawdowns[id];
        uint256 first = type(uint256).max;
        for (uint256 i = 0; i < all.length; ++i) {
            if (facilities.drawdown(all[i]).status != IFacilities.DrawdownStatus.DRAWN) continue;
            Account storage a = _accounts[all[i]];
            uint256 open_ = a.book.firstOpen;
            uint256 day = open_ < a.rows.length ? a.rows[open_].dueDay : 0;
            if (day < first) (first, oldest) = (day, all[i]);
        }
    }

    /// @return shared By the units of each drawdown: what they lack at most; what others do not lack is theirs too.
    /// @return kept What no lender lacks.
    function _shared(
        Debt[] memory paid,
        uint256[] memory lacking
    ) private pure returns (uint256[] memory shared, uint256 kept) {
        shared = new uint256[](paid.length);
        uint256 lackingOfAll;
        for (uint256 i = 0; i < paid.length; ++i) {
            uint256 amount = _sumOf(paid[i]);
            shared[i] = Math.min(amount, lacking[i]);
            kept += amount - shared[i];
            lacking[i] -= shared[i];
            lackingOfAll += lacking[i];
        }
        uint256 others = Math.min(kept, lackingOfAll);
        if (others == 0) return (shared, kept);
        kept -= others;
        uint256[] memory parts = Waterfall.share(others, lacking);
        for (uint256 i = 0; i < paid.length; ++i) shared[i] += parts[i];
    }

    function _sumOf(Debt memory d) private pure returns (uint256) {
        return d.fees + d.interest + d.principal;
    }
}
