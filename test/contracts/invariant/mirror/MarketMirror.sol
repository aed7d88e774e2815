// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IClaimToken} from "../../../../contracts/interfaces/IClaimToken.sol";
import {ILimits} from "../../../../contracts/interfaces/ILimits.sol";
import {IMarket} from "../../../../contracts/interfaces/IMarket.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {AskId, Currency} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {Journal} from "./Journal.sol";
import {LimitsMirror} from "./LimitsMirror.sol";

/// Asks as the events tell them, and the rules of a match.
abstract contract MarketMirror is LimitsMirror {
    /// @param by The contract that announced the match. @param reference_ What it says the units were sold on.
    struct Match {
        address by;
        uint256 reference_;
        address buyer;
        address seller;
        uint256 id;
        uint256 units;
        uint256 paid;
    }

    uint256 internal lastAsk;
    mapping(uint256 ask => IMarket.Ask) internal asks;
    mapping(uint256 ask => mapping(address buyer => bool)) internal isNamed;
    mapping(uint256 ask => uint256) internal floors;
    uint256[] private _touchedAsks;

    function _onMarket(Vm.Log[] memory logs, Journal.Entry[] memory entries, uint256 i) internal virtual {
        bytes32 topic = logs[i].topics[0];
        if (topic == IMarket.Asked.selector) _onAsked(logs[i]);
        else if (topic == IMarket.AskTaken.selector) _onTaken(logs, entries, i);
        else if (topic == IMarket.AskCancelled.selector) _onCancelled(uint256(logs[i].topics[1]));
        else _onLimits(logs[i]);
    }

    function _onAsked(Vm.Log memory l) private {
        (IMarket.Offer memory offer, , uint32 version) = abi.decode(l.data, (IMarket.Offer, Currency, uint32));
        uint256 ask = uint256(l.topics[1]);
        _rule(ask == ++lastAsk, "14", "an ask is not numbered in order");
        _rule(_isSaleable(offer.id), "06", "a claim is offered that is unacknowledged, disputed or written off");
        asks[ask] = IMarket.Ask({
            seller: _address(l.topics[2]),
            expiry: offer.expiry,
            version: version,
            status: IMarket.AskStatus.OPEN,
            named: offer.buyers.length != 0,
            limited: keepsLimits[_address(l.topics[2])],
            token: offer.token,
            units: offer.units,
            filled: 0,
            price: offer.price,
            deadline: offer.deadline,
            id: offer.id
        });
        for (uint256 k = 0; k < offer.buyers.length; ++k) isNamed[ask][offer.buyers[k]] = true;
        floors[ask] = offer.floor;
        _touchedAsks.push(ask);
    }

    function _onTaken(Vm.Log[] memory logs, Journal.Entry[] memory entries, uint256 i) private {
        (uint256 units, uint256 paid, uint256 filled) = abi.decode(logs[i].data, (uint256, uint256, uint256));
        uint256 ask = uint256(logs[i].topics[1]);
        IMarket.Ask storage a = asks[ask];
        Match memory m = Match(address(market), ask, _address(logs[i].topics[2]), a.seller, a.id, units, paid);
        _rule(a.deadline == 0, "07", "a round is taken at once");
        _checkMatch(m, a);
        bool exact = paid == _priceOf(a, a.filled + units) - _priceOf(a, a.filled);
        _rule(exact, "07", "what was charged is not the price of what was taken");
        _fill(a, units, filled);
        _settle(logs, entries, i, m);
        _touchedAsks.push(ask);
    }

    /// What an ask asks of every match on it.
    function _checkMatch(Match memory m, IMarket.Ask storage a) internal {
        uint256 ask = m.reference_;
        _rule(a.status == IMarket.AskStatus.OPEN && clock <= a.expiry, "07", "a match on an ask that is not open");
        _rule(!a.named || isNamed[ask][m.buyer], "07", "a match with a buyer who was not named");
        _rule(_canActAs(m.buyer, FINANCIER), "07", "a match with a buyer who may not finance");
        _rule(a.version == claims[a.id].seen.version, "07", "a match on terms that have changed");
        _rule(_isSaleable(a.id), "06", "a claim is sold that is unacknowledged, disputed or written off");
    }

    function _fill(IMarket.Ask storage a, uint256 units, uint256 filled) internal {
        a.filled += uint96(units);
        _rule(filled == a.filled && filled <= a.units, "07", "more is taken than was offered");
        if (a.filled == a.units) a.status = IMarket.AskStatus.CLOSED;
    }

    /// Both legs follow, and the buyer's own limits hold.
    function _settle(Vm.Log[] memory logs, Journal.Entry[] memory entries, uint256 i, Match memory m) internal {
        _rule(_legsFollow(logs, entries, i + 1, m), "07", "a match moved one leg without the other");
        IReceivables.Claim storage c = claims[m.id].seen;
        bool within =
            _isWithin(m.buyer, ILimits.Subject.SELLER, c.seller, c.currency) &&
                _isWithin(m.buyer, ILimits.Subject.DEBTOR, c.debtor, c.currency);
        _rule(within, "07", "a match goes beyond the buyer's own limit");
        unchecked {
            unmatched -= 1;
        }
    }

    /// ceil(price x filled / units)
    function _priceOf(IMarket.Ask storage a, uint256 filled) private view returns (uint256) {
        return Math.ceilDiv(uint256(a.price) * filled, a.units);
    }

    /// The cash leg and the unit leg follow the announcement at once.
    function _legsFollow(
        Vm.Log[] memory logs,
        Journal.Entry[] memory entries,
        uint256 next,
        Match memory m
    ) private view returns (bool) {
        if (m.paid != 0) {
            if (next >= logs.length || entries[next].emitter != _cashOf(m.id)) return false;
            Vm.Log memory l = logs[next++];
            bool paid =
                l.topics[0] == IERC20.Transfer.selector &&
                    _address(l.topics[1]) == m.buyer &&
                    _address(l.topics[2]) == m.seller &&
                    abi.decode(l.data, (uint256)) == m.paid;
            if (!paid) return false;
        }
        if (next + 1 >= logs.length) return false;
        if (entries[next].emitter != address(receivables) || entries[next + 1].emitter != address(receivables)) {
            return false;
        }
        bytes memory moved = abi.encodePacked(logs[next].topics, logs[next].data);
        bytes memory expected = abi.encodePacked(
            abi.encode(IERC1155.TransferSingle.selector, m.by, m.seller, m.buyer),
            abi.encode(m.id, m.units)
        );
        if (keccak256(moved) != keccak256(expected)) return false;
        return _isDelivery(logs[next + 1], m);
    }

    function _isDelivery(Vm.Log memory l, Match memory m) private pure returns (bool) {
        if (l.topics[0] != IClaimToken.Transferred.selector || uint256(l.topics[1]) != m.id) return false;
        (, , address from, address to, uint256 units, uint256 reference_) = abi.decode(
            l.data,
            (uint32, bytes32, address, address, uint256, uint256)
        );
        return from == m.seller && to == m.buyer && units == m.units && reference_ == m.reference_;
    }

    function _onCancelled(uint256 ask) private {
        _rule(asks[ask].status == IMarket.AskStatus.OPEN, "09", "an ask that is not open is cancelled");
        IMarket.Ask storage a = asks[ask];
        bool binds = a.deadline != 0 && clock > a.deadline && clock <= a.expiry;
        _rule(!binds, "09", "a round is called off after its deadline");
        _closeAsk(ask);
    }

    function _closeAsk(uint256 ask) internal {
        asks[ask].status = IMarket.AskStatus.CLOSED;
        _touchedAsks.push(ask);
    }

    function _assertMarketReplayed() internal view virtual {
        _assertLimitsReplayed();
        for (uint256 i = 0; i < _touchedAsks.length; ++i) {
            uint256 ask = _touchedAsks[i];
            IMarket.Ask memory stored = market.askOf(AskId.wrap(ask));
            bool same = keccak256(abi.encode(stored)) == keccak256(abi.encode(asks[ask]));
            _assert(same, "14", "an ask differs");
            _assert(market.floorOf(AskId.wrap(ask)) == floors[ask], "14", "a floor differs");
        }
    }

    function _forgetMarket() internal virtual {
        delete _touchedAsks;
        _forgetLimits();
    }
}
