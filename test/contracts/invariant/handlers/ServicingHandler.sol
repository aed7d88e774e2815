// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {IServicing} from "../../../../contracts/interfaces/IServicing.sol";
import {IServicingEvents} from "../../../../contracts/interfaces/IServicingEvents.sol";
import {ClaimId} from "../../../../contracts/interfaces/Types.sol";
import {RegistrationHandler} from "./RegistrationHandler.sol";

/// Debtors dispute, sellers credit and amend, the registrar writes off; and others who try the same.
abstract contract ServicingHandler is RegistrationHandler {
    function reject(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimIn(_oneIn(8) ? ANY : REGISTERED);
        if (!found) return;
        _asDebtor(id, abi.encodeCall(servicing.reject, (ClaimId.wrap(id), _word())));
    }

    function dispute(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimIn(_oneIn(12) ? ANY : ACKNOWLEDGED);
        if (!found) return;
        uint40 resolveBy = uint40(_oneIn(16) ? clock : clock + 1 + _pick(10 days));
        uint96 amount = _partOf(_due(id));
        bytes memory data = abi.encodeCall(servicing.dispute, (ClaimId.wrap(id), amount, resolveBy, _word()));
        if (!_asDebtor(id, data)) return;
        // A holder tries to get rid of its units at once.
        (address holder, ) = _holderOf(id);
        data = abi.encodeCall(receivables.assign, (id, _receiver(), 1, _word()));
        bool moved = _as(actorOf[holder], address(receivables), data);
        _rule(!moved, "06", "units of a disputed claim moved");
        _occasion(!moved, "refused while disputed");
        if (_due(id) < 2 || _oneIn(3)) return;
        _occasion(_payAsDebtor(id, 1 + _pick(_due(id) - 1)), "paid while disputed");
        _occasion(_due(id) < claims[id].dispute.amount, "paid into what was disputed");
    }

    function withdrawDispute(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimWith(_isDisputed);
        if (!found && !_oneIn(4)) return;
        _asDebtor(id, abi.encodeCall(servicing.withdrawDispute, (ClaimId.wrap(id), _word())));
    }

    /// Most credit notes are accepted at once.
    function proposeCredit(uint256 seed) external action(seed) {
        bool burns = _oneIn(3);
        // Units can be burnt only while nothing was received on them.
        (uint256 id, bool found) = burns
            ? (_oneIn(2) ? _freshClaim() : _claimWith(_isAmendable))
            : _claimWith(_isCreditable);
        if (_oneIn(12)) (id, found) = _claimIn(ANY);
        if (!found) return;
        IServicingEvents.Making making = IServicingEvents.Making(_oneIn(8) ? 2 : _pick(2));
        if (burns) making = IServicingEvents.Making.REDUCED;
        uint256 most = _due(id);
        if (making == IServicingEvents.Making.REDUCED && !_oneIn(8)) {
            uint256 free = _unfrozen(id, claims[id].seen.seller);
            if (free < most) most = free;
        }
        bytes memory data = abi.encodeCall(servicing.proposeCredit, (ClaimId.wrap(id), _partOf(most), making, _word()));
        if (!_asSeller(id, data)) return;
        uint256 then = _pick(4);
        if (then == 0) return;
        // What is paid in between may leave less than the credit note says.
        if (then == 1 && claims[id].credit.amount > 1) _payAsDebtor(id, _due(id) - claims[id].credit.amount + 1);
        _accept(id);
    }

    /// The seller takes an invoice back whole, as soon as it is acknowledged.
    function takeBack(uint256 seed) external action(seed) {
        (uint256 id, bool made) = _freshClaim();
        if (!made) return;
        bytes memory data = abi.encodeCall(
            servicing.proposeCredit,
            (ClaimId.wrap(id), uint96(_due(id)), IServicingEvents.Making.REDUCED, _word())
        );
        if (_asSeller(id, data)) _accept(id);
    }

    function declineCredit(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimWith(_isCredited);
        if (!found || _oneIn(2)) return;
        IReceivables.Claim storage c = claims[id].seen;
        uint256 actor = _oneIn(6) ? _anyActor() : actorOf[_oneIn(2) ? c.debtor : c.seller];
        bool done = _serve(actor, abi.encodeCall(servicing.declineCredit, (ClaimId.wrap(id), _word())));
        address account = actors[actor].account;
        _rule(!done || account == c.debtor || account == c.seller, "09", "somebody else declined a credit note");
    }

    function acceptCredit(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimWith(_isCredited);
        if (found) _accept(id);
    }

    function payCredit(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimWith(_isOwedBySeller);
        if (!found) return;
        address seller = claims[id].seen.seller;
        uint96 amount = _partOf(_dueOfSeller(id));
        bool possible = amount <= _dueOfSeller(id) && _isSound(seller) && tills[_cashOf(id)].balance[seller] >= amount;
        bytes memory data = abi.encodeCall(servicing.payCredit, (ClaimId.wrap(id), amount));
        if (_oneIn(8)) {
            _asSeller(id, data);
            return;
        }
        bool done = _serve(actorOf[seller], data);
        _rule(done || !possible, "13", "a payment of a credit note was stopped");
        _occasion(done && claims[id].seen.status == IReceivables.Status.SETTLED, "settled by the seller");
    }

    /// Most amendments are accepted at once.
    function proposeAmendment(uint256 seed) external action(seed) {
        uint256 kind = _pick(8);
        (uint256 id, bool found) = kind == 0
            ? _claimIn(ANY)
            : kind < 4
                ? _freshClaim()
                : _claimWith(_isAmendable);
        if (!found) return;
        uint40 dueAt = uint40(_oneIn(16) ? 0 : clock + (_oneIn(2) ? 90 days : _pick(3 days)));
        bytes memory data = abi.encodeCall(servicing.proposeAmendment, (ClaimId.wrap(id), dueAt, _word()));
        if (_asSeller(id, data) && !_oneIn(3)) _amend(id);
    }

    function acceptAmendment(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimWith(_isAmended);
        if (found) _amend(id);
    }

    function writeOff(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimIn(_oneIn(3) ? (_oneIn(3) ? ANY : REGISTERED) : ACKNOWLEDGED);
        if (!found || _oneIn(3)) return;
        uint256 actor = _oneIn(6) ? _anyParty() : OPERATOR;
        bool done = _serve(actor, abi.encodeCall(servicing.writeOff, (ClaimId.wrap(id), _word())));
        _rule(!done || actor == OPERATOR, "09", "somebody else than the registrar wrote a claim off");
    }

    /// What only the servicing contract may ask of the claim contract.
    function serviceItself(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _positionIn(ANY);
        if (!found) return;
        IReceivables.Change memory change;
        (change.status, change.dueAt) = (claims[id].seen.status, claims[id].seen.dueAt);
        uint256 actor = _oneIn(3) ? _anyActor() : actorOf[holder];
        bytes[3] memory acts = [
            abi.encodeCall(receivables.service, (ClaimId.wrap(id), _word(), bytes(""), change)),
            abi.encodeCall(receivables.lock, (id, holder, 1)),
            abi.encodeCall(receivables.moveLocked, (id, holder, actors[actor].account, _word()))
        ];
        bool done = _as(actor, address(receivables), acts[_pick(3)]);
        _rule(!done, "05", "the claim contract took an order past the servicing contract");
    }

    function _accept(uint256 id) private {
        IServicing.Credit memory credit = claims[id].credit;
        uint96 amount = _oneIn(24) ? credit.amount + 1 : credit.amount;
        bytes32 root = _oneIn(24) ? _word() : credit.documentRoot;
        bytes memory data = abi.encodeCall(servicing.acceptCredit, (ClaimId.wrap(id), amount, root));
        if (!_asDebtor(id, data)) return;
        _occasion(credit.making == IServicingEvents.Making.PAID, "credited and paid at once");
        bool owed = credit.making == IServicingEvents.Making.OWED;
        _occasion(owed, "credited and owed");
        _occasion(credit.making == IServicingEvents.Making.REDUCED, "credited and burnt");
        bool cancelled = claims[id].seen.status == IReceivables.Status.CANCELLED;
        _occasion(cancelled, "cancelled by a credit note");
        if (!owed || _due(id) == 0) return;
        _payAsDebtor(id, _due(id));
        _occasion(_due(id) == 0 && _dueOfSeller(id) != 0, "owed by the seller alone");
    }

    function _amend(uint256 id) private {
        IServicing.Amendment memory a = claims[id].amendment;
        bytes32 root = _oneIn(12) ? _word() : a.documentRoot;
        _asDebtor(id, abi.encodeCall(servicing.acceptAmendment, (ClaimId.wrap(id), a.dueAt, root)));
    }

    function _asDebtor(uint256 id, bytes memory data) private returns (bool done) {
        uint256 actor = _oneIn(8) ? _anyActor() : actorOf[claims[id].seen.debtor];
        done = _serve(actor, data);
        _rule(!done || actors[actor].account == claims[id].seen.debtor, "09", "an act of the debtor by somebody else");
    }

    function _asSeller(uint256 id, bytes memory data) internal returns (bool done) {
        uint256 actor = _oneIn(8) ? _anyActor() : actorOf[claims[id].seen.seller];
        done = _serve(actor, data);
        _rule(!done || actors[actor].account == claims[id].seen.seller, "09", "an act of the seller by somebody else");
    }

    /// An act of servicing, and what the servicing contract calls on its behalf.
    function _serve(uint256 actor, bytes memory data) internal returns (bool done) {
        bool sound = _isSound(actors[actor].account);
        done = _as(actor, address(servicing), data);
        _rule(!done || sound, "05", "a frozen party acted on a claim");
        if (!done) return false;
        _count("Parties", parties.carry.selector, true);
        _count("Receivables", receivables.service.selector, true);
    }

    /// Some of an amount: all of it as often as not, now and then more.
    function _partOf(uint256 most) private returns (uint96) {
        return uint96(most == 0 || _oneIn(16) ? most + 1 : _upTo(most));
    }

    function _isDisputed(uint256 id) private view returns (bool) {
        return claims[id].seen.isDisputed;
    }

    function _isCredited(uint256 id) private view returns (bool) {
        return claims[id].credit.amount != 0;
    }

    function _isCreditable(uint256 id) private view returns (bool) {
        ClaimMirror storage c = claims[id];
        return c.seen.status == IReceivables.Status.ACKNOWLEDGED && c.credit.amount == 0 && _due(id) > 1;
    }

    function _isOwedBySeller(uint256 id) private view returns (bool) {
        return _dueOfSeller(id) != 0;
    }

    function _isAmendable(uint256 id) private view returns (bool) {
        return claims[id].seen.status == IReceivables.Status.ACKNOWLEDGED && _isWhole(id);
    }

    function _isAmended(uint256 id) private view returns (bool) {
        return claims[id].amendment.dueAt != 0;
    }

    /// Whether the seller has all units and nothing was received on them.
    function _isWhole(uint256 id) internal view returns (bool) {
        ClaimMirror storage c = claims[id];
        return c.holding[c.seen.seller].units == c.seen.units && _received(c.seen) == 0;
    }
}
