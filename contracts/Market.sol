// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IClaimToken} from "./interfaces/IClaimToken.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IParties} from "./interfaces/IParties.sol";
import {AskId} from "./interfaces/Types.sol";
import {PartyRoles} from "./libraries/Roles.sol";
import {Standing} from "./libraries/Standings.sol";

/// @title Market, see {IMarket}
contract Market is IMarket, AccessManaged, ReentrancyGuardTransient {
    IParties public immutable parties;

    mapping(IClaimToken token => bool) public isListed;
    mapping(AskId id => Ask) private _asks;
    mapping(AskId id => mapping(address buyer => bool)) private _buyers;
    uint256 private _lastAsk;

    constructor(address authority, IParties parties_) AccessManaged(authority) {
        parties = parties_;
    }

    /// @inheritdoc IMarket
    function ask(Offer calldata offer) external returns (AskId askId) {
        IClaimToken token = offer.token;
        uint256 id = offer.id;
        require(isListed[token], UnknownToken(token));
        require(offer.units != 0, ZeroUnits());
        require(block.timestamp <= offer.expiry, AskAlreadyExpired(offer.expiry));
        (bool saleable, uint32 version, ICash cash) = token.saleOf(id);
        require(saleable, NotSaleable(id));
        uint256 held = token.balanceOf(msg.sender, id);
        require(offer.units <= held, InsufficientUnits(msg.sender, offer.units, held));

        askId = AskId.wrap(++_lastAsk);
        _asks[askId] = Ask({
            seller: msg.sender,
            expiry: offer.expiry,
            version: version,
            status: AskStatus.OPEN,
            named: offer.buyers.length != 0,
            token: token,
            units: offer.units,
            filled: 0,
            price: offer.price,
            id: id
        });
        for (uint256 i = 0; i < offer.buyers.length; ++i) _buyers[askId][offer.buyers[i]] = true;
        emit Asked(askId, msg.sender, id, offer, cash.currency(), version);
    }

    /// @inheritdoc IMarket
    function take(AskId askId, uint96 units, uint256 limit) external nonReentrant returns (uint256 paid) {
        Ask memory a = _open(askId);
        require(block.timestamp <= a.expiry, AskExpired(askId, a.expiry));
        require(msg.sender != a.seller, OwnAsk(a.seller));
        require(!a.named || _buyers[askId][msg.sender], NotAllowedBuyer(askId, msg.sender));
        Standing buyer = parties.carry(msg.sender);
        require(buyer.actsAs(PartyRoles.FINANCIER), NotAFinancier(msg.sender));
        require(units != 0, ZeroUnits());
        require(units <= a.units - a.filled, NotEnoughUnits(askId, units, a.units - a.filled));
        (bool saleable, uint32 version, ICash cash) = a.token.saleOf(a.id);
        require(version == a.version, ClaimChanged(askId, a.version, version));
        require(saleable, NotSaleable(a.id));
        paid = _price(a, units);
        require(paid <= limit, PriceAboveLimit(askId, paid, limit));

        a.filled += units;
        _asks[askId].filled = a.filled;
        emit AskTaken(askId, msg.sender, a.id, units, paid, a.filled);

        if (paid != 0) cash.transferFrom(msg.sender, a.seller, paid);
        a.token.safeTransferFrom(a.seller, msg.sender, a.id, units, abi.encode(askId));
    }

    /// @inheritdoc IMarket
    function cancel(AskId askId) external {
        Ask memory a = _open(askId);
        require(msg.sender == a.seller, NotSeller(msg.sender, a.seller));
        _asks[askId].status = AskStatus.CLOSED;
        emit AskCancelled(askId);
    }

    /// @inheritdoc IMarket
    function list(IClaimToken token) external restricted {
        isListed[token] = true;
        emit TokenListed(token);
    }

    /// @inheritdoc IMarket
    function askOf(AskId askId) public view returns (Ask memory a) {
        a = _asks[askId];
        if (a.filled == a.units && a.units != 0) a.status = AskStatus.CLOSED;
    }

    /// @inheritdoc IMarket
    function isBuyer(AskId askId, address buyer) external view returns (bool) {
        return !_asks[askId].named || _buyers[askId][buyer];
    }

    /// @inheritdoc IMarket
    function priceOf(AskId askId, uint96 units) external view returns (uint256) {
        return _price(_asks[askId], units);
    }

    function _open(AskId askId) private view returns (Ask memory a) {
        a = askOf(askId);
        require(a.status == AskStatus.OPEN, AskNotOpen(askId, a.status));
    }

    /// @dev Rounded up at every step from the whole price, so that partial takes add up to it exactly.
    function _price(Ask memory a, uint96 units) private pure returns (uint256) {
        uint256 before = Math.ceilDiv(uint256(a.price) * a.filled, a.units);
        return Math.ceilDiv(uint256(a.price) * (a.filled + units), a.units) - before;
    }
}
