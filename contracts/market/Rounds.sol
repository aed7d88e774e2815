// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {PartyRoles} from "../libraries/Roles.sol";
import {ICash} from "../interfaces/ICash.sol";
import {IBids} from "../interfaces/IBids.sol";
import {AskId, BidId} from "../interfaces/Types.sol";
import {Standing} from "../libraries/Standings.sol";
import {Bids} from "./Bids.sol";

/// @title Rounds, see {IBids}
abstract contract Rounds is Bids {
    /// So many bids can be looked through in one block.
    uint256 private constant MAX_BIDS = 64;

    mapping(AskId round => BidId[]) private _entries;
    mapping(AskId round => mapping(address bidder => BidId)) private _entryOf;

    /// @inheritdoc IBids
    /// @dev What a bidder can be short of is asked beforehand: a match that is tried and fails would fail for the seller's
    /// sake, which must not cost the bidder its place.
    function close(AskId askId) external nonReentrant returns (BidId winner) {
        Ask memory a = _asks[askId];
        _requireCurrent(askId, a);
        require(a.deadline != 0, NotARound(askId));
        require(block.timestamp > a.deadline, RoundOpen(askId, a.deadline));
        ICash cash = _checkSale(askId, a, a.units);
        parties.carry(msg.sender);

        BidId[] memory ids = _entries[askId];
        uint256[] memory prices = _pricesOf(ids);
        for (uint256 tried = 0; tried < ids.length && BidId.unwrap(winner) == 0; ++tried) {
            uint256 best = _best(ids, prices);
            prices[best] = 0;
            Hindrance hindrance = _hindranceOf(_bids[ids[best]], a, cash);
            if (hindrance == Hindrance.NONE) winner = ids[best];
            else _pass(ids[best], askId, hindrance);
        }
        _asks[askId].status = AskStatus.CLOSED;
        emit RoundClosed(askId, winner);
        if (BidId.unwrap(winner) != 0) _matchBid(winner, _bids[winner], a, _bids[winner].price, cash);
    }

    /// @inheritdoc IBids
    function bidsIn(AskId askId) external view returns (BidId[] memory) {
        return _entries[askId];
    }

    /// @inheritdoc IBids
    function bestBid(AskId askId) external view returns (BidId) {
        BidId[] memory ids = _entries[askId];
        return ids.length == 0 ? BidId.wrap(0) : ids[_best(ids, _pricesOf(ids))];
    }

    function _enter(AskId askId, Ask memory a, BidId bidId, uint256 units, uint256 expiry) internal override {
        require(block.timestamp <= a.deadline, RoundOver(askId, a.deadline));
        require(units == a.units, NotWholeRound(askId, units, a.units));
        require(expiry >= a.expiry, BidTooShort(expiry, a.expiry));
        BidId former = _entryOf[askId][msg.sender];
        if (BidId.unwrap(former) != 0) {
            _remove(askId, former);
            _withdraw(former, askId);
        }
        uint256 count = _entries[askId].length;
        require(count < MAX_BIDS, RoundFull(askId, count));
        _entries[askId].push(bidId);
        _entryOf[askId][msg.sender] = bidId;
    }

    function _leave(AskId askId, Ask memory a, BidId bidId) internal override {
        require(block.timestamp <= a.deadline || block.timestamp > a.expiry, RoundOver(askId, a.deadline));
        _entryOf[askId][msg.sender] = BidId.wrap(0);
        _remove(askId, bidId);
    }

    function _pass(BidId bidId, AskId askId, Hindrance hindrance) private {
        _bids[bidId].status = BidStatus.PASSED;
        emit BidPassed(bidId, askId, hindrance);
    }

    function _remove(AskId askId, BidId bidId) private {
        BidId[] storage entries = _entries[askId];
        uint256 last = entries.length - 1;
        for (uint256 i = 0; i < last; ++i) {
            if (BidId.unwrap(entries[i]) == BidId.unwrap(bidId)) entries[i] = entries[last];
        }
        entries.pop();
    }

    function _hindranceOf(Bid storage b, Ask memory a, ICash cash) private view returns (Hindrance) {
        address bidder = b.bidder;
        (Standing standing, ) = parties.actorOf(bidder);
        if (!standing.actsAs(PartyRoles.FINANCIER)) return Hindrance.NOT_ENTITLED;
        if (cash.balanceOf(bidder) < b.price) return Hindrance.SHORT_OF_CASH;
        if (!_keepsLimits[bidder]) return Hindrance.NONE;
        uint256 held = a.token.balanceOf(bidder, a.id);
        return _isWithin(bidder, a.token, a.id, held + a.units) ? Hindrance.NONE : Hindrance.ABOVE_LIMIT;
    }

    function _pricesOf(BidId[] memory ids) private view returns (uint256[] memory prices) {
        prices = new uint256[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) prices[i] = _bids[ids[i]].price;
    }

    /// @return best Place of the highest price; of the lowest number among equals.
    function _best(BidId[] memory ids, uint256[] memory prices) private pure returns (uint256 best) {
        for (uint256 i = 1; i < ids.length; ++i) {
            bool earlier = BidId.unwrap(ids[i]) < BidId.unwrap(ids[best]);
            if (prices[i] > prices[best] || (prices[i] == prices[best] && earlier)) best = i;
        }
    }
}
