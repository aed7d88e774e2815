// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IMarket} from "../../../../contracts/interfaces/IMarket.sol";
import {AskId} from "../../../../contracts/interfaces/Types.sol";
import {Choosing} from "./Choosing.sol";

/// Asks and matches.
abstract contract MarketHandler is Choosing {
    /// What a match may change: both legs of both sides.
    struct Legs {
        uint256 buyerCash;
        uint256 sellerCash;
        uint256 buyerUnits;
        uint256 sellerUnits;
    }

    function ask(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _positionIn(_oneIn(12) ? ANY : ACKNOWLEDGED);
        if (!found) return;
        uint256 units = _upTo(claims[id].holding[holder].units);
        IMarket.Offer memory offer = IMarket.Offer({
            token: receivables,
            id: id,
            units: uint96(units),
            price: uint96(_oneIn(8) ? 0 : 1 + _pick(2 * units)),
            floor: 0,
            deadline: 0,
            expiry: uint40(clock + _pick(20 days)),
            buyers: new address[](_oneIn(3) ? 1 : 0)
        });
        // A third are rounds, the rest hear bids from some part of their price on.
        if (_oneIn(3)) (offer.price, offer.deadline) = (0, uint40(clock + _pick(2 days)));
        offer.floor = uint96(_pick(offer.deadline == 0 ? uint256(offer.price) + 1 : units));
        if (offer.buyers.length != 0) offer.buyers[0] = actors[_actorAs(FINANCIER)].account;
        bool done = _as(actorOf[holder], address(market), abi.encodeCall(market.ask, (offer)));
        if (done && _oneIn(3)) _take(lastAsk);
    }

    function take(uint256 seed) external action(seed) {
        (uint256 askId, bool found) = _openAsk();
        if (found) _take(askId);
    }

    function _take(uint256 askId) private {
        IMarket.Ask storage a = asks[askId];
        uint256 buyer = _buyerOf(askId);
        uint96 left = a.units - a.filled;
        uint96 units = left == 0 || _oneIn(16) ? left + 1 : uint96(_upTo(left));
        uint256 limit = _oneIn(16) ? 0 : market.priceOf(AskId.wrap(askId), units);
        Legs memory before = _legs(askId, actors[buyer].account);
        bool done = _as(buyer, address(market), abi.encodeCall(market.take, (AskId.wrap(askId), units, limit)));
        Legs memory then = _legs(askId, actors[buyer].account);
        bool even = before.buyerCash + before.sellerCash == then.buyerCash + then.sellerCash;
        _rule(even && then.sellerCash >= before.sellerCash, "07", "a seller did not get what the buyer paid");
        uint256 paid = before.sellerCash < then.sellerCash ? then.sellerCash - before.sellerCash : 0;
        _rule(paid <= limit, "07", "more was paid than the buyer's limit");
        uint256 moved = done ? units : 0;
        bool delivered = then.buyerUnits == before.buyerUnits + moved && then.sellerUnits + moved == before.sellerUnits;
        _rule(delivered, "07", "units do not follow the match");
        _rule(done || paid == 0, "07", "cash moved without a match");
        if (done) _count("Parties", parties.carry.selector, true);
        _occasion(done && paid != 0, "sold for money");
        _occasion(done && a.filled < a.units, "sold in part");
    }

    function cancelAsk(uint256 seed) external action(seed) {
        (uint256 askId, bool found) = _openAsk();
        if (!found || _oneIn(2)) return;
        uint256 actor = _oneIn(6) ? _anyActor() : actorOf[asks[askId].seller];
        bool done = _as(actor, address(market), abi.encodeCall(market.cancel, (AskId.wrap(askId))));
        _rule(!done || actors[actor].account == asks[askId].seller, "09", "somebody else cancelled an ask");
    }

    /// Mostly an ask that can still be taken.
    function _openAsk() internal returns (uint256 askId, bool found) {
        for (uint256 look = 0; look < 2 * LOOKS && lastAsk != 0; ++look) {
            askId = 1 + _pick(lastAsk);
            if (_fits(asks[askId])) return (askId, true);
        }
        return (askId, lastAsk != 0 && _oneIn(4));
    }

    function _fits(IMarket.Ask storage a) internal view returns (bool) {
        return
            a.status == IMarket.AskStatus.OPEN &&
            clock <= a.expiry &&
            a.version == claims[a.id].seen.version &&
            _isSaleable(a.id) &&
            _isCurrent(a.seller) &&
            _unfrozen(a.id, a.seller) >= a.units - a.filled;
    }

    function _buyerOf(uint256 askId) internal returns (uint256 buyer) {
        for (uint256 look = 0; look < LOOKS; ++look) {
            buyer = _actorAs(FINANCIER);
            bool named = !asks[askId].named || isNamed[askId][actors[buyer].account];
            if (named && actors[buyer].account != asks[askId].seller) break;
        }
        if (_oneIn(12)) buyer = _anyActor();
    }

    function _legs(uint256 askId, address buyer) private view returns (Legs memory) {
        IMarket.Ask storage a = asks[askId];
        address cash = _cashOf(a.id);
        return
            Legs({
                buyerCash: IERC20(cash).balanceOf(buyer),
                sellerCash: IERC20(cash).balanceOf(a.seller),
                buyerUnits: receivables.balanceOf(buyer, a.id),
                sellerUnits: receivables.balanceOf(a.seller, a.id)
            });
    }
}
