// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ILimits} from "../../../../contracts/interfaces/ILimits.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {IStandingOffers} from "../../../../contracts/interfaces/IStandingOffers.sol";
import {Currency, OfferId} from "../../../../contracts/interfaces/Types.sol";
import {BiddingHandler} from "./BiddingHandler.sol";

/// Standing offers and sales on them.
abstract contract StandingHandler is BiddingHandler {
    function offer(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimIn(ACKNOWLEDGED);
        if (found) _offerFor(id, 1);
    }

    /// A claim, and an offer that would cover it.
    function takeOffer(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _toSell();
        if (!found) return;
        (address holder, bool held) = _holderOf(id);
        if (!held) return;
        (uint256 offerId, bool suits) = _offerThatSuits(id, holder);
        if (!suits) {
            _offerFor(id, 1);
            (offerId, suits) = _offerThatSuits(id, holder);
        }
        if (suits) _take(offerId, id, holder);
        else if (lastOffer != 0 && _oneIn(2)) _take(1 + _pick(lastOffer), id, holder);
    }

    /// A seller entrusts its sales to an offer or takes that back; then anybody sells for it.
    function finance(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _toSell();
        if (!found) return;
        address seller = claims[id].seen.seller;
        // Everything is sold at once: an offer that has room for it is made as a rule.
        if (!_oneIn(4)) _offerFor(id, claims[id].seen.units);
        (uint256 offerId, bool suits) = _offerThatSuits(id, seller);
        if (!suits) return;
        bool on = !_oneIn(4);
        address to = address(standingOffers);
        _as(actorOf[seller], to, abi.encodeCall(standingOffers.entrust, (OfferId.wrap(offerId), on)));
        bool done = _as(_anyActor(), to, abi.encodeCall(standingOffers.finance, (OfferId.wrap(offerId), id)));
        _carried(done);
        _rule(!done || entrustedTo[offerId][seller], "07", "a sale for a seller that did not entrust it");
        if (done) _count("Market", ILimits.reserve.selector, true);
        _occasion(done, "sold on acknowledgement");
    }

    function withdrawOffer(uint256 seed) external action(seed) {
        if (lastOffer == 0 || _oneIn(2)) return;
        uint256 offerId = 1 + _pick(lastOffer);
        uint256 actor = _oneIn(6) ? _anyActor() : actorOf[offers[offerId].financier];
        bytes memory data = abi.encodeCall(standingOffers.withdrawOffer, (OfferId.wrap(offerId)));
        bool done = _as(actor, address(standingOffers), data);
        _rule(!done || actors[actor].account == offers[offerId].financier, "09", "somebody else withdrew an offer");
    }

    /// An offer that would buy the claim up to so much at least.
    function _offerFor(uint256 id, uint256 least) private {
        IReceivables.Claim storage c = claims[id].seen;
        IStandingOffers.Terms memory terms = IStandingOffers.Terms({
            token: receivables,
            seller: _oneIn(3) ? c.seller : address(0),
            debtor: _oneIn(6) ? address(0) : c.debtor,
            currency: c.currency,
            limit: uint96(least + _pick(2 * uint256(c.units))),
            rate: uint16(_pick(2_000)),
            basis: _oneIn(2) ? 360 : 365,
            maxDays: uint16(_oneIn(4) ? _pick(90) : type(uint16).max),
            until: uint40(clock + _pick(20 days))
        });
        uint256 actor = _oneIn(12) ? _anyActor() : _actorAs(FINANCIER);
        bool done = _as(actor, address(standingOffers), abi.encodeCall(standingOffers.offer, (terms)));
        _rule(!done || _canActAs(actors[actor].account, FINANCIER), "07", "one who may not finance offers to");
    }

    function _take(uint256 offerId, uint256 id, address holder) private {
        IStandingOffers.StandingOffer storage o = offers[offerId];
        uint256 left = o.terms.limit - o.used;
        uint256 most = claims[id].holding[holder].units;
        uint96 units = uint96(_upTo(left != 0 && left < most ? left : most));
        uint256 least = _oneIn(8) ? units : 0;
        bytes memory data = abi.encodeCall(standingOffers.takeOffer, (OfferId.wrap(offerId), id, units, least));
        bool done = _as(actorOf[holder], address(standingOffers), data);
        _carried(done);
        if (!done) return;
        _count("Market", ILimits.reserve.selector, true);
        _occasion(true, "sold on a standing offer");
    }

    /// Mostly a claim as it was acknowledged, as often as not just now; else one that has changed since.
    function _toSell() private returns (uint256 id, bool found) {
        uint256 kind = _pick(4);
        if (kind == 0) return _claimWith(_isChanged);
        return kind == 1 ? _claimWith(_isFresh) : _freshClaim();
    }

    /// As it was acknowledged, and not due yet.
    function _isFresh(uint256 id) private view returns (bool) {
        return _isSaleable(id) && claims[id].seen.version == 0 && clock < claims[id].seen.dueAt;
    }

    function _isChanged(uint256 id) private view returns (bool) {
        return _isSaleable(id) && claims[id].seen.version != 0 && clock < claims[id].seen.dueAt;
    }

    function _offerThatSuits(uint256 id, address holder) private view returns (uint256 offerId, bool found) {
        uint256 last = lastOffer > RECENT ? lastOffer - RECENT : 0;
        for (offerId = lastOffer; offerId > last; --offerId)
            if (_suits(offers[offerId], id, holder)) return (offerId, true);
    }

    function _suits(IStandingOffers.StandingOffer storage o, uint256 id, address holder) private view returns (bool) {
        IReceivables.Claim storage c = claims[id].seen;
        return
            o.status == IStandingOffers.OfferStatus.OPEN &&
            clock <= o.terms.until &&
            o.used < o.terms.limit &&
            Currency.unwrap(o.terms.currency) == Currency.unwrap(c.currency) &&
            holder != o.financier &&
            (o.terms.seller == address(0) || o.terms.seller == holder) &&
            (o.terms.debtor == address(0) || o.terms.debtor == c.debtor);
    }
}
