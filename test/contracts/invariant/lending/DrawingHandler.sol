// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IFacilities} from "../../../../contracts/interfaces/IFacilities.sol";
import {ILendingEvents} from "../../../../contracts/interfaces/ILendingEvents.sol";
import {ISyndication} from "../../../../contracts/interfaces/ISyndication.sol";
import {DrawdownId, FacilityId} from "../../../../contracts/interfaces/Types.sol";
import {Instalment} from "../../../../contracts/libraries/Schedule.sol";
import {AgreeingHandler} from "./AgreeingHandler.sol";

/// Facilities are drawn from: requests are made, paid in on, closed and taken back; commitments are novated.
abstract contract DrawingHandler is AgreeingHandler {
    uint256[] private _requested;
    mapping(uint256 drawdown => ILendingEvents.Draw) private _requests;

    function request(uint256 seed) external action(seed) {
        uint256 id = _drawable();
        if (id == 0) return;
        FacilityState storage f = facilityStates[id];
        uint256 undrawn = _undrawnOf(id);
        ILendingEvents.Draw memory d;
        d.amount = uint96(_oneIn(12) ? undrawn + 1 : 1 + _pick(undrawn / (1 + _pick(3)) + 1));
        if (f.limits.maxLtvBps != 0 && !_oneIn(8)) d.amount = uint96(_within(id, d.amount));
        d.minimum = uint96(_oneIn(6) ? d.amount : 1 + _pick(d.amount / 2 + 1));
        d.fundBy = uint40(clock + 1 hours + _pick(3 days));
        d.schedule = _schedule(d.amount, _todayOf(id) + 4 + _pick(20));
        bytes memory data = abi.encodeCall(syndication.requestDraw, (FacilityId.wrap(id), d));
        if (!_act(_mostly(f.seen.borrower), address(syndication), data)) return;
        _requested.push(_openDraw(id));
        ILendingEvents.Draw storage kept = _requests[_openDraw(id)];
        (kept.amount, kept.minimum, kept.fundBy) = (d.amount, d.minimum, d.fundBy);
        for (uint256 i = 0; i < d.schedule.length; ++i) kept.schedule.push(d.schedule[i]);
        if (!_oneIn(4)) _fund(id);
        if (_oneIn(2)) _end(id);
    }

    function fund(uint256 seed) external action(seed) {
        uint256 id = _slot();
        if (_openDraw(id) != 0) _fund(id);
    }

    function close(uint256 seed) external action(seed) {
        uint256 id = _slot();
        if (_openDraw(id) != 0) _end(id);
    }

    function reclaim(uint256 seed) external action(seed) {
        for (uint256 back = 1; back <= 4 && back <= _requested.length; ++back) {
            uint256 drawdown = _requested[_requested.length - back];
            for (uint256 i = 0; i < PARTIES; ++i) {
                if (drawdownStates[drawdown].paidIn[_party(i)] == 0 && !_oneIn(40)) continue;
                _reclaim(drawdown, _party(i));
            }
        }
    }

    function novate(uint256 seed) external action(seed) {
        uint256 id = _slot();
        if (id == 0) return;
        (address from, address to) = (_someLender(id), _mostly(_financier(_pick(FINANCIERS + 1))));
        uint256 place = _placeOf(id, from);
        if (place == facilityStates[id].lenders.length) return;
        uint256 undrawn = facilityStates[id].lenders[place].undrawn;
        uint96 amount = uint96(_oneIn(4) ? undrawn : _pick(undrawn + 2));
        _novate(id, from, to, amount);
    }

    function _reclaim(uint256 drawdown, address lender) private {
        uint256 had = cashes[0].balanceOf(lender) + drawdownStates[drawdown].paidIn[lender];
        bytes memory data = abi.encodeCall(syndication.reclaim, (DrawdownId.wrap(drawdown), lender));
        if (!_act(_someParty(), address(syndication), data)) return;
        _rule(cashes[0].balanceOf(lender) == had, "03c", "a lender takes back another amount than it paid in");
    }

    /// One that may be drawn from, if there is one.
    function _drawable() private returns (uint256 id) {
        uint256 first = _pick(SLOTS);
        for (uint256 i = 0; i < SLOTS; ++i) {
            id = slots[(first + i) % SLOTS];
            if (facilityStates[id].seen.status == IFacilities.FacilityStatus.AGREED && _openDraw(id) == 0) return id;
        }
        return _slot();
    }

    /// Now and then the collateral has lost value meanwhile, or a lender can hold no units.
    function _end(uint256 id) private {
        uint256 drawdown = _openDraw(id);
        ILendingEvents.Draw memory d = _requests[drawdown];
        bool isShort = drawdownStates[drawdown].draw.funded < d.amount;
        if (isShort && clock <= d.fundBy && !_oneIn(3)) _wait(d.fundBy + 1 - clock);
        if (_oneIn(6)) _value(id, _oneIn(2));
        address lender = _someLender(id);
        if (_oneIn(3)) _check(lender, uint40(clock - 1));
        address borrower = facilityStates[id].seen.borrower;
        uint256 had = cashes[0].balanceOf(borrower);
        bytes memory data = abi.encodeCall(syndication.close, (FacilityId.wrap(id), d));
        bool done = _act(_someParty(), address(syndication), data);
        _check(lender, FAR);
        if (!done) return;
        uint256 lent = drawdownStates[drawdown].seen.principal;
        _rule(cashes[0].balanceOf(borrower) == had + lent, "11", "the borrower gets another amount than is lent");
    }

    function _fund(uint256 id) private {
        ISyndication.Lender[] storage lenders = facilityStates[id].lenders;
        bytes memory data = abi.encodeCall(syndication.fund, (DrawdownId.wrap(_openDraw(id))));
        for (uint256 i = 0; i < lenders.length; ++i) {
            if (!_oneIn(10)) _act(_mostly(lenders[i].account), address(syndication), data);
        }
    }

    function _novate(uint256 id, address from, address to, uint96 amount) private {
        FacilityId key = FacilityId.wrap(id);
        address target = address(syndication);
        if (!_act(from, target, abi.encodeCall(syndication.offerNovation, (key, to, amount)))) return;
        address borrower = _mostly(facilityStates[id].seen.borrower);
        if (_oneIn(6)) _act(from, target, abi.encodeCall(syndication.offerNovation, (key, to, amount + 1)));
        _act(borrower, target, abi.encodeCall(syndication.consentNovation, (key, from, to, amount)));
        if (!_oneIn(4)) _act(_mostly(to), target, abi.encodeCall(syndication.acceptNovation, (key, from, amount)));
    }

    /// At most what the collateral allows, or just more; if it allows nothing, it is valued anew.
    function _within(uint256 id, uint256 amount) private returns (uint256) {
        uint256 most = (_countableOf(id) * facilityStates[id].limits.drawLtvBps) / 10_000;
        uint256 outstanding = _outstandingOf(id);
        if (most <= outstanding) {
            _value(id, _oneIn(6));
            most = (_countableOf(id) * facilityStates[id].limits.drawLtvBps) / 10_000;
        }
        uint256 room = most > outstanding ? most - outstanding + _pick(2) : 1;
        return amount < room ? amount : room;
    }

    /// Instalments of any size, some of interest only.
    function _schedule(uint256 amount, uint256 day) private returns (Instalment[] memory schedule) {
        schedule = new Instalment[](1 + _pick(4));
        for (uint256 i = 0; i < schedule.length; ++i) {
            day += 1 + _pick(12);
            uint256 part = i + 1 == schedule.length ? amount : _pick(amount + 1) / 2;
            if (i + 1 != schedule.length && _oneIn(4)) part = 0;
            schedule[i] = Instalment(uint32(day), uint96(part));
            amount -= part;
        }
    }
}
