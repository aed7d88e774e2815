// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IClaimToken} from "./interfaces/IClaimToken.sol";
import {IIntentSource} from "./interfaces/IIntentSource.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IParties} from "./interfaces/IParties.sol";
import {AskId, IntentId} from "./interfaces/Types.sol";
import {PartyRoles} from "./libraries/Roles.sol";

/// @title Market, see {IMarket}
contract Market is IMarket, AccessManaged, ReentrancyGuardTransient {
    IParties public immutable parties;

    mapping(IClaimToken token => bool) public isListed;
    mapping(AskId id => Ask) private _asks;
    mapping(AskId id => mapping(address buyer => bool)) private _buyers;
    uint256 private _lastAsk;
    IntentId private transient _current;

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
        require(token.isSaleable(id), NotSaleable(id));
        uint256 held = token.balanceOf(msg.sender, id);
        require(offer.units <= held, InsufficientUnits(msg.sender, offer.units, held));

        askId = AskId.wrap(++_lastAsk);
        uint32 version = token.versionOf(id);
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
        emit Asked(askId, msg.sender, id, offer, token.cashFor(id).currency(), version);
    }

    /// @inheritdoc IMarket
    function take(AskId askId, uint96 units, uint256 limit) external nonReentrant returns (uint256 paid) {
        Ask storage a = _open(askId);
        require(block.timestamp <= a.expiry, AskExpired(askId, a.expiry));
        require(msg.sender != a.seller, OwnAsk(a.seller));
        require(isBuyer(askId, msg.sender), NotAllowedBuyer(askId, msg.sender));
        require(parties.hasRoles(msg.sender, PartyRoles.FINANCIER), NotAFinancier(msg.sender));
        require(units != 0, ZeroUnits());
        require(units <= a.units - a.filled, NotEnoughUnits(askId, units, a.units - a.filled));
        IClaimToken token = a.token;
        uint256 id = a.id;
        uint32 version = token.versionOf(id);
        require(version == a.version, ClaimChanged(askId, a.version, version));
        require(token.isSaleable(id), NotSaleable(id));
        paid = priceOf(askId, units);
        require(paid <= limit, PriceAboveLimit(askId, paid, limit));

        a.filled += units;
        if (a.filled == a.units) a.status = AskStatus.CLOSED;
        emit AskTaken(askId, msg.sender, id, units, paid, a.filled);

        _current = parties.isAccount(msg.sender) ? IIntentSource(msg.sender).currentIntent() : IntentId.wrap(0);
        ICash cash = token.cashFor(id);
        if (paid != 0) cash.transferFrom(msg.sender, a.seller, paid);
        token.safeTransferFrom(a.seller, msg.sender, id, units, abi.encode(askId));
        _current = IntentId.wrap(0);
    }

    /// @inheritdoc IMarket
    function cancel(AskId askId) external {
        Ask storage a = _open(askId);
        require(msg.sender == a.seller, NotSeller(msg.sender, a.seller));
        a.status = AskStatus.CLOSED;
        emit AskCancelled(askId);
    }

    /// @inheritdoc IMarket
    function list(IClaimToken token) external restricted {
        isListed[token] = true;
        emit TokenListed(token);
    }

    /// @inheritdoc IMarket
    function askOf(AskId askId) external view returns (Ask memory) {
        return _asks[askId];
    }

    function currentIntent() external view returns (IntentId) {
        return _current;
    }

    /// @inheritdoc IMarket
    function isBuyer(AskId askId, address buyer) public view returns (bool) {
        return !_asks[askId].named || _buyers[askId][buyer];
    }

    /// @inheritdoc IMarket
    /// @dev Rounded up at every step from the whole price, so that partial takes add up to it exactly.
    function priceOf(AskId askId, uint96 units) public view returns (uint256) {
        Ask storage a = _asks[askId];
        uint256 before = Math.ceilDiv(uint256(a.price) * a.filled, a.units);
        return Math.ceilDiv(uint256(a.price) * (a.filled + units), a.units) - before;
    }

    function _open(AskId askId) private view returns (Ask storage a) {
        a = _asks[askId];
        require(a.status == AskStatus.OPEN, AskNotOpen(askId, a.status));
    }
}
