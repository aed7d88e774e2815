// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

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
        (uint256 askId, bool found) = _openAsk();
        if (found) _bidOn(askId);
    }

    /// Several bid, the deadline passes, anyone closes.
    function closeRound(uint256 seed) external action(seed) {
        (uint256 askId, bool found) = _openRound();
        if (!found) return;
        IMarket.Ask storage a = asks[askId];
        for (uint256 bidders = clock <= a.deadline ? 1 + _pick(4) : 0; bidders > 0; --bidders) _bidOn(askId);
        if (clock <= a.deadline && !_oneIn(6)) vm.warp(clock = uint256(a.deadline) + 1);
        bool done = _as(_anyActor(), address(market), abi.encodeCall(IBids.close, (AskId.wrap(askId))));
        _rule(!done || clock > a.deadline, "09", "a round was closed before its deadline");
        _carried(done);
        _occasion(done && a.filled != 0, "sold in a round");
        _occasion(done && a.filled == 0, "closed without a sale");
    }

    function acceptBid(uint256 seed) external action(seed) {
        (uint256 bidId, bool found) = _openBid();
        if (!found) return;
        IBids.Bid storage b = bids[bidId];
        bool byBidder = b.counterExpiry != 0 && _oneIn(2);
        uint256 actor = actorOf[byBidder ? b.bidder : _askOf(b).seller];
        if (_oneIn(12)) actor = _anyActor();
        uint256 price = byBidder ? b.counter : b.price;
        if (_oneIn(12)) ++price;
        bool done = _as(actor, address(market), abi.encodeCall(IBids.accept, (BidId.wrap(bidId), price)));
        address account = actors[actor].account;
        bool entitled = account == _askOf(b).seller || account == b.bidder;
        _rule(!done || entitled, "07", "somebody else accepted a bid");
        bool consented = account == b.bidder ? price == b.counter : price == b.price;
        _rule(!done || consented, "07", "a bid was accepted at another price than was agreed to");
        _carried(done);
        _occasion(done && byBidder, "sold by counter-offer");
    }

    function counterBid(uint256 seed) external action(seed) {
        (uint256 bidId, bool found) = _openBid();
        if (!found) return;
        IBids.Bid storage b = bids[bidId];
        uint256 actor = _oneIn(8) ? _anyActor() : actorOf[_askOf(b).seller];
        uint96 price = uint96(1 + _pick(2 * uint256(b.price)));
        bytes memory data = abi.encodeCall(IBids.counter, (BidId.wrap(bidId), price, uint40(clock + _pick(10 days))));
        bool done = _as(actor, address(market), data);
        _rule(!done || actors[actor].account == _askOf(b).seller, "09", "somebody else made a counter-offer");
    }

    function withdrawBid(uint256 seed) external action(seed) {
        (uint256 bidId, bool found) = _openBid();
        if (!found || _oneIn(2)) return;
        uint256 actor = _oneIn(8) ? _anyActor() : actorOf[bids[bidId].bidder];
        bool done = _as(actor, address(market), abi.encodeCall(IBids.withdrawBid, (BidId.wrap(bidId))));
        _rule(!done || actors[actor].account == bids[bidId].bidder, "09", "somebody else withdrew a bid");
    }

    /// Mostly a limit that leaves room, so that a run still sees sales.
    function setLimit(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimIn(ACKNOWLEDGED);
        if (!found) return;
        IReceivables.Claim storage c = claims[id].seen;
        uint256 actor = _actorAs(FINANCIER);
        ILimits.Subject subject = ILimits.Subject(_pick(2));
        address party = subject == ILimits.Subject.SELLER ? c.seller : c.debtor;
        uint96 cap = _oneIn(3) ? uint96(_pick(c.units)) : type(uint96).max - uint96(_pick(2));
        _as(actor, address(market), abi.encodeCall(ILimits.setLimit, (subject, party, c.currency, cap)));
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

    function _bidOn(uint256 askId) private {
        IMarket.Ask storage a = asks[askId];
        uint96 left = a.units - a.filled;
        uint96 units = a.deadline != 0 || left == 0 ? a.units : uint96(_upTo(left));
        uint256 least = (floors[askId] * units) / a.units + 1;
        uint96 price = uint96(_oneIn(10) ? 1 + _pick(least) : least + _pick(units));
        uint40 expiry = a.deadline == 0 ? uint40(clock + _pick(10 days)) : a.expiry;
        bytes memory data = abi.encodeCall(IBids.bid, (AskId.wrap(askId), units, price, expiry));
        _as(_buyerOf(askId), address(market), data);
    }

    function _openRound() private returns (uint256 askId, bool found) {
        for (uint256 look = 0; look < 4 * LOOKS && lastAsk != 0; ++look) {
            askId = 1 + _pick(lastAsk);
            if (asks[askId].deadline != 0 && _fits(asks[askId])) return (askId, true);
        }
        return (askId, lastAsk != 0 && _oneIn(8));
    }

    /// Mostly a bid that can be accepted.
    function _openBid() private returns (uint256 bidId, bool found) {
        for (uint256 look = 0; look < 4 * LOOKS && lastBid != 0; ++look) {
            bidId = 1 + _pick(lastBid);
            IBids.Bid storage b = bids[bidId];
            IMarket.Ask storage a = _askOf(b);
            bool open = b.status == IBids.BidStatus.OPEN && clock <= b.expiry;
            if (open && a.deadline == 0 && b.units <= a.units - a.filled && _fits(a)) return (bidId, true);
        }
        return (bidId, lastBid != 0 && _oneIn(4));
    }

    function _carried(bool done) internal {
        if (done) _count("Parties", parties.carry.selector, true);
    }
}
