// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {ClaimId} from "../../../../contracts/interfaces/Types.sol";
import {vm} from "../harness/Vm.sol";
import {ServicingHandler} from "./ServicingHandler.sol";

/// Sellers promise recourse, holders put what is in default, sellers buy it back.
abstract contract RecourseHandler is ServicingHandler {
    struct Put {
        uint256 id;
        address holder;
    }

    uint256 private constant SOON = 4 days;
    Put[] private _puts;

    function giveRecourse(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _oneIn(8) ? _claimIn(ANY) : _claimWith(_isPromisable);
        if (found) _promise(id);
    }

    /// From the promise to the put, on a claim of its own; now and then before the default.
    function putWhatDefaulted(uint256 seed) external action(seed) {
        _putFresh();
    }

    function _putFresh() private {
        (uint256 id, bool made) = _freshClaim();
        if (!made || !_promise(id)) return;
        if (_oneIn(6)) _sellOn(id);
        else _default(id);
        vm.warp(clock);
        (address holder, ) = _holderOf(id);
        _put(id, holder);
    }

    /// A seller sells in spite of its promise, and the debtor lets the due date and the grace pass.
    function fallIntoDefault(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimWith(_isPromised);
        if (found) _default(id);
    }

    function put(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _creditorInDefault();
        if (_oneIn(8)) (id, holder, found) = _positionIn(ANY);
        if (found) _put(id, holder);
    }

    function _promise(uint256 id) private returns (bool) {
        uint32 grace = uint32(_oneIn(2) ? 0 : _pick(2 days));
        uint32 buyBackTime = uint32(_pick(4 days));
        return _asSeller(id, abi.encodeCall(servicing.giveRecourse, (ClaimId.wrap(id), grace, buyBackTime)));
    }

    function _default(uint256 id) private {
        _sellOn(id);
        uint256 from = uint256(claims[id].seen.dueAt) + claims[id].recourse.grace;
        if (from >= clock) clock = from + 1;
    }

    function _put(uint256 id, address holder) private {
        uint256 free = _unfrozen(id, holder);
        uint256 units = free == 0 || _oneIn(16) ? free + 1 : _upTo(free);
        bool done = _serve(actorOf[holder], abi.encodeCall(servicing.put, (ClaimId.wrap(id), uint96(units))));
        if (!done) return;
        _puts.push(Put(id, holder));
        _count("Receivables", receivables.lock.selector, true);
        if (_oneIn(3)) _buyBack(id, holder);
    }

    /// Once nothing is due on a claim, anybody may unlock what its holders have put.
    function withdrawPut(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _openPut();
        bool settled = claims[id].seen.status == IReceivables.Status.SETTLED;
        if (!found || (!settled && _oneIn(2))) return;
        uint256 actor = _oneIn(3) ? _anyActor() : actorOf[holder];
        bool possible = settled && _isSound(actors[actor].account);
        bool done = _serve(actor, abi.encodeCall(servicing.withdrawPut, (ClaimId.wrap(id), holder)));
        _rule(done || !possible, "13", "units of a settled claim stay locked");
        _rule(!done || settled || actors[actor].account == holder, "09", "somebody else withdrew a put");
        if (done) _count("Receivables", receivables.lock.selector, true);
    }

    function buyBack(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _openPut();
        if (found) _buyBack(id, holder);
    }

    function _buyBack(uint256 id, address holder) private {
        bool done = _asSeller(id, abi.encodeCall(servicing.buyBack, (ClaimId.wrap(id), holder)));
        if (done) _count("Receivables", receivables.moveLocked.selector, true);
        _occasion(done, "bought back");
    }

    /// A holder tries to give away what it has put.
    function assignPut(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _openPut();
        if (!found) return;
        uint256 units = claims[id].holding[holder].units;
        bool bound = claims[id].holding[holder].locked != 0;
        bytes memory data = abi.encodeCall(receivables.assign, (id, _receiver(), units, _word()));
        bool done = _as(actorOf[holder], address(receivables), data);
        _rule(!done || !bound, "06", "a holder gave away what it had put");
        _occasion(bound && !done, "refused what was put");
    }

    function seizePut(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _openPut();
        if (!found || claims[id].holding[holder].locked == 0) {
            _putFresh();
            (id, holder, found) = _openPut();
        }
        uint256 locked = claims[id].holding[holder].locked;
        if (!found || locked == 0) return;
        uint256 held = claims[id].holding[holder].units;
        uint256 units = _oneIn(2) ? held : _upTo(held);
        address to = actors[_anyParty()].account;
        bytes memory data = abi.encodeCall(receivables.forceTransfer, (holder, to, id, units, _word()));
        _as(OPERATOR, address(receivables), data);
        _occasion(claims[id].holding[holder].locked < locked, "put and seized");
    }

    /// A claim in default with a holder who has something to put, if there is one.
    function _creditorInDefault() private returns (uint256 id, address holder, bool found) {
        uint256 start = claimIds.length == 0 ? 0 : _pick(claimIds.length);
        for (uint256 i = 0; i < claimIds.length; ++i) {
            id = claimIds[(start + i) % claimIds.length];
            if (!_isInDefault(id)) continue;
            address[] storage holders = claims[id].holders;
            for (uint256 k = 0; k < holders.length; ++k) {
                holder = holders[k];
                bool free = claims[id].holding[holder].putDeadline == 0 && _unfrozen(id, holder) != 0;
                if (free && holder != claims[id].seen.seller) return (id, holder, true);
            }
        }
    }

    function _isInDefault(uint256 id) private view returns (bool) {
        ClaimMirror storage c = claims[id];
        return c.recourse.given && _isOwed(c.seen.status) && clock > uint256(c.seen.dueAt) + c.recourse.grace;
    }

    /// Whether a claim under recourse is about to be in default, or is.
    function _isPromised(uint256 id) private view returns (bool) {
        ClaimMirror storage c = claims[id];
        bool near = uint256(c.seen.dueAt) + c.recourse.grace < clock + SOON;
        return c.recourse.given && near && _isSaleable(id) && _received(c.seen) != c.seen.units;
    }

    /// Whether the seller can still promise recourse.
    function _isPromisable(uint256 id) private view returns (bool) {
        ClaimMirror storage c = claims[id];
        bool open =
            c.seen.status == IReceivables.Status.REGISTERED || c.seen.status == IReceivables.Status.ACKNOWLEDGED;
        return open && !c.recourse.given && _isWhole(id);
    }

    /// Units that were put and neither bought back nor unlocked yet, if a few looks find some.
    function _openPut() private returns (uint256 id, address holder, bool found) {
        for (uint256 look = 0; look < LOOKS && !found && _puts.length != 0; ++look) {
            Put storage p = _puts[_pick(_puts.length)];
            (id, holder) = (p.id, p.holder);
            found = claims[id].holding[holder].putDeadline != 0;
        }
    }
}
