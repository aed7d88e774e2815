// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IGuarantees} from "../../../../contracts/interfaces/IGuarantees.sol";
import {IGuaranteesEvents} from "../../../../contracts/interfaces/IGuaranteesEvents.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {Vm} from "../harness/Vm.sol";
import {ServicingMirror} from "./ServicingMirror.sol";

/// Guarantees as a claim's history tells them, and the rules for them.
abstract contract GuaranteesMirror is ServicingMirror {
    /// @param loss What the debtor had not paid when cover was demanded.
    struct GuaranteeMirror {
        IGuarantees.Guarantee seen;
        IGuarantees.Layer[] layers;
        IGuarantees.Share[] shares;
        uint256 layersLeft;
        uint256 sharesLeft;
        uint256 loss;
        mapping(uint256 share => IGuarantees.Account) account;
    }

    mapping(uint256 id => GuaranteeMirror) internal covers;

    /// The data of {IGuaranteesEvents-GuaranteeOffered}: all of it at once would be too much for the stack.
    struct Offered {
        uint32 seq;
        bytes32 intent;
        address arranger;
        uint40 dueAt;
        uint32 grace;
        uint8 layers;
        uint8 shares;
        bytes32 terms;
    }

    function _isGuarantee(bytes32 topic) internal pure returns (bool) {
        return
            topic == IGuaranteesEvents.GuaranteeOffered.selector ||
            topic == IGuaranteesEvents.LayerOffered.selector ||
            topic == IGuaranteesEvents.ShareOffered.selector ||
            topic == IGuaranteesEvents.ShareAccepted.selector ||
            topic == IGuaranteesEvents.PremiumPaid.selector ||
            topic == IGuaranteesEvents.ReserveFunded.selector ||
            topic == IGuaranteesEvents.CoverDemanded.selector ||
            topic == IGuaranteesEvents.CoverPaid.selector ||
            topic == IGuaranteesEvents.CoverRecovered.selector ||
            topic == IGuaranteesEvents.ReserveReleased.selector;
    }

    function _onGuarantee(ClaimMirror storage c, uint256 id, Vm.Log memory l) internal {
        GuaranteeMirror storage g = covers[id];
        bytes32 topic = l.topics[0];
        c.seen.version += 1;
        if (topic == IGuaranteesEvents.GuaranteeOffered.selector) _onOffered(c, g, l.data);
        else if (topic == IGuaranteesEvents.LayerOffered.selector) _onLayer(g, l.data);
        else if (topic == IGuaranteesEvents.ShareOffered.selector) _onShare(c, g, l.data);
        else if (topic == IGuaranteesEvents.ShareAccepted.selector) _onAccepted(c, g, l.data);
        else if (topic == IGuaranteesEvents.PremiumPaid.selector) _onPremium(g, l.data);
        else if (topic == IGuaranteesEvents.CoverDemanded.selector) _onDemanded(c, g, id, l.data);
        else if (topic == IGuaranteesEvents.CoverPaid.selector) _onCoverPaid(c, g, id, l.data);
        else if (topic == IGuaranteesEvents.CoverRecovered.selector) _onRecovered(c, g, id, l.data);
        else _onReserve(c, g, id, l);
    }

    function _onOffered(ClaimMirror storage c, GuaranteeMirror storage g, bytes memory data) private {
        _rule(!g.seen.isAccepted, "09", "an offer in place of terms that a guarantor has accepted");
        _rule(_isCoverable(c, false), "06", "a guarantee of what is not acknowledged, or disputed");
        delete g.layers;
        delete g.shares;
        Offered memory o = abi.decode(data, (Offered));
        (g.seen.arranger, g.seen.dueAt, g.seen.grace, g.seen.terms) = (o.arranger, o.dueAt, o.grace, o.terms);
        (g.layersLeft, g.sharesLeft) = (o.layers, o.shares);
        bool all = c.holding[g.seen.arranger].units == c.seen.units;
        _rule(g.seen.arranger == c.seen.seller || all, "09", "a guarantee is offered by somebody else");
        _rule(g.seen.dueAt == c.seen.dueAt, "14", "a guarantee tells another due date than its claim");
        _rule(g.sharesLeft <= 8, "12", "a guarantee with more than eight payees");
    }

    function _onLayer(GuaranteeMirror storage g, bytes memory data) private {
        IGuarantees.Layer memory layer;
        uint256 number;
        (, , number, layer.bps, layer.cap, layer.validUntil) = abi.decode(
            data,
            (uint32, bytes32, uint8, uint16, uint96, uint40)
        );
        _rule(number == g.layers.length && g.layersLeft != 0, "14", "a layer is not numbered in order");
        bool useful = layer.cap != 0 && layer.bps <= 10_000 && layer.validUntil > uint256(g.seen.dueAt) + g.seen.grace;
        _rule(useful, "12", "a layer that covers nothing, or more than everything");
        g.layers.push(layer);
        unchecked {
            --g.layersLeft;
        }
    }

    function _onShare(ClaimMirror storage c, GuaranteeMirror storage g, bytes memory data) private {
        IGuarantees.Share memory share;
        uint256 number;
        (, , number, share.layer, share.guarantor, share.weight, share.premium, share.reserve) = abi.decode(
            data,
            (uint32, bytes32, uint8, uint8, address, uint16, uint96, uint96)
        );
        _rule(number == g.shares.length && g.sharesLeft != 0, "14", "a share is not numbered in order");
        _rule(share.guarantor != c.seen.debtor, "12", "a debtor guarantees its own debt");
        g.shares.push(share);
        unchecked {
            --g.sharesLeft;
        }
        if (g.sharesLeft != 0) return;
        bytes32 terms = keccak256(abi.encode(g.seen.dueAt, g.seen.grace, g.layers, g.shares));
        _rule(g.layersLeft == 0 && terms == g.seen.terms, "14", "the terms are not what the layers and shares tell");
    }

    function _onAccepted(ClaimMirror storage c, GuaranteeMirror storage g, bytes memory data) private {
        (, , uint8 number, uint96 reserve) = abi.decode(data, (uint32, bytes32, uint8, uint96));
        IGuarantees.Share storage share = g.shares[number];
        IGuarantees.Account storage account = g.account[number];
        _rule(_isCoverable(c, false), "06", "an acceptance for what is not acknowledged, or disputed");
        _rule(!account.isAccepted && g.seen.demandedAt == 0, "09", "a share is accepted twice, or after the demand");
        _rule(_canActAs(share.guarantor, GUARANTOR), "05", "a share is accepted by no guarantor");
        _rule(clock <= g.layers[share.layer].validUntil, "09", "a share is accepted when its time is over");
        _rule(reserve == share.reserve, "03", "another reserve is set aside than was offered");
        g.seen.isAccepted = true;
        (account.isAccepted, account.isPremiumPaid, account.reserve) = (true, share.premium == 0, reserve);
        _till(c.seen.currency).reserves += reserve;
    }

    function _onPremium(GuaranteeMirror storage g, bytes memory data) private {
        (, , uint8 number, uint256 amount) = abi.decode(data, (uint32, bytes32, uint8, uint256));
        IGuarantees.Account storage account = g.account[number];
        _rule(account.isAccepted && !account.isPremiumPaid, "09", "a premium is paid that is not owed");
        _rule(amount == g.shares[number].premium, "03", "another premium is paid than was offered");
        _rule(clock <= g.seen.dueAt, "12", "a premium is paid when the loss may be known");
        account.isPremiumPaid = true;
    }

    function _onDemanded(ClaimMirror storage c, GuaranteeMirror storage g, uint256 id, bytes memory data) private {
        (, , address holder, uint256 loss, ) = abi.decode(data, (uint32, bytes32, address, uint256, bytes32));
        _rule(_isCoverable(c, true), "06", "cover is demanded for what is not owed, or disputed");
        _rule(g.seen.isAccepted && g.seen.demandedAt == 0, "09", "cover is demanded twice, or of nobody");
        _rule(c.holding[holder].units != 0, "09", "cover is demanded by no holder");
        _rule(clock > _defaultOf(c, g), "09", "cover is demanded before the default");
        _rule(loss == _due(id), "12", "a demand tells another loss than what is due");
        (g.seen.demandedAt, g.seen.demandedLoss, g.loss) = (uint40(clock), uint96(loss), loss);
    }

    function _onCoverPaid(ClaimMirror storage c, GuaranteeMirror storage g, uint256 id, bytes memory data) private {
        (, , uint8 number, uint96 amount, uint256 paid, uint256 reserve) = abi.decode(
            data,
            (uint32, bytes32, uint8, uint96, uint256, uint256)
        );
        IGuarantees.Account storage account = g.account[number];
        _rule(_isCoverable(c, true), "06", "cover is paid for what is not owed, or disputed");
        _rule(g.seen.demandedAt != 0, "09", "cover is paid that nobody has demanded");
        _rule(amount != 0 && amount <= _coverDue(id, number), "12", "more cover is paid than the share owes");
        unchecked {
            account.paid += amount;
            account.reserve -= amount;
            g.seen.paid += amount;
            c.seen.covered += amount;
        }
        _rule(paid == account.paid && reserve == account.reserve, "03", "a share's sums are not those of its payments");
        _rule(_paidBy(g, g.shares[number].layer) <= g.layers[g.shares[number].layer].cap, "12", "cover above the cap");
        _rule(g.seen.paid <= g.loss && _received(c.seen) <= c.seen.units, "12", "cover above the loss");
        Till storage till = _till(c.seen.currency);
        unchecked {
            till.reserves -= amount;
            till.held += amount;
        }
        for (uint256 k = 0; k < c.holders.length; ++k) {
            Holding storage h = c.holding[c.holders[k]];
            h.acc += h.units * amount;
        }
    }

    function _onRecovered(ClaimMirror storage c, GuaranteeMirror storage g, uint256 id, bytes memory data) private {
        (, , uint8 number, uint96 amount, uint256 recovered) = abi.decode(
            data,
            (uint32, bytes32, uint8, uint96, uint256)
        );
        IGuarantees.Account storage account = g.account[number];
        _rule(amount != 0 && amount <= _backFor(id, number), "12", "a payee recovers more than is owed to it");
        unchecked {
            account.recovered += amount;
            _till(c.seen.currency).held -= amount;
        }
        _rule(recovered == account.recovered, "03", "a share's recoveries are not their sum");
        _rule(account.recovered <= account.paid, "12", "a payee recovers more than it paid");
        _rule(_recoveredByAll(g) + c.seen.covered <= g.seen.paid, "12", "more is recovered than came back");
    }

    function _onReserve(ClaimMirror storage c, GuaranteeMirror storage g, uint256 id, Vm.Log memory l) private {
        (, , uint8 number, uint96 amount, uint256 reserve) = abi.decode(
            l.data,
            (uint32, bytes32, uint8, uint96, uint256)
        );
        IGuarantees.Account storage account = g.account[number];
        Till storage till = _till(c.seen.currency);
        bool funded = l.topics[0] == IGuaranteesEvents.ReserveFunded.selector;
        _rule(amount != 0 && account.isAccepted, "09", "a reserve changes by nothing, or without an acceptance");
        if (!funded) _rule(amount <= _releasable(c, g, id, number), "12", "a reserve is released that may be owed");
        unchecked {
            account.reserve = funded ? account.reserve + amount : account.reserve - amount;
            till.reserves = funded ? till.reserves + amount : till.reserves - amount;
        }
        _rule(reserve == account.reserve, "03", "a reserve is not the sum of its changes");
    }

    function _isCoverable(ClaimMirror storage c, bool late) internal view returns (bool) {
        bool open = c.seen.status == IReceivables.Status.ACKNOWLEDGED;
        return (open || (late && c.seen.status == IReceivables.Status.WRITTEN_OFF)) && !c.seen.isDisputed;
    }

    function _defaultOf(ClaimMirror storage c, GuaranteeMirror storage g) internal view returns (uint256) {
        uint256 later = c.seen.dueAt > g.seen.dueAt ? c.seen.dueAt : g.seen.dueAt;
        return later + g.seen.grace;
    }

    /// What a share owes the holders, counted share by share: what all shares of its layers up to it bear, less what those
    /// before it do.
    function _coverDue(uint256 id, uint256 number) internal view returns (uint256) {
        GuaranteeMirror storage g = covers[id];
        IGuarantees.Share storage share = g.shares[number];
        IGuarantees.Account storage account = g.account[number];
        bool valid = g.seen.demandedAt != 0 && g.seen.demandedAt <= g.layers[share.layer].validUntil;
        if (!valid || !account.isAccepted || !account.isPremiumPaid) return 0;
        uint256 borne = _borne(g, share.layer, _due(id));
        (uint256 upTo, uint256 all) = (0, 0);
        for (uint256 i = 0; i < g.shares.length; ++i) {
            if (g.shares[i].layer != share.layer) continue;
            all += g.shares[i].weight;
            if (i <= number) upTo += g.shares[i].weight;
        }
        uint256 part = (borne * upTo) / all - (borne * (upTo - share.weight)) / all;
        uint256 owed = part > account.paid ? part - account.paid : 0;
        uint256 missing = _missingOf(id);
        return owed < missing ? owed : missing;
    }

    function _borne(GuaranteeMirror storage g, uint256 layer, uint256 loss) private view returns (uint256 borne) {
        uint256 left = loss;
        for (uint256 i = 0; i <= layer; ++i) {
            left -= borne;
            borne = g.layers[i].bps == 0 ? left : (loss * g.layers[i].bps) / 10_000;
            if (borne > left) borne = left;
            if (borne > g.layers[i].cap) borne = g.layers[i].cap;
        }
    }

    function _missingOf(uint256 id) private view returns (uint256) {
        (uint256 units, uint256 received) = (claims[id].seen.units, _received(claims[id].seen));
        return units > received ? units - received : 0;
    }

    /// What came back for a share and was not fetched yet: layers after its own are whole before it.
    function _backFor(uint256 id, uint256 number) internal view returns (uint256) {
        GuaranteeMirror storage g = covers[id];
        IGuarantees.Account storage account = g.account[number];
        if (account.paid == 0) return 0;
        uint256 layer = g.shares[number].layer;
        uint256 covered = claims[id].seen.covered;
        uint256 back = g.seen.paid > covered ? g.seen.paid - covered : 0;
        for (uint256 after_ = g.layers.length - 1; after_ > layer; --after_) {
            uint256 first = _paidBy(g, after_);
            back = back > first ? back - first : 0;
        }
        uint256 all = _paidBy(g, layer);
        if (back > all) back = all;
        uint256 part = (back * account.paid) / all;
        return part > account.recovered ? part - account.recovered : 0;
    }

    function _releasable(
        ClaimMirror storage c,
        GuaranteeMirror storage g,
        uint256 id,
        uint256 number
    ) internal view returns (uint256) {
        IGuarantees.Account storage account = g.account[number];
        if (!_isOwed(c.seen.status)) return account.reserve;
        if (g.seen.demandedAt != 0) {
            uint256 due = _coverDue(id, number);
            return account.reserve > due ? account.reserve - due : 0;
        }
        bool unpaid = !account.isPremiumPaid && clock > g.seen.dueAt;
        return unpaid || clock > g.layers[g.shares[number].layer].validUntil ? account.reserve : 0;
    }

    function _paidBy(GuaranteeMirror storage g, uint256 layer) internal view returns (uint256 paid) {
        for (uint256 i = 0; i < g.shares.length; ++i) if (g.shares[i].layer == layer) paid += g.account[i].paid;
    }

    function _recoveredByAll(GuaranteeMirror storage g) private view returns (uint256 recovered) {
        for (uint256 i = 0; i < g.shares.length; ++i) recovered += g.account[i].recovered;
    }

    /// 12: what shares owe, can fetch and can take back is what the terms and the payments make of it.
    function _assertCoverWithinTerms() internal view {
        for (uint256 i = 0; i < touchedClaims.length; ++i) {
            uint256 id = touchedClaims[i];
            GuaranteeMirror storage g = covers[id];
            _assert(_stored(id).covered == claims[id].seen.covered, "12", "what guarantors are owed is another sum");
            for (uint8 s = 0; s < g.shares.length; ++s) {
                _assert(guarantees.dueOf(id, s) == _coverDue(id, s), "12", "a share owes another amount");
                _assert(guarantees.recoverableOf(id, s) == _backFor(id, s), "12", "another amount came back");
                uint256 free = _releasable(claims[id], g, id, s);
                _assert(guarantees.releasableOf(id, s) == free, "12", "another reserve can be released");
            }
        }
    }

    /// 14: what the contract of the guarantees stores is what the history tells.
    function _assertGuaranteeReplayed(uint256 id) internal view {
        GuaranteeMirror storage g = covers[id];
        bool terms = keccak256(abi.encode(guarantees.guaranteeOf(id))) == keccak256(abi.encode(g.seen));
        _assert(terms, "14", "a guarantee differs");
        bool layers = keccak256(abi.encode(guarantees.layersOf(id))) == keccak256(abi.encode(g.layers));
        bool shares = keccak256(abi.encode(guarantees.sharesOf(id))) == keccak256(abi.encode(g.shares));
        _assert(layers && shares, "14", "the layers of a guarantee differ");
        for (uint8 s = 0; s < g.shares.length; ++s) {
            bytes32 stored = keccak256(abi.encode(guarantees.accountOf(id, s)));
            _assert(stored == keccak256(abi.encode(g.account[s])), "14", "a share of a guarantee differs");
        }
    }
}
