// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICash} from "../interfaces/ICash.sol";
import {IBids} from "../interfaces/IBids.sol";
import {AskId, BidId} from "../interfaces/Types.sol";
import {Delivery} from "../libraries/Delivery.sol";
import {Standing} from "../libraries/Standings.sol";
import {Asks} from "./Asks.sol";

/// @title Bids, see {IBids}
abstract contract Bids is IBids, Asks {
    mapping(BidId id => Bid) internal _bids;
    uint256 private _lastBid;

    /// @inheritdoc IBids
    function bid(AskId askId, uint96 units, uint96 price, uint40 expiry) external returns (BidId bidId) {
        Ask memory a = _asks[askId];
        _requireCurrent(askId, a);
        (Standing bidder, ) = parties.actorOf(msg.sender);
        _checkBuyer(askId, a, msg.sender, bidder);
        _checkSale(askId, a, units);
        require(price != 0, ZeroPrice());
        uint256 least = Math.ceilDiv(floorOf[askId] * units, a.units);
        require(price >= least, BelowFloor(askId, price, least));
        require(block.timestamp <= expiry, BidAlreadyExpired(expiry));

        bidId = BidId.wrap(++_lastBid);
        if (a.deadline != 0) _enter(askId, a, bidId, units, expiry);
        _bids[bidId] = Bid({
            bidder: msg.sender,
            expiry: expiry,
            status: BidStatus.OPEN,
            units: units,
            price: price,
            counter: 0,
            counterExpiry: 0,
            ask: askId
        });
        emit BidPlaced(bidId, askId, msg.sender, units, price, expiry);
    }

    /// @inheritdoc IBids
    function counter(BidId bidId, uint96 price, uint40 expiry) external {
        Bid memory b = _openBid(bidId);
        Ask memory a = _asks[b.ask];
        _requireCurrent(b.ask, a);
        require(a.deadline == 0, IsRound(b.ask));
        require(msg.sender == a.seller, NotSeller(msg.sender, a.seller));
        require(price != 0, ZeroPrice());
        require(block.timestamp <= expiry, BidAlreadyExpired(expiry));
        (_bids[bidId].counter, _bids[bidId].counterExpiry) = (price, expiry);
        emit BidCountered(bidId, b.ask, price, expiry);
    }

    /// @inheritdoc IBids
    function accept(BidId bidId, uint256 price) external nonReentrant {
        Bid memory b = _openBid(bidId);
        Ask memory a = _asks[b.ask];
        _requireCurrent(b.ask, a);
        require(a.deadline == 0, IsRound(b.ask));
        bool byBidder = msg.sender == b.bidder;
        require(byBidder || msg.sender == a.seller, NotSeller(msg.sender, a.seller));
        require(!byBidder || b.counterExpiry != 0, NoCounter(bidId));
        (uint96 onTable, uint40 expiry) = byBidder ? (b.counter, b.counterExpiry) : (b.price, b.expiry);
        require(block.timestamp <= expiry, BidExpired(bidId, expiry));
        require(price == onTable, PriceChanged(bidId, price, onTable));
        parties.carry(msg.sender);
        (Standing bidder, ) = parties.actorOf(b.bidder);
        _checkBuyer(b.ask, a, b.bidder, bidder);
        _matchBid(bidId, b, a, onTable, _checkSale(b.ask, a, b.units));
    }

    /// @inheritdoc IBids
    function withdrawBid(BidId bidId) external {
        Bid memory b = _openBid(bidId);
        require(msg.sender == b.bidder, NotBidder(msg.sender, b.bidder));
        Ask memory a = _asks[b.ask];
        if (a.deadline != 0) _leave(b.ask, a, bidId);
        _withdraw(bidId, b.ask);
    }

    /// @inheritdoc IBids
    function bidOf(BidId bidId) external view returns (Bid memory) {
        return _bids[bidId];
    }

    /// A bid comes into a round.
    function _enter(AskId askId, Ask memory a, BidId bidId, uint256 units, uint256 expiry) internal virtual;
    /// A bid goes out of a round.
    function _leave(AskId askId, Ask memory a, BidId bidId) internal virtual;

    function _withdraw(BidId bidId, AskId askId) internal {
        _bids[bidId].status = BidStatus.WITHDRAWN;
        emit BidWithdrawn(bidId, askId);
    }

    function _matchBid(BidId bidId, Bid memory b, Ask memory a, uint256 paid, ICash cash) internal {
        _reserve(a.token, a.id, b.bidder, b.units);
        _bids[bidId].status = BidStatus.ACCEPTED;
        a.filled += b.units;
        _asks[b.ask].filled = a.filled;
        emit BidAccepted(bidId, b.ask, b.bidder, a.id, b.units, paid, a.filled);
        Delivery.deliver(a.token, a.id, a.seller, b.bidder, b.units, paid, cash, AskId.unwrap(b.ask));
        if (a.limited) _recount(a.seller, a.token, a.id);
    }

    function _openBid(BidId bidId) private view returns (Bid memory b) {
        b = _bids[bidId];
        require(b.status == BidStatus.OPEN, BidNotOpen(bidId, b.status));
    }
}
