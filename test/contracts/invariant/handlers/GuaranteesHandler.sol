// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IGuarantees} from "../../../../contracts/interfaces/IGuarantees.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {vm} from "../harness/Vm.sol";
import {RegistrationHandler} from "./RegistrationHandler.sol";

/// Sellers offer guarantees, guarantors accept and pay, holders demand, debtors pay late; and others who try the same.
abstract contract GuaranteesHandler is RegistrationHandler {
    uint256 private constant NEAR = 4 days;

    /// Most offers are accepted and paid for at once.
    function offerGuarantee(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _oneIn(8) ? _claimIn(ANY) : _claimWith(_isInsurable);
        if (_oneIn(6)) (id, found) = _claimWith(_isDisputedNow);
        if (found) _offer(id, false);
    }

    /// From the offer to what guarantors get back, on a claim of its own that is sold in part.
    function coverLoss(uint256 seed) external action(seed) {
        (uint256 id, bool made) = _freshClaim();
        if (!made) return;
        _offer(id, _oneIn(3));
        if (!covers[id].seen.isAccepted) return;
        _sellOn(id);
        _demand(id);
        // In parts, so that what comes back stands between the layers now and then.
        for (uint256 left = 3; left != 0; --left) {
            uint256 due = _due(id);
            if (due == 0) return;
            _payLate(id, left == 1 ? due : 1 + _pick(due));
        }
    }

    /// @param sure Whether every layer bears something, and every share accepts.
    function _offer(uint256 id, bool sure) private {
        IReceivables.Claim memory c = claims[id].seen;
        (IGuarantees.Layer[] memory layers, IGuarantees.Share[] memory shares) = _termsFor(id, sure);
        uint32 grace = uint32(_pick(1 days));
        for (uint256 i = 0; i < layers.length; ++i) {
            layers[i].validUntil = uint40(uint256(c.dueAt) + grace + (!sure && _oneIn(12) ? 0 : 1 + _pick(20 days)));
        }
        bytes memory data = abi.encodeCall(guarantees.offer, (id, grace, layers, shares));
        uint256 actor = !sure && _oneIn(8) ? _anyActor() : actorOf[c.seller];
        if (!_cover(actor, data)) return;
        address account = actors[actor].account;
        bool all = claims[id].holding[account].units == c.units;
        _rule(account == c.seller || all, "09", "somebody else offered a guarantee");
        if (!sure && _oneIn(6)) return;
        for (uint8 s = 0; s < shares.length; ++s) {
            if (sure || !_oneIn(8)) _accept(id, s);
            if (sure || !_oneIn(4)) _payPremium(id, s);
        }
    }

    function _isDisputedNow(uint256 id) private view returns (bool) {
        return claims[id].seen.isDisputed;
    }

    function acceptShare(uint256 seed) external action(seed) {
        (uint256 id, uint8 share, bool found) = _shareWith(_isOpenShare);
        if (found) _accept(id, share);
    }

    function payPremium(uint256 seed) external action(seed) {
        (uint256 id, uint8 share, bool found) = _shareWith(_isUnpaid);
        if (found) _payPremium(id, share);
    }

    function fundReserve(uint256 seed) external action(seed) {
        (uint256 id, uint8 share, bool found) = _shareWith(_isAccepted);
        if (!found) return;
        uint96 amount = _oneIn(12) ? 0 : uint96(1 + _pick(1_000));
        _asGuarantor(id, share, abi.encodeCall(guarantees.fund, (id, share, amount)));
    }

    /// Lets the due date and the grace of a covered claim pass; then a holder demands, and shares pay.
    function demandCover(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _oneIn(8) ? _claimIn(ANY) : _claimWith(_isDemandable);
        if (found) _demand(id);
    }

    function _demand(uint256 id) private {
        uint256 from = _defaultOf(claims[id], covers[id]);
        if (from >= clock && from < clock + NEAR && !_oneIn(6)) clock = from + 1;
        vm.warp(clock);
        (address holder, ) = _holderOf(id);
        uint256 actor = _oneIn(8) ? _anyActor() : actorOf[holder];
        bool done = _cover(actor, abi.encodeCall(guarantees.demand, (id, _word())));
        _rule(!done || claims[id].holding[actors[actor].account].units != 0, "09", "no holder demanded cover");
        if (!done || _oneIn(4)) return;
        for (uint8 s = 0; s < covers[id].shares.length; ++s) _payCover(id, s);
    }

    function payCover(uint256 seed) external action(seed) {
        (uint256 id, uint8 share, bool found) = _shareWith(_owesCover);
        if (_oneIn(8)) (id, share, found) = _shareWith(_isAccepted);
        if (found) _payCover(id, share);
    }

    /// After the cover the debtor may pay after all.
    function payLate(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimWith(_isCovered);
        if (found && _due(id) != 0) _payLate(id, _upTo(_due(id)));
    }

    function _payLate(uint256 id, uint256 amount) private {
        _payAsDebtor(id, amount);
        for (uint8 s = 0; s < covers[id].shares.length; ++s) if (_oneIn(2)) _recover(id, s);
    }

    function recoverCover(uint256 seed) external action(seed) {
        (uint256 id, uint8 share, bool found) = _shareWith(_isRecoverable);
        if (_oneIn(8)) (id, share, found) = _shareWith(_isAccepted);
        if (found) _recover(id, share);
    }

    function releaseReserve(uint256 seed) external action(seed) {
        (uint256 id, uint8 share, bool found) = _shareWith(_isReleasable);
        if (_oneIn(8)) (id, share, found) = _shareWith(_isAccepted);
        if (!found) return;
        bool possible = _isReleasable(id, share) && _isSound(covers[id].shares[share].guarantor);
        bytes memory data = abi.encodeCall(guarantees.release, (id, share));
        if (_oneIn(8)) {
            _asGuarantor(id, share, data);
            return;
        }
        bool done = _cover(actorOf[covers[id].shares[share].guarantor], data);
        _rule(done == possible, "13", "a reserve that nobody can ask for stays, or one that somebody can does not");
    }

    function _accept(uint256 id, uint8 share) private {
        bytes32 terms = _oneIn(24) ? _word() : covers[id].seen.terms;
        bool same = terms == covers[id].seen.terms;
        bool done = _asGuarantor(id, share, abi.encodeCall(guarantees.accept, (id, share, terms)));
        _rule(!done || same, "12", "a guarantor is bound by terms that it has not accepted");
    }

    function _payPremium(uint256 id, uint8 share) private {
        uint256 actor = _oneIn(8) ? _anyActor() : actorOf[covers[id].seen.arranger];
        bool done = _cover(actor, abi.encodeCall(guarantees.payPremium, (id, share)));
        _rule(!done || actors[actor].account == covers[id].seen.arranger, "09", "somebody else paid a premium");
    }

    function _payCover(uint256 id, uint8 share) private {
        uint256 actor = _anyActor();
        bool sound = _isSound(actors[actor].account) && _isCoverable(claims[id], true);
        bool possible = sound && _coverDue(id, share) != 0 && covers[id].account[share].reserve != 0;
        bool done = _cover(actor, abi.encodeCall(guarantees.payCover, (id, share)));
        _rule(done == possible, "13", "cover that is due was stopped, or some that is not was paid");
        _occasion(done && seenPaused, "covered under pause");
        bool short = _coverDue(id, share) != 0;
        _occasion(done && short, "covered as far as a reserve reached");
    }

    function _recover(uint256 id, uint8 share) private {
        uint256 actor = _anyActor();
        bool sound = _isSound(actors[actor].account) && _isSound(covers[id].shares[share].guarantor);
        bool possible = sound && _isRecoverable(id, share);
        bool done = _cover(actor, abi.encodeCall(guarantees.recover, (id, share)));
        _rule(done == possible, "13", "a recovery was stopped, or should have been");
        _occasion(done && covers[id].shares[share].layer != 0, "recovered by a later layer");
        bool inPart = claims[id].seen.status != IReceivables.Status.SETTLED && claims[id].seen.covered != 0;
        bool between = _paidBy(covers[id], 0) != 0 && covers[id].seen.paid > _paidBy(covers[id], 0);
        _occasion(done && inPart && between, "recovered in part of several layers");
    }

    function _asGuarantor(uint256 id, uint8 share, bytes memory data) private returns (bool done) {
        uint256 actor = _oneIn(8) ? _anyActor() : actorOf[covers[id].shares[share].guarantor];
        done = _cover(actor, data);
        bool own = actors[actor].account == covers[id].shares[share].guarantor;
        _rule(!done || own, "09", "an act of the guarantor by somebody else");
    }

    /// An act on a guarantee, and what its contract calls on its behalf.
    function _cover(uint256 actor, bytes memory data) private returns (bool done) {
        bool sound = _isSound(actors[actor].account);
        done = _as(actor, address(guarantees), data);
        _rule(!done || sound, "05", "a frozen party acted on a guarantee");
        if (!done) return false;
        _count("Parties", parties.carry.selector, true);
        _count("Receivables", receivables.service.selector, true);
    }

    /// One to three layers, with one or two shares each.
    function _termsFor(
        uint256 id,
        bool sure
    ) private returns (IGuarantees.Layer[] memory layers, IGuarantees.Share[] memory shares) {
        uint256 face = claims[id].seen.units;
        layers = new IGuarantees.Layer[](sure ? 3 : 1 + _pick(3));
        bool paired = _oneIn(2);
        shares = new IGuarantees.Share[](paired ? layers.length * 2 : layers.length);
        for (uint256 i = 0; i < layers.length; ++i) {
            layers[i].bps = uint16(sure || _oneIn(2) ? 0 : 1 + _pick(10_000));
            layers[i].cap = uint96(sure ? 1 + face / 8 : _upTo(face == 0 ? 1 : face));
        }
        for (uint256 s = 0; s < shares.length; ++s) {
            shares[s].layer = uint8(s % layers.length);
            shares[s].weight = uint16(1 + _pick(7));
            shares[s].guarantor = actors[_actorAs(GUARANTOR)].account;
            shares[s].premium = uint96(sure || _oneIn(2) ? 0 : 1 + _pick(9));
            shares[s].reserve = uint96(!sure && _oneIn(4) ? _pick(9) : layers[s % layers.length].cap);
        }
    }

    /// A share of a guarantee of which something holds, if there is one.
    function _shareWith(
        function(uint256, uint8) internal view returns (bool) holds
    ) private returns (uint256 id, uint8 share, bool found) {
        uint256 start = claimIds.length == 0 ? 0 : _pick(claimIds.length);
        for (uint256 i = 0; i < claimIds.length; ++i) {
            id = claimIds[(start + i) % claimIds.length];
            for (share = 0; share < covers[id].shares.length; ++share) if (holds(id, share)) return (id, share, true);
        }
    }

    function _isInsurable(uint256 id) private view returns (bool) {
        IReceivables.Claim storage c = claims[id].seen;
        bool open = _isSaleable(id) && !covers[id].seen.isAccepted && c.dueAt > clock && c.dueAt < clock + NEAR;
        return open && _isSound(c.seller) && _due(id) > 1;
    }

    function _isDemandable(uint256 id) private view returns (bool) {
        GuaranteeMirror storage g = covers[id];
        bool waiting = g.seen.isAccepted && g.seen.demandedAt == 0 && _isCoverable(claims[id], true);
        return waiting && _due(id) != 0 && _defaultOf(claims[id], g) < clock + NEAR;
    }

    function _isCovered(uint256 id) private view returns (bool) {
        return claims[id].seen.covered != 0;
    }

    function _isOpenShare(uint256 id, uint8 share) private view returns (bool) {
        return !covers[id].account[share].isAccepted && _isSaleable(id);
    }

    function _isUnpaid(uint256 id, uint8 share) private view returns (bool) {
        IGuarantees.Account storage account = covers[id].account[share];
        return account.isAccepted && !account.isPremiumPaid && clock <= covers[id].seen.dueAt;
    }

    function _isAccepted(uint256 id, uint8 share) private view returns (bool) {
        return covers[id].account[share].isAccepted;
    }

    function _owesCover(uint256 id, uint8 share) private view returns (bool) {
        return _coverDue(id, share) != 0 && _isCoverable(claims[id], true);
    }

    function _isRecoverable(uint256 id, uint8 share) private view returns (bool) {
        return _backFor(id, share) != 0;
    }

    function _isReleasable(uint256 id, uint8 share) private view returns (bool) {
        return _releasable(claims[id], covers[id], id, share) != 0;
    }
}
