// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IReceivables} from "./interfaces/IReceivables.sol";
import {IStandingOffers} from "./interfaces/IStandingOffers.sol";
import {ClaimId, Currency, OfferId} from "./interfaces/Types.sol";
import {Delivery} from "./libraries/Delivery.sol";
import {PartyRoles} from "./libraries/Roles.sol";
import {Standing} from "./libraries/Standings.sol";
import {Market} from "./Market.sol";

/// @title Standing offers, see {IStandingOffers}
contract StandingOffers is IStandingOffers, ReentrancyGuardTransient {
    /// Set in the reference of what was sold on a standing offer, beside its number: no ask has such a number.
    uint256 private constant STANDING = 1 << 255;

    IParties public immutable parties;
    /// Which claims are dealt in, and what limits financiers keep.
    Market public immutable market;

    mapping(OfferId id => mapping(address seller => bool)) public isEntrusted;
    mapping(OfferId id => StandingOffer) private _offers;
    uint256 private _lastOffer;

    constructor(IParties parties_, Market market_) {
        (parties, market) = (parties_, market_);
    }

    /// @inheritdoc IStandingOffers
    function offer(Terms calldata terms) external returns (OfferId offerId) {
        require(market.isListed(terms.token), UnknownToken(terms.token));
        require(terms.seller != address(0) || terms.debtor != address(0), NobodyNamed());
        require(terms.basis == 360 || terms.basis == 365, BadBasis(terms.basis));
        require(terms.limit != 0, ZeroLimit());
        require(block.timestamp <= terms.until, OfferAlreadyExpired(terms.until));
        _requireFinancier(msg.sender);
        offerId = OfferId.wrap(++_lastOffer);
        _offers[offerId] = StandingOffer(msg.sender, OfferStatus.OPEN, 0, terms);
        emit StandingOfferMade(offerId, msg.sender, terms);
    }

    /// @inheritdoc IStandingOffers
    function takeOffer(
        OfferId offerId,
        uint256 id,
        uint96 units,
        uint256 least
    ) external nonReentrant returns (uint256) {
        return _sell(offerId, _openOffer(offerId), msg.sender, id, units, least);
    }

    /// @inheritdoc IStandingOffers
    function entrust(OfferId offerId, bool entrusted) external {
        StandingOffer memory o = _openOffer(offerId);
        _checkSeller(offerId, o, msg.sender);
        isEntrusted[offerId][msg.sender] = entrusted;
        emit SalesEntrusted(offerId, msg.sender, entrusted);
    }

    /// @inheritdoc IStandingOffers
    function finance(OfferId offerId, uint256 id) external nonReentrant returns (uint256) {
        StandingOffer memory o = _openOffer(offerId);
        address seller = IReceivables(address(o.terms.token)).claim(ClaimId.wrap(id)).seller;
        require(isEntrusted[offerId][seller], NotEntrusted(offerId, seller));
        // No more than a claim has, which fits.
        uint96 units = uint96(o.terms.token.balanceOf(seller, id));
        return _sell(offerId, o, seller, id, units, 0);
    }

    /// @inheritdoc IStandingOffers
    function withdrawOffer(OfferId offerId) external {
        StandingOffer memory o = _openOffer(offerId);
        require(msg.sender == o.financier, NotOfferor(msg.sender, o.financier));
        _offers[offerId].status = OfferStatus.WITHDRAWN;
        emit StandingOfferWithdrawn(offerId);
    }

    /// @inheritdoc IStandingOffers
    function standingOffer(OfferId offerId) external view returns (StandingOffer memory) {
        return _offers[offerId];
    }

    /// @inheritdoc IStandingOffers
    function quoteOf(OfferId offerId, uint256 id, uint96 units) external view returns (uint256, uint256) {
        return _quote(offerId, _openOffer(offerId), id, units);
    }

    /// @inheritdoc IStandingOffers
    function discountOf(uint96 face, uint16 rate, uint256 days_, uint16 basis) public pure returns (uint256) {
        return Math.ceilDiv(uint256(face) * rate * days_, uint256(basis) * 10_000);
    }

    function _sell(
        OfferId offerId,
        StandingOffer memory o,
        address seller,
        uint256 id,
        uint96 units,
        uint256 least
    ) private returns (uint256) {
        (uint256 paid, uint256 days_) = _quote(offerId, o, id, units);
        require(paid >= least, PriceBelowLeast(offerId, paid, least));
        _checkSeller(offerId, o, seller);
        require(block.timestamp <= o.terms.until, OfferExpired(offerId, o.terms.until));
        require(units <= o.terms.limit - o.used, OfferUsedUp(offerId, units, o.terms.limit - o.used));
        parties.carry(msg.sender);
        _requireFinancier(o.financier);
        ICash cash = _freshSale(o, id);
        market.reserve(o.financier, o.terms.token, id, units);

        o.used += units;
        _offers[offerId].used = o.used;
        emit StandingOfferTaken(offerId, seller, id, units, paid, days_, o.used);
        uint256 reference_ = OfferId.unwrap(offerId) | STANDING;
        Delivery.deliver(o.terms.token, id, seller, o.financier, units, paid, cash, reference_);
        market.recount(seller, o.terms.token, id);
        return paid;
    }

    function _checkSeller(OfferId offerId, StandingOffer memory o, address seller) private pure {
        require(seller != o.financier, OwnOffer(o.financier));
        address named = o.terms.seller;
        require(named == address(0) || named == seller, NotNamedSeller(offerId, seller, named));
    }

    function _requireFinancier(address account) private view {
        (Standing standing, ) = parties.actorOf(account);
        require(standing.actsAs(PartyRoles.FINANCIER), NotAFinancier(account));
    }

    function _openOffer(OfferId offerId) private view returns (StandingOffer memory o) {
        o = _offers[offerId];
        require(o.status == OfferStatus.OPEN, OfferNotOpen(offerId, o.status));
    }

    /// What the claim has to be like, and what its units are worth under the offer.
    function _quote(
        OfferId offerId,
        StandingOffer memory o,
        uint256 id,
        uint96 units
    ) private view returns (uint256 price, uint256 days_) {
        Terms memory t = o.terms;
        require(units != 0, ZeroUnits());
        IReceivables.Claim memory c = IReceivables(address(t.token)).claim(ClaimId.wrap(id));
        require(t.debtor == address(0) || t.debtor == c.debtor, NotNamedDebtor(offerId, c.debtor, t.debtor));
        require(Currency.unwrap(t.currency) == Currency.unwrap(c.currency), OtherCurrency(offerId, c.currency));
        require(block.timestamp < c.dueAt, ClaimDue(id, c.dueAt));
        days_ = (c.dueAt - 1 - block.timestamp) / 1 days;
        require(days_ <= t.maxDays, TenorTooLong(offerId, days_, t.maxDays));
        uint256 discount = discountOf(units, t.rate, days_, t.basis);
        require(discount < units, NothingLeft(units, discount));
        price = units - discount;
    }

    function _freshSale(StandingOffer memory o, uint256 id) private view returns (ICash) {
        (bool saleable, uint32 version, ICash cash) = o.terms.token.saleOf(id);
        require(saleable, NotSaleable(id));
        require(version == 0, OfferFreshClaimsOnly(id, version));
        return cash;
    }
}
