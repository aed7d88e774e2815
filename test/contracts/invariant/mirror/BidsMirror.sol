// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IBids} from "../../../../contracts/interfaces/IBids.sol";
import {IMarket} from "../../../../contracts/interfaces/IMarket.sol";
import {AskId, BidId} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {Journal} from "./Journal.sol";
import {MarketMirror} from "./MarketMirror.sol";

/// Bids and rounds as the events tell them, and the rules of what may be accepted.
abstract contract BidsMirror is MarketMirror {
    uint256 internal lastBid;
    mapping(uint256 bid => IBids.Bid) internal bids;
    mapping(uint256 ask => uint256[]) private _heard;
    uint256 internal bidsPassed;
    uint256[] private _touchedBids;
    /// The bid that the round closed last was sold to.
    uint256 private _winner;

    function _onMarket(Vm.Log[] memory logs, Journal.Entry[] memory entries, uint256 i) internal override {
        bytes32 topic = logs[i].topics[0];
        uint256 first = uint256(logs[i].topics.length > 1 ? logs[i].topics[1] : bytes32(0));
        if (topic == IBids.BidPlaced.selector) _onPlaced(logs[i]);
        else if (topic == IBids.BidCountered.selector) _onCountered(first, logs[i].data);
        else if (topic == IBids.BidWithdrawn.selector) _onWithdrawn(first);
        else if (topic == IBids.BidPassed.selector) _onPassed(first, logs[i].data);
        else if (topic == IBids.RoundClosed.selector) _onClosed(first, uint256(logs[i].topics[2]));
        else if (topic == IBids.BidAccepted.selector) _onAccepted(logs, entries, i);
        else super._onMarket(logs, entries, i);
    }

    function _onPlaced(Vm.Log memory l) private {
        (uint256 units, uint256 price, uint256 expiry) = abi.decode(l.data, (uint256, uint256, uint256));
        uint256 bid = uint256(l.topics[1]);
        uint256 ask = uint256(l.topics[2]);
        address bidder = _address(l.topics[3]);
        IMarket.Ask storage a = asks[ask];
        _rule(bid == ++lastBid, "14", "a bid is not numbered in order");
        _rule(_isSaleable(a.id), "06", "an unacknowledged claim is bid for");
        _checkMatch(Match(address(market), ask, bidder, a.seller, a.id, units, price), a);
        _rule(price * a.units >= floors[ask] * units, "07", "a bid below the floor is heard");
        _rule(units <= a.units - a.filled, "07", "a bid for more than there is");
        _rule(
            a.deadline == 0 || (clock <= a.deadline && units == a.units),
            "07",
            "a round hears a late or partial bid"
        );
        bids[bid] = IBids.Bid({
            bidder: bidder,
            expiry: uint40(expiry),
            status: IBids.BidStatus.OPEN,
            units: uint96(units),
            price: uint96(price),
            counter: 0,
            counterExpiry: 0,
            ask: AskId.wrap(ask)
        });
        _heard[ask].push(bid);
        _touchedBids.push(bid);
    }

    function _onCountered(uint256 bid, bytes memory data) private {
        (uint256 price, uint256 expiry) = abi.decode(data, (uint256, uint256));
        IBids.Bid storage b = _open(bid);
        _rule(_askOf(b).deadline == 0, "07", "a counter-offer in a round");
        (b.counter, b.counterExpiry) = (uint96(price), uint40(expiry));
    }

    function _onWithdrawn(uint256 bid) private {
        IBids.Bid storage b = _open(bid);
        IMarket.Ask storage a = _askOf(b);
        bool binds = a.deadline != 0 && clock > a.deadline && clock <= a.expiry;
        _rule(!binds, "09", "a bid is withdrawn after the round's deadline");
        b.status = IBids.BidStatus.WITHDRAWN;
    }

    function _onPassed(uint256 bid, bytes memory data) private {
        IBids.Bid storage b = _open(bid);
        IBids.Hindrance hindrance = abi.decode(data, (IBids.Hindrance));
        address cash = _cashOf(_askOf(b).id);
        if (hindrance == IBids.Hindrance.SHORT_OF_CASH) {
            _rule(IERC20(cash).balanceOf(b.bidder) < b.price, "07", "a bidder with cash is passed over");
        } else if (hindrance == IBids.Hindrance.NOT_ENTITLED) {
            _rule(!_canActAs(b.bidder, FINANCIER), "07", "a bidder who may finance is passed over");
        } else {
            _rule(keepsLimits[b.bidder], "07", "a bidder without limits is passed over");
        }
        b.status = IBids.BidStatus.PASSED;
        ++bidsPassed;
    }

    /// Whoever was passed over is so already: of the rest the winner is the best.
    function _onClosed(uint256 ask, uint256 winner) private {
        IMarket.Ask storage a = asks[ask];
        bool over = a.deadline != 0 && clock > a.deadline && clock <= a.expiry;
        _rule(over && a.status == IMarket.AskStatus.OPEN, "09", "a round is closed before its deadline or twice");
        uint256[] storage heard = _heard[ask];
        for (uint256 i = 0; i < heard.length; ++i) {
            IBids.Bid storage b = bids[heard[i]];
            if (b.status != IBids.BidStatus.OPEN || heard[i] == winner) continue;
            bool worse = b.price < bids[winner].price || (b.price == bids[winner].price && heard[i] > winner);
            _rule(worse, "07", "a round passes a better bid");
        }
        _winner = winner;
        if (winner == 0) _closeAsk(ask);
    }

    function _onAccepted(Vm.Log[] memory logs, Journal.Entry[] memory entries, uint256 i) private {
        (uint256 id, uint256 units, uint256 paid, uint256 filled) = abi.decode(
            logs[i].data,
            (uint256, uint256, uint256, uint256)
        );
        uint256 bid = uint256(logs[i].topics[1]);
        IBids.Bid storage b = _open(bid);
        IMarket.Ask storage a = _askOf(b);
        Match memory m = Match(address(market), uint256(logs[i].topics[2]), b.bidder, a.seller, id, units, paid);
        _checkMatch(m, a);
        _rule(
            id == a.id && units == b.units && _address(logs[i].topics[3]) == b.bidder,
            "07",
            "a match is not the bid's"
        );
        bool asBid = paid == b.price && clock <= b.expiry;
        bool asCountered = b.counterExpiry != 0 && paid == b.counter && clock <= b.counterExpiry;
        _rule(asBid || asCountered, "07", "a bid is accepted at a price that does not stand");
        _rule(a.deadline == 0 || (bid == _winner && asBid), "07", "a round sells by other means than its close");
        b.status = IBids.BidStatus.ACCEPTED;
        _fill(a, units, filled);
        _settle(logs, entries, i, m);
    }

    function _open(uint256 bid) private returns (IBids.Bid storage b) {
        b = bids[bid];
        _rule(b.status == IBids.BidStatus.OPEN, "09", "something is done with a bid that is not open");
        _touchedBids.push(bid);
    }

    function _askOf(IBids.Bid storage b) internal view returns (IMarket.Ask storage) {
        return asks[AskId.unwrap(b.ask)];
    }

    function _assertMarketReplayed() internal view override {
        super._assertMarketReplayed();
        for (uint256 i = 0; i < _touchedBids.length; ++i) {
            IBids.Bid memory stored = IBids(address(market)).bidOf(BidId.wrap(_touchedBids[i]));
            bool same = keccak256(abi.encode(stored)) == keccak256(abi.encode(bids[_touchedBids[i]]));
            _assert(same, "14", "a bid differs");
        }
    }

    function _forgetMarket() internal virtual override {
        super._forgetMarket();
        delete _touchedBids;
    }
}
