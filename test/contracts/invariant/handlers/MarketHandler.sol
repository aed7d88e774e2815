// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IMarket} from "../../../../contracts/interfaces/IMarket.sol";
import {AskId} from "../../../../contracts/interfaces/Types.sol";
import {RegistrationHandler} from "./RegistrationHandler.sol";

/// Asks and matches.
abstract contract MarketHandler is RegistrationHandler {
    /// What a match may change: both legs of both sides.
    struct Legs {
        uint256 buyerCash;
        uint256 sellerCash;
        uint256 buyerUnits;
        uint256 sellerUnits;
    }

    uint256 internal constant RECENT = 32;

    function ask(uint256 seed) external action(seed) {
        bool round = _oneIn(3);
        uint256 last = lastAsk;
        _ask(round);
        if (!round && lastAsk != last && _oneIn(3)) _take(lastAsk);
    }

    function take(uint256 seed) external action(seed) {
        (uint256 askId, bool found) = _oneIn(8) ? _anyAsk() : _openAsk(false);
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
        (uint256 askId, bool found) = _anyAsk();
        if (!found || _oneIn(2)) return;
        uint256 actor = _oneIn(6) ? _anyActor() : actorOf[asks[askId].seller];
        bool done = _as(actor, address(market), abi.encodeCall(market.cancel, (AskId.wrap(askId))));
        _rule(!done || actors[actor].account == asks[askId].seller, "09", "somebody else cancelled an ask");
    }

    /// A sale or a round that can still be matched; one is opened where there is none.
    function _openAsk(bool round) internal returns (uint256 askId, bool found) {
        (askId, found) = _askThatFits(round);
        if (found) return (askId, true);
        _ask(round);
        return _askThatFits(round);
    }

    function _anyAsk() internal returns (uint256 askId, bool found) {
        return lastAsk == 0 ? (0, false) : (1 + _pick(lastAsk), true);
    }

    /// A round asks for no price, a sale hears bids from some part of its price on.
    function _ask(bool round) private {
        (uint256 id, address holder, bool found) = _positionIn(
            _oneIn(6) ? (_oneIn(2) ? REGISTERED : ANY) : ACKNOWLEDGED
        );
        if (!found) return;
        uint256 units = _upTo(claims[id].holding[holder].units);
        IMarket.Offer memory offer = IMarket.Offer({
            token: receivables,
            id: id,
            units: uint96(units),
            price: uint96(round || _oneIn(8) ? 0 : 1 + _pick(2 * units)),
            floor: 0,
            deadline: round ? uint40(clock + _pick(2 days)) : 0,
            expiry: uint40(clock + _pick(20 days)),
            buyers: new address[](!round && _oneIn(3) ? 1 : 0)
        });
        offer.floor = uint96(_pick(round ? units : uint256(offer.price) + 1));
        if (offer.buyers.length != 0) offer.buyers[0] = actors[_actorAs(FINANCIER)].account;
        _as(actorOf[holder], address(market), abi.encodeCall(market.ask, (offer)));
    }

    /// Looked for from the newest on, among as many as may still be open.
    function _askThatFits(bool round) private returns (uint256 askId, bool found) {
        uint256 skipped = _pick(4);
        uint256 last = lastAsk > RECENT ? lastAsk - RECENT : 0;
        for (uint256 i = lastAsk; i > last; --i) {
            if ((asks[i].deadline != 0) != round || !_fits(asks[i])) continue;
            (askId, found) = (i, true);
            if (skipped == 0) break;
            --skipped;
        }
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
