// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {IStandingOffers} from "../../../../contracts/interfaces/IStandingOffers.sol";
import {OfferId} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {BidsMirror} from "./BidsMirror.sol";
import {Journal} from "./Journal.sol";

/// Standing offers as the events tell them, and the rules of a sale on one.
abstract contract StandingMirror is BidsMirror {
    uint256 internal lastOffer;
    mapping(uint256 offer => IStandingOffers.StandingOffer) internal offers;
    mapping(uint256 offer => mapping(address seller => bool)) internal entrustedTo;
    uint256[] private _touchedOffers;

    function _onStanding(Vm.Log[] memory logs, Journal.Entry[] memory entries, uint256 i) internal {
        bytes32 topic = logs[i].topics[0];
        uint256 offer = uint256(logs[i].topics[1]);
        if (topic == IStandingOffers.StandingOfferMade.selector) _onMade(logs[i]);
        else if (topic == IStandingOffers.StandingOfferTaken.selector) _onSold(logs, entries, i);
        else if (topic == IStandingOffers.SalesEntrusted.selector) _onEntrusted(logs[i]);
        else {
            _rule(offers[offer].status == IStandingOffers.OfferStatus.OPEN, "09", "a closed offer is withdrawn");
            offers[offer].status = IStandingOffers.OfferStatus.WITHDRAWN;
        }
        _touchedOffers.push(offer);
    }

    function _onMade(Vm.Log memory l) private {
        uint256 offer = uint256(l.topics[1]);
        _rule(offer == ++lastOffer, "14", "an offer is not numbered in order");
        IStandingOffers.StandingOffer storage o = offers[offer];
        (o.financier, o.status) = (_address(l.topics[2]), IStandingOffers.OfferStatus.OPEN);
        o.terms = abi.decode(l.data, (IStandingOffers.Terms));
        _rule(o.terms.seller != address(0) || o.terms.debtor != address(0), "07", "an offer to everybody");
    }

    function _onEntrusted(Vm.Log memory l) private {
        uint256 offer = uint256(l.topics[1]);
        address seller = _address(l.topics[2]);
        bool entrusted = abi.decode(l.data, (bool));
        entrustedTo[offer][seller] = entrusted;
        bool stored = standingOffers.isEntrusted(OfferId.wrap(offer), seller);
        _rule(stored == entrusted, "14", "what a seller entrusted differs");
    }

    function _onSold(Vm.Log[] memory logs, Journal.Entry[] memory entries, uint256 i) private {
        (uint256 units, uint256 paid, uint256 days_, uint256 used) = abi.decode(
            logs[i].data,
            (uint256, uint256, uint256, uint256)
        );
        uint256 offer = uint256(logs[i].topics[1]);
        IStandingOffers.StandingOffer storage o = offers[offer];
        Match memory m = Match({
            by: address(standingOffers),
            reference_: offer | (1 << 255),
            buyer: o.financier,
            seller: _address(logs[i].topics[2]),
            id: uint256(logs[i].topics[3]),
            units: units,
            paid: paid
        });
        _checkSold(o, m, days_);
        o.used += uint96(units);
        _rule(used == o.used && used <= o.terms.limit, "07", "more is bought than the offer's limit");
        _settle(logs, entries, i, m);
    }

    function _checkSold(IStandingOffers.StandingOffer storage o, Match memory m, uint256 days_) private {
        IStandingOffers.Terms storage t = o.terms;
        IReceivables.Claim storage c = claims[m.id].seen;
        bool open = o.status == IStandingOffers.OfferStatus.OPEN && clock <= t.until;
        _rule(open, "07", "a sale on an offer that is not open");
        _rule(_isSaleable(m.id), "06", "an unacknowledged claim is sold on an offer");
        _rule(c.version == 0, "07", "a claim that has changed is sold on an offer");
        bool forSeller = t.seller == address(0) || t.seller == m.seller;
        _rule(
            forSeller && (t.debtor == address(0) || t.debtor == c.debtor),
            "07",
            "a sale that the offer does not name"
        );
        _rule(_canActAs(m.buyer, FINANCIER), "07", "an offer of one who may not finance is taken");
        bool inTime = c.dueAt > clock && days_ == (c.dueAt - 1 - clock) / 1 days && days_ <= t.maxDays;
        _rule(inTime, "07", "the days to the due date are wrong");
        uint256 discount = Math.ceilDiv(m.units * t.rate * days_, uint256(t.basis) * 10_000);
        _rule(m.paid + discount == m.units && m.paid != 0, "07", "the price is not the face less the discount");
    }

    function _assertStandingReplayed() internal view {
        for (uint256 i = 0; i < _touchedOffers.length; ++i) {
            uint256 offer = _touchedOffers[i];
            IStandingOffers.StandingOffer memory stored = standingOffers.standingOffer(OfferId.wrap(offer));
            bool same = keccak256(abi.encode(stored)) == keccak256(abi.encode(offers[offer]));
            _assert(same, "14", "a standing offer differs");
        }
    }

    function _forgetMarket() internal override {
        super._forgetMarket();
        delete _touchedOffers;
    }
}
