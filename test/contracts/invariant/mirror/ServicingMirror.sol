// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IClaimToken} from "../../../../contracts/interfaces/IClaimToken.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {IServicing} from "../../../../contracts/interfaces/IServicing.sol";
import {IServicingEvents} from "../../../../contracts/interfaces/IServicingEvents.sol";
import {ClaimId} from "../../../../contracts/interfaces/Types.sol";
import {Waivers} from "../../../../contracts/libraries/Roles.sol";
import {Vm} from "../harness/Vm.sol";
import {Journal} from "./Journal.sol";
import {UnitsMirror} from "./UnitsMirror.sol";

/// Disputes, credit notes, amendments, recourse and write-offs as a claim's history tells them, and the rules for them.
abstract contract ServicingMirror is UnitsMirror {
    /// A purchase of what a holder has put.
    struct BuyBack {
        uint256 id;
        address holder;
        address seller;
        uint256 units;
        uint256 price;
    }

    /// What the seller should pay by its credit notes less what it has paid on them.
    uint256 internal uncredited;

    function _isServicing(bytes32 topic) internal pure returns (bool) {
        return
            topic == IServicingEvents.Rejected.selector ||
            topic == IServicingEvents.Disputed.selector ||
            topic == IServicingEvents.DisputeWithdrawn.selector ||
            topic == IServicingEvents.CreditProposed.selector ||
            topic == IServicingEvents.CreditDeclined.selector ||
            topic == IServicingEvents.Credited.selector ||
            topic == IServicingEvents.CreditPaid.selector ||
            topic == IServicingEvents.AmendmentProposed.selector ||
            topic == IServicingEvents.Amended.selector ||
            topic == IServicingEvents.RecourseGiven.selector ||
            topic == IServicingEvents.DiscountGranted.selector ||
            topic == IServicingEvents.DiscountTaken.selector ||
            topic == IServicingEvents.WireRecalled.selector ||
            topic == IServicingEvents.PutMade.selector ||
            topic == IServicingEvents.PutWithdrawn.selector ||
            topic == IServicingEvents.BoughtBack.selector ||
            topic == IServicingEvents.WrittenOff.selector;
    }

    function _onServicing(
        ClaimMirror storage c,
        Vm.Log[] memory logs,
        Journal.Entry[] memory entries,
        uint256 i
    ) internal {
        bytes32 topic = logs[i].topics[0];
        bytes memory data = logs[i].data;
        uint256 id = uint256(logs[i].topics[1]);
        c.seen.version += 1;
        if (topic == IServicingEvents.Rejected.selector) {
            _rule(c.seen.status == IReceivables.Status.REGISTERED, "09", "rejected in another state than registered");
        } else if (topic == IServicingEvents.Disputed.selector) {
            _onDisputed(c, id, data);
        } else if (topic == IServicingEvents.DisputeWithdrawn.selector) {
            _rule(c.seen.isDisputed, "09", "a dispute is withdrawn that there is not");
            c.seen.isDisputed = false;
            delete c.dispute;
        } else if (topic == IServicingEvents.CreditProposed.selector) {
            _onCreditProposed(c, id, data);
        } else if (topic == IServicingEvents.CreditDeclined.selector) {
            (, , address by, ) = abi.decode(data, (uint32, bytes32, address, bytes32));
            _rule(by == c.seen.debtor || by == c.seen.seller, "09", "a credit note is declined by somebody else");
            _rule(c.credit.amount != 0, "09", "a credit note is declined that there is not");
            delete c.credit;
        } else if (topic == IServicingEvents.Credited.selector) {
            _onCredited(c, id, data);
        } else if (topic == IServicingEvents.CreditPaid.selector) {
            (, , uint256 amount) = abi.decode(data, (uint32, bytes32, uint256));
            _rule(amount != 0 && amount <= _dueOfSeller(id), "02", "a seller pays more than it owes");
            uncredited += amount;
        } else if (topic == IServicingEvents.WrittenOff.selector) {
            bool open = c.seen.status == IReceivables.Status.ACKNOWLEDGED;
            _rule(open, "09", "written off in another state than acknowledged");
            c.seen.status = IReceivables.Status.WRITTEN_OFF;
        } else if (topic == IServicingEvents.WireRecalled.selector) {
            _onWireRecalled(c, id, data);
        } else if (topic == IServicingEvents.BoughtBack.selector) {
            _onBoughtBack(c, logs, entries, i);
        } else {
            _onTerms(c, topic, data);
        }
    }

    function _onTerms(ClaimMirror storage c, bytes32 topic, bytes memory data) private {
        if (topic == IServicingEvents.AmendmentProposed.selector) {
            (, , c.amendment.dueAt, c.amendment.documentRoot) = abi.decode(data, (uint32, bytes32, uint40, bytes32));
            _rule(_isUnsold(c), "09", "an amendment of a claim that is sold or paid");
        } else if (topic == IServicingEvents.Amended.selector) {
            (, , uint40 dueAt, bytes32 root) = abi.decode(data, (uint32, bytes32, uint40, bytes32));
            bool same = dueAt == c.amendment.dueAt && root == c.amendment.documentRoot;
            _rule(dueAt != 0 && same, "09", "an amendment that was not proposed");
            _rule(_isUnsold(c), "09", "an amendment of a claim that is sold or paid");
            c.seen.dueAt = dueAt;
            delete c.amendment;
        } else if (topic == IServicingEvents.RecourseGiven.selector) {
            bool open = c.seen.status == IReceivables.Status.REGISTERED;
            open = open || c.seen.status == IReceivables.Status.ACKNOWLEDGED;
            bool unsold = c.holding[c.seen.seller].units == c.seen.units;
            _rule(open && unsold && !c.recourse.given, "09", "recourse is given twice, or on a claim that is sold");
            (, , c.recourse.grace, c.recourse.buyBackTime) = abi.decode(data, (uint32, bytes32, uint32, uint32));
            c.recourse.given = true;
        } else if (topic == IServicingEvents.DiscountGranted.selector) {
            _onDiscountGranted(c, data);
        } else if (topic == IServicingEvents.DiscountTaken.selector) {
            _onDiscountTaken(c, data);
        } else if (topic == IServicingEvents.PutMade.selector) {
            _onPutMade(c, data);
        } else {
            (, , address holder, uint256 units) = abi.decode(data, (uint32, bytes32, address, uint256));
            Holding storage h = _holding(c, holder);
            _rule(h.putDeadline != 0, "09", "a put is withdrawn that there is not");
            _rule(units == h.locked, "14", "a withdrawn put names other units than are locked");
            (h.locked, h.putDeadline) = (0, 0);
        }
    }

    function _onDiscountGranted(ClaimMirror storage c, bytes memory data) private {
        bool open = c.seen.status == IReceivables.Status.REGISTERED;
        open = open || c.seen.status == IReceivables.Status.ACKNOWLEDGED;
        bool unsold = c.holding[c.seen.seller].units == c.seen.units;
        _rule(open && unsold && c.discount.until == 0, "09", "a discount is granted twice, or on a claim that is sold");
        (, , c.discount.bps, c.discount.until) = abi.decode(data, (uint32, bytes32, uint16, uint40));
    }

    function _onDiscountTaken(ClaimMirror storage c, bytes memory data) private {
        (, , uint96 amount) = abi.decode(data, (uint32, bytes32, uint96));
        bool owed = c.seen.status == IReceivables.Status.ACKNOWLEDGED && !c.seen.isDisputed;
        _rule(owed && clock <= c.discount.until, "09", "a discount is taken too late, or while disputed");
        uint256 most = (uint256(c.seen.units - c.seen.diluted) * c.discount.bps) / 10_000;
        _rule(amount != 0 && amount <= most, "02", "more discount is taken than was granted");
        _rule(amount == c.seen.units - c.seen.debtorPaid - c.seen.diluted, "02", "a discount leaves something due");
        unchecked {
            c.seen.diluted += amount;
        }
    }

    function _onWireRecalled(ClaimMirror storage c, uint256 id, bytes memory data) private {
        (, , , , uint256 amount, , uint256 suspense) = abi.decode(
            data,
            (uint32, bytes32, address, bytes32, uint256, bytes32, uint256)
        );
        _rule(suspense + amount == c.seen.suspense, "03", "suspense is not what was left after a recall");
        c.seen.suspense = uint96(suspense);
        tills[_cashOf(id)].held -= amount;
    }

    function _onDisputed(ClaimMirror storage c, uint256 id, bytes memory data) private {
        (, , uint96 amount, uint40 resolveBy, ) = abi.decode(data, (uint32, bytes32, uint96, uint40, bytes32));
        _rule(c.seen.status == IReceivables.Status.ACKNOWLEDGED, "09", "disputed in another state than acknowledged");
        _rule(c.seen.waivers & Waivers.DEFENCES == 0, "09", "disputed though the defences were waived");
        _rule(amount != 0 && amount <= _due(id), "02", "more is disputed than due");
        c.dispute = IServicing.Dispute(amount, resolveBy);
        c.seen.isDisputed = true;
    }

    function _onCreditProposed(ClaimMirror storage c, uint256 id, bytes memory data) private {
        _rule(c.credit.amount == 0, "09", "a credit note is proposed over another");
        _rule(c.seen.status == IReceivables.Status.ACKNOWLEDGED, "09", "a credit note in the wrong state");
        (, , c.credit.amount, c.credit.making, c.credit.documentRoot) = abi.decode(
            data,
            (uint32, bytes32, uint96, IServicingEvents.Making, bytes32)
        );
        _rule(c.credit.amount != 0 && c.credit.amount <= _due(id), "02", "a credit note above what is due");
    }

    function _onCredited(ClaimMirror storage c, uint256 id, bytes memory data) private {
        (, , uint96 amount, IServicingEvents.Making making, bytes32 root, uint256 disputed) = abi.decode(
            data,
            (uint32, bytes32, uint96, IServicingEvents.Making, bytes32, uint256)
        );
        bool same = amount == c.credit.amount && making == c.credit.making && root == c.credit.documentRoot;
        _rule(amount != 0 && same, "09", "a credit note that was not proposed");
        _rule(c.seen.status == IReceivables.Status.ACKNOWLEDGED, "09", "credited in another state than acknowledged");
        _rule(amount <= _due(id), "02", "a credit note above what is due");
        delete c.credit;
        uint256 contested = _disputed(id);
        _rule(
            disputed == (contested > amount ? contested - amount : 0),
            "14",
            "a credit note tells of another dispute"
        );
        c.seen.isDisputed = disputed != 0;
        if (disputed == 0) delete c.dispute;
        else c.dispute.amount = uint96(disputed);
        if (making == IServicingEvents.Making.REDUCED) {
            _reduce(c, amount);
            return;
        }
        unchecked {
            c.seen.diluted += amount;
            if (making == IServicingEvents.Making.PAID) uncredited += amount;
        }
    }

    /// A credit note that burns units; one over everything cancels the claim.
    function _reduce(ClaimMirror storage c, uint96 amount) private {
        _rule(_received(c.seen) == 0, "01", "units were burnt on which something was received");
        unchecked {
            c.retired += amount;
            if (amount == c.seen.units) c.seen.status = IReceivables.Status.CANCELLED;
            else c.seen.units -= amount;
        }
    }

    function _onPutMade(ClaimMirror storage c, bytes memory data) private {
        (, , address holder, uint256 units, uint40 deadline) = abi.decode(
            data,
            (uint32, bytes32, address, uint256, uint40)
        );
        Holding storage h = _holding(c, holder);
        _rule(_isOwed(c.seen.status) && c.recourse.given, "09", "a put without recourse or without debt");
        _rule(clock > uint256(c.seen.dueAt) + c.recourse.grace, "09", "a put before the default");
        _rule(holder != c.seen.seller && h.putDeadline == 0, "09", "a put by the seller, or a second one");
        _rule(units != 0 && h.units >= h.frozen + units, "06", "more is put than the holder is free to give");
        _rule(
            deadline == clock + c.recourse.buyBackTime,
            "14",
            "the seller has another time to buy back than promised"
        );
        (h.locked, h.putDeadline) = (units, deadline);
    }

    function _onBoughtBack(
        ClaimMirror storage c,
        Vm.Log[] memory logs,
        Journal.Entry[] memory entries,
        uint256 i
    ) private {
        BuyBack memory b;
        b.id = uint256(logs[i].topics[1]);
        b.seller = c.seen.seller;
        (, , b.holder, b.units, b.price) = abi.decode(logs[i].data, (uint32, bytes32, address, uint256, uint256));
        Holding storage h = _holding(c, b.holder);
        _rule(h.putDeadline != 0 && b.units == h.locked, "06", "units are bought back that were not put");
        _rule(_isOwed(c.seen.status), "06", "units are bought back though nothing is due");
        uint256 missing = c.seen.units - _received(c.seen);
        bool exact = b.price == Math.ceilDiv(b.units * missing, c.seen.units);
        _rule(exact, "07", "the price of a buy-back is not what the units have not received");
        _rule(_isWhole(logs, entries, i + 1, b), "07", "a buy-back moved one leg without the other");
        unchecked {
            unbought -= 1;
        }
        (h.locked, h.putDeadline) = (0, 0);
    }

    /// The units and the price follow the announcement at once; the price goes through the servicing contract.
    function _isWhole(
        Vm.Log[] memory logs,
        Journal.Entry[] memory entries,
        uint256 next,
        BuyBack memory b
    ) private view returns (bool) {
        if (next + 3 >= logs.length) return false;
        address cash = _cashOf(b.id);
        bool standing =
            entries[next].emitter == address(receivables) &&
                entries[next + 1].emitter == address(receivables) &&
                entries[next + 2].emitter == cash &&
                entries[next + 3].emitter == cash;
        return
            standing &&
            _isMove(logs[next], b) &&
            logs[next + 1].topics[0] == IClaimToken.Transferred.selector &&
            _isPayment(logs[next + 2], b.seller, address(servicing), b.price) &&
            _isPayment(logs[next + 3], address(servicing), b.holder, b.price);
    }

    function _isMove(Vm.Log memory l, BuyBack memory b) private view returns (bool) {
        bytes memory expected = abi.encodePacked(
            abi.encode(IERC1155.TransferSingle.selector, address(servicing), b.holder, b.seller),
            abi.encode(b.id, b.units)
        );
        return keccak256(abi.encodePacked(l.topics, l.data)) == keccak256(expected);
    }

    function _isPayment(Vm.Log memory l, address from, address to, uint256 amount) private pure returns (bool) {
        return
            l.topics[0] == IERC20.Transfer.selector &&
            _address(l.topics[1]) == from &&
            _address(l.topics[2]) == to &&
            abi.decode(l.data, (uint256)) == amount;
    }

    /// Whether a claim is acknowledged and not settled.
    function _isOwed(IReceivables.Status status) internal pure returns (bool) {
        return status == IReceivables.Status.ACKNOWLEDGED || status == IReceivables.Status.WRITTEN_OFF;
    }

    /// While this holds, seller and debtor can agree on other terms.
    function _isUnsold(ClaimMirror storage c) private view returns (bool) {
        bool acknowledged = c.seen.status == IReceivables.Status.ACKNOWLEDGED;
        return acknowledged && c.holding[c.seen.seller].units == c.seen.units && _received(c.seen) == 0;
    }

    /// 14: what the servicing contract and the locks store is what the history tells.
    function _assertServicingReplayed(uint256 claimId) internal view {
        ClaimMirror storage c = claims[claimId];
        ClaimId id = ClaimId.wrap(claimId);
        IServicing.Dispute memory dispute = servicing.disputeOf(id);
        bool same = dispute.amount == _disputed(claimId) && dispute.resolveBy == c.dispute.resolveBy;
        _assert(same, "14", "a dispute differs");
        bool credit = keccak256(abi.encode(servicing.creditOf(id))) == keccak256(abi.encode(c.credit));
        _assert(credit, "14", "a credit note differs");
        bool amendment = keccak256(abi.encode(servicing.amendmentOf(id))) == keccak256(abi.encode(c.amendment));
        _assert(amendment, "14", "an amendment differs");
        bool recourse = keccak256(abi.encode(servicing.recourseOf(id))) == keccak256(abi.encode(c.recourse));
        _assert(recourse, "14", "a recourse differs");
        bool discount = keccak256(abi.encode(servicing.discountOf(id))) == keccak256(abi.encode(c.discount));
        _assert(discount, "14", "a discount differs");
        for (uint256 k = 0; k < c.holders.length; ++k) {
            address holder = c.holders[k];
            Holding storage h = c.holding[holder];
            _assert(receivables.lockedOf(claimId, holder) == h.locked, "14", "a lock differs");
            _assert(servicing.putDeadlineOf(id, holder) == h.putDeadline, "14", "a put differs");
        }
    }
}
