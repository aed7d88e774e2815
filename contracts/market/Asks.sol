// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ICash} from "../interfaces/ICash.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {AskId} from "../interfaces/Types.sol";
import {Delivery} from "../libraries/Delivery.sol";
import {Standing} from "../libraries/Standings.sol";
import {Matching} from "./Matching.sol";

/// @title Asks, see {IMarket}
abstract contract Asks is Matching {
    mapping(AskId id => Ask) internal _asks;
    mapping(AskId id => mapping(address buyer => bool)) private _buyers;
    mapping(AskId id => uint256) public floorOf;
    uint256 private _lastAsk;

    /// @inheritdoc IMarket
    function ask(Offer calldata offer) external returns (AskId askId) {
        require(isListed[offer.token], UnknownToken(offer.token));
        require(offer.units != 0, ZeroUnits());
        _checkTimes(offer);
        (bool saleable, uint32 version, ICash cash) = offer.token.saleOf(offer.id);
        require(saleable, NotSaleable(offer.id));
        uint256 held = offer.token.balanceOf(msg.sender, offer.id);
        require(offer.units <= held, InsufficientUnits(msg.sender, offer.units, held));

        askId = AskId.wrap(++_lastAsk);
        _asks[askId] = Ask({
            seller: msg.sender,
            expiry: offer.expiry,
            version: version,
            status: AskStatus.OPEN,
            named: offer.buyers.length != 0,
            limited: _keepsLimits[msg.sender],
            token: offer.token,
            units: offer.units,
            filled: 0,
            price: offer.price,
            deadline: offer.deadline,
            id: offer.id
        });
        if (offer.floor != 0) floorOf[askId] = offer.floor;
        for (uint256 i = 0; i < offer.buyers.length; ++i) _buyers[askId][offer.buyers[i]] = true;
        emit Asked(askId, msg.sender, offer.id, offer, cash.currency(), version);
    }

    /// @inheritdoc IMarket
    function take(AskId askId, uint96 units, uint256 limit) external nonReentrant returns (uint256 paid) {
        Ask memory a = _asks[askId];
        _requireCurrent(askId, a);
        require(a.deadline == 0, IsRound(askId));
        _checkBuyer(askId, a, msg.sender, parties.carry(msg.sender));
        ICash cash = _checkSale(askId, a, units);
        paid = _price(a, units);
        require(paid <= limit, PriceAboveLimit(askId, paid, limit));
        _reserve(a.token, a.id, msg.sender, units);

        uint96 filled;
        unchecked {
            filled = a.filled + units;
        }
        _asks[askId].filled = filled;
        emit AskTaken(askId, msg.sender, a.id, units, paid, filled);
        Delivery.deliver(a.token, a.id, a.seller, msg.sender, units, paid, cash, AskId.unwrap(askId));
        if (a.limited) _recount(a.seller, a.token, a.id);
    }

    /// @inheritdoc IMarket
    function cancel(AskId askId) external {
        Ask memory a = _asks[askId];
        _requireOpen(askId, a);
        require(msg.sender == a.seller, NotSeller(msg.sender, a.seller));
        // Else a seller could look at what was bid and then decide whether it had been a round.
        bool binds = a.deadline != 0 && block.timestamp > a.deadline && block.timestamp <= a.expiry;
        require(!binds, RoundOver(askId, a.deadline));
        _asks[askId].status = AskStatus.CLOSED;
        emit AskCancelled(askId);
    }

    /// @inheritdoc IMarket
    function askOf(AskId askId) external view returns (Ask memory a) {
        a = _asks[askId];
        a.status = _statusOf(a);
    }

    /// @inheritdoc IMarket
    function isBuyer(AskId askId, address buyer) external view returns (bool) {
        return !_asks[askId].named || _buyers[askId][buyer];
    }

    /// @inheritdoc IMarket
    function priceOf(AskId askId, uint96 units) external view returns (uint256) {
        return _price(_asks[askId], units);
    }

    function _requireOpen(AskId askId, Ask memory a) internal pure {
        AskStatus status = _statusOf(a);
        require(status == AskStatus.OPEN, AskNotOpen(askId, status));
    }

    function _requireCurrent(AskId askId, Ask memory a) internal view {
        _requireOpen(askId, a);
        require(block.timestamp <= a.expiry, AskExpired(askId, a.expiry));
    }

    function _checkBuyer(AskId askId, Ask memory a, address buyer, Standing standing) internal view {
        require(buyer != a.seller, OwnAsk(a.seller));
        require(!a.named || _buyers[askId][buyer], NotAllowedBuyer(askId, buyer));
        _requireFinancier(buyer, standing);
    }

    /// That there are so many units, and that they are still what was offered.
    function _checkSale(AskId askId, Ask memory a, uint256 units) internal view returns (ICash) {
        require(units != 0, ZeroUnits());
        uint256 left;
        unchecked {
            left = a.units - a.filled;
        }
        require(units <= left, NotEnoughUnits(askId, units, left));
        (bool saleable, uint32 version, ICash cash) = a.token.saleOf(a.id);
        require(version == a.version, ClaimChanged(askId, a.version, version));
        require(saleable, NotSaleable(a.id));
        return cash;
    }

    function _checkTimes(Offer calldata offer) private view {
        require(block.timestamp <= offer.expiry, AskAlreadyExpired(offer.expiry));
        if (offer.deadline == 0) {
            require(offer.floor <= offer.price, FloorAbovePrice(offer.floor, offer.price));
        } else {
            bool inOrder = block.timestamp <= offer.deadline && offer.deadline < offer.expiry;
            require(inOrder, BadDeadline(offer.deadline, offer.expiry));
            require(offer.price == 0, PriceInRound(offer.price));
        }
    }

    /// @dev That an ask is sold out shows in its units, so that a sale writes one slot.
    function _statusOf(Ask memory a) private pure returns (AskStatus) {
        return a.filled == a.units && a.units != 0 ? AskStatus.CLOSED : a.status;
    }

    /// @dev Rounded up at every step from the whole price, so that partial takes add up to it exactly. Products of two
    /// amounts have less than 192 bits.
    function _price(Ask memory a, uint96 units) private pure returns (uint256) {
        unchecked {
            uint256 all = a.units;
            uint256 before = uint256(a.price) * a.filled;
            uint256 then = before + uint256(a.price) * units;
            return (then + all - 1) / all - (before + all - 1) / all;
        }
    }
}
