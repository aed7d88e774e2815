// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IBids} from "../../../../contracts/interfaces/IBids.sol";
import {ILimits} from "../../../../contracts/interfaces/ILimits.sol";
import {IMarket} from "../../../../contracts/interfaces/IMarket.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {AskId, BidId} from "../../../../contracts/interfaces/Types.sol";
import {vm} from "../harness/Vm.sol";
import {MarketHandler} from "./MarketHandler.sol";

/// Bids, counter-offers, rounds, and the limits that financiers keep.
abstract contract BiddingHandler is MarketHandler {
    function bid(uint256 seed) external action(seed) {
        (uint256 askId, bool found) = _oneIn(8) ? _anyAsk() : _openAsk(_oneIn(4));
        if (found) _bidOn(askId);
    }

    /// Several bid, some beyond their means; the deadline passes, anyone closes.
    function closeRound(uint256 seed) external action(seed) {
        (uint256 askId, bool found) = _oneIn(8) ? _anyAsk() : _openAsk(true);
        if (!found) return;
        IMarket.Ask storage a = asks[askId];
        for (uint256 bidders = clock <= a.deadline ? 1 + _pick(4) : 0; bidders > 0; --bidders) _bidOn(askId);
        if (clock <= a.deadline && !_oneIn(4)) vm.warp(clock = uint256(a.deadline) + 1);
        uint256 passed = bidsPassed;
        bool done = _as(_anyActor(), address(market), abi.encodeCall(IBids.close, (AskId.wrap(askId))));
        _rule(!done || clock > a.deadline, "09", "a round was closed before its deadline");
        _carried(done);
        _occasion(done && a.filled != 0, "sold in a round");
        _occasion(done && a.filled == 0, "closed without a sale");
        _occasion(done && bidsPassed != passed, "passed over in a round");
    }

    /// Half of the sales follow a counter-offer; now and then one comes too late, or at a price that does not stand.
    function acceptBid(uint256 seed) external action(seed) {
        (uint256 bidId, bool found) = _openBid();
        if (!found) return;
        IBids.Bid storage b = bids[bidId];
        bool byBidder = _oneIn(2);
        if (byBidder && b.counterExpiry == 0) _counter(bidId, actorOf[_askOf(b).seller]);
        uint256 last = byBidder ? b.counterExpiry : b.expiry;
        if (_oneIn(4) && last >= clock && last < _askOf(b).expiry) vm.warp(clock = last + 1);
        uint256 actor = _oneIn(12) ? _anyActor() : actorOf[byBidder ? b.bidder : _askOf(b).seller];
        uint256 price = byBidder && !_oneIn(6) ? b.counter : b.price;
        bool done = _as(actor, address(market), abi.encodeCall(IBids.accept, (BidId.wrap(bidId), price)));
        address account = actors[actor].account;
        bool entitled = account == _askOf(b).seller || account == b.bidder;
        _rule(!done || entitled, "07", "somebody else accepted a bid");
        bool consented = account == b.bidder ? price == b.counter : price == b.price;
        _rule(!done || consented, "07", "a bid was accepted at another price than was agreed to");
        _carried(done);
        _occasion(done && byBidder, "sold by counter-offer");
        _occasion(done && !byBidder, "sold by bid");
    }

    function counterBid(uint256 seed) external action(seed) {
        (uint256 bidId, bool found) = _openBid();
        if (!found) return;
        uint256 actor = _oneIn(8) ? _anyActor() : actorOf[_askOf(bids[bidId]).seller];
        bool done = _counter(bidId, actor);
        _rule(!done || actors[actor].account == _askOf(bids[bidId]).seller, "09", "somebody else made a counter-offer");
    }

    function withdrawBid(uint256 seed) external action(seed) {
        (uint256 bidId, bool found) = _openBid();
        if (!found || _oneIn(2)) return;
        uint256 actor = _oneIn(8) ? _anyActor() : actorOf[bids[bidId].bidder];
        bool done = _as(actor, address(market), abi.encodeCall(IBids.withdrawBid, (BidId.wrap(bidId))));
        _rule(!done || actors[actor].account == bids[bidId].bidder, "09", "somebody else withdrew a bid");
    }

    /// A financier that would buy all of an ask sets a limit below it, and finds itself held to it.
    function setLimit(uint256 seed) external action(seed) {
        (uint256 askId, bool found) = _openAsk(false);
        if (!found) return;
        IMarket.Ask storage a = asks[askId];
        uint256 buyer = _buyerOf(askId);
        uint96 left = a.units - a.filled;
        ILimits.Subject subject = ILimits.Subject(_pick(2));
        _setLimit(buyer, subject, a.id, uint96(_oneIn(3) ? left : _pick(left)));
        bytes memory data = abi.encodeCall(IMarket.take, (AskId.wrap(askId), left, type(uint256).max));
        bool done = _as(buyer, address(market), data);
        _carried(done);
        _occasion(!done, "refused beyond a limit");
        // Else soon nobody could buy any more.
        if (!_oneIn(6)) _setLimit(buyer, subject, a.id, type(uint96).max - uint96(_pick(2)));
    }

    function recount(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _positionIn(_oneIn(4) ? ANY : ACKNOWLEDGED);
        if (!found) return;
        bytes memory data = abi.encodeCall(ILimits.recount, (holder, receivables, id));
        _as(_anyActor(), address(market), data);
    }

    /// Only a system contract may reserve; what one does is counted where it does it.
    function reserve(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _positionIn(ACKNOWLEDGED);
        if (!found) return;
        bytes memory data = abi.encodeCall(ILimits.reserve, (holder, receivables, id, 1));
        _rule(!_as(_anyActor(), address(market), data), "07", "a party reserved a limit");
    }

    function _setLimit(uint256 actor, ILimits.Subject subject, uint256 id, uint96 cap) private {
        IReceivables.Claim storage c = claims[id].seen;
        address party = subject == ILimits.Subject.SELLER ? c.seller : c.debtor;
        _as(actor, address(market), abi.encodeCall(ILimits.setLimit, (subject, party, c.currency, cap)));
    }

    function _counter(uint256 bidId, uint256 actor) private returns (bool) {
        uint96 price = uint96(1 + _pick(2 * uint256(bids[bidId].price)));
        bytes memory data = abi.encodeCall(IBids.counter, (BidId.wrap(bidId), price, uint40(clock + _pick(10 days))));
        return _as(actor, address(market), data);
    }

    function _bidOn(uint256 askId) private {
        IMarket.Ask storage a = asks[askId];
        uint96 left = a.units - a.filled;
        uint96 units = a.deadline != 0 || left == 0 ? a.units : uint96(_upTo(left));
        uint256 least = (floors[askId] * units) / a.units + 1;
        uint256 bidder = _buyerOf(askId);
        uint256 price = _oneIn(10) ? 1 + _pick(least) : least + _pick(units);
        if (_oneIn(4)) price += IERC20(_cashOf(a.id)).balanceOf(actors[bidder].account);
        uint40 expiry = a.deadline == 0 ? uint40(clock + _pick(10 days)) : a.expiry;
        bytes memory data = abi.encodeCall(IBids.bid, (AskId.wrap(askId), units, uint96(price), expiry));
        _as(bidder, address(market), data);
    }

    /// A bid that can be accepted; one is made where there is none.
    function _openBid() private returns (uint256 bidId, bool found) {
        if (_oneIn(8)) return lastBid == 0 ? (0, false) : (1 + _pick(lastBid), true);
        (bidId, found) = _bidThatFits();
        if (found) return (bidId, true);
        (uint256 askId, bool open) = _openAsk(false);
        if (open) _bidOn(askId);
        return _bidThatFits();
    }

    function _bidThatFits() private returns (uint256 bidId, bool found) {
        uint256 skipped = _pick(3);
        uint256 last = lastBid > RECENT ? lastBid - RECENT : 0;
        for (uint256 i = lastBid; i > last; --i) {
            IBids.Bid storage b = bids[i];
            IMarket.Ask storage a = _askOf(b);
            bool open = b.status == IBids.BidStatus.OPEN && clock <= b.expiry && a.deadline == 0;
            if (!open || b.units > a.units - a.filled || !_fits(a)) continue;
            (bidId, found) = (i, true);
            if (skipped == 0) break;
            --skipped;
        }
    }

    function _carried(bool done) internal {
        if (done) _count("Parties", parties.carry.selector, true);
    }
}
