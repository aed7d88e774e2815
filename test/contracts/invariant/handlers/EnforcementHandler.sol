// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IPartyAccount} from "../../../../contracts/interfaces/IPartyAccount.sol";
import {Choosing} from "./Choosing.sol";

/// The enforcer, the pauser, the guardian and the registrar at work, and others who try the same.
abstract contract EnforcementHandler is Choosing {
    uint256 private constant MOST_ACTORS = 14;

    function freezeUnits(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _positionIn(ANY);
        if (!found) return;
        bytes memory data = abi.encodeCall(receivables.freezeUnits, (holder, id, _freeze(id, holder), _word()));
        _asOfficer(OPERATOR, address(receivables), data);
    }

    function setFrozenTokens(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _positionIn(ANY);
        if (!found) return;
        bytes memory data = abi.encodeCall(receivables.setFrozenTokens, (holder, id, _freeze(id, holder)));
        _asOfficer(OPERATOR, address(receivables), data);
    }

    function forceTransfer(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _positionIn(_seizable());
        if (!found) return;
        uint256 units = _upTo(claims[id].holding[holder].units);
        bytes memory data = abi.encodeCall(receivables.forceTransfer, (holder, _seizer(), id, units, _word()));
        _asOfficer(OPERATOR, address(receivables), data);
    }

    function forcedTransfer(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _positionIn(_seizable());
        if (!found) return;
        uint256 units = _upTo(claims[id].holding[holder].units);
        bytes memory data = abi.encodeCall(receivables.forcedTransfer, (holder, _seizer(), id, units));
        _asOfficer(OPERATOR, address(receivables), data);
    }

    /// Under a court's order what a holder is owed goes to somebody else, or to the holder itself.
    function forcedWithdraw(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _creditor();
        if (!found && !_oneIn(8)) return;
        address to = _oneIn(8) ? everyAddress[_pick(everyAddress.length)] : actors[_anyParty()].account;
        uint256 owed = _owed(id, holder);
        address cash = _cashOf(id);
        uint256 before = tills[cash].balance[to];
        bytes memory data = abi.encodeCall(receivables.forcedWithdraw, (id, holder, to, _word()));
        if (!_asOfficer(OPERATOR, address(receivables), data)) return;
        _rule(_isSound(to), "05", "an order paid a frozen or unknown party");
        _rule(tills[cash].balance[to] == before + owed, "03", "an order paid other than the holder was owed");
        _occasion(_isFrozen(holder), "withdrawn by an order from a frozen holder");
    }

    /// Tried less often than to unpause, so that most of a run is not under pause.
    function pause(uint256 seed) external action(seed) {
        if (_oneIn(2)) return;
        _asOfficer(OPERATOR, address(receivables), abi.encodeCall(receivables.pause, ()));
    }

    function unpause(uint256 seed) external action(seed) {
        _asOfficer(GOVERNOR, address(receivables), abi.encodeCall(receivables.unpause, ()));
    }

    function freeze(uint256 seed) external action(seed) {
        address account = actors[_anyParty()].account;
        // Not too many at once, or little would be left to happen.
        if (_frozenParties() > 1) return;
        _asOfficer(OPERATOR, address(parties), abi.encodeCall(parties.freeze, (account, _word())));
    }

    function unfreeze(uint256 seed) external action(seed) {
        uint256 actor = _anyParty();
        for (uint256 i = FIRST_PARTY; i < actors.length; ++i) if (_isFrozen(actors[i].account)) actor = i;
        if (!_isFrozen(actors[actor].account) && !_oneIn(8)) return;
        _asOfficer(GOVERNOR, address(parties), abi.encodeCall(parties.unfreeze, (actors[actor].account, _word())));
    }

    /// A new check, for some months, or one that ends now.
    function update(uint256 seed) external action(seed) {
        uint256 actor = _anyParty();
        bool ends = _oneIn(3);
        for (uint256 i = FIRST_PARTY; i < actors.length && !ends; ++i) if (_isExpired(actors[i].account)) actor = i;
        address account = actors[actor].account;
        uint40 validUntil = uint40(ends ? clock - 1 : clock + 60 days + _pick(120 days));
        uint16 roles = parties.party(account).roles;
        _asOfficer(OPERATOR, address(parties), abi.encodeCall(parties.update, (account, roles, validUntil)));
    }

    function admit(uint256 seed) external action(seed) {
        if (actors.length == MOST_ACTORS) return;
        bytes32 entity = _oneIn(4) ? keccak256(abi.encode("party", 0)) : _word();
        uint8 count = uint8(1 + _pick(3));
        uint16 roles = _oneIn(2) ? ENTERPRISE : FINANCIER;
        address registrar = actors[OPERATOR].account;
        bool done = _admit(registrar, entity, roles, uint8(1 + _pick(count)), count, uint40(clock + 30 days));
        if (!done) return;
        address account = actors[actors.length - 1].account;
        nameOf[account] = "PartyAccount";
        _count("PartyAccount", IPartyAccount.initialise.selector, true);
    }

    /// Time passes: days end, checks and asks expire.
    function elapse(uint256 seed) external action(seed) {
        clock += _pick(2 days);
    }

    /// An act of an officer, which somebody without the role tries now and then.
    function _asOfficer(uint256 officer, address target, bytes memory data) internal returns (bool done) {
        uint256 actor = _oneIn(8) ? _anyParty() : officer;
        done = _as(actor, target, data);
        _rule(!done || actor == officer, "05", "an officer's act by somebody else");
    }

    function _seizable() private returns (uint256) {
        return _oneIn(6) ? REGISTERED : ACKNOWLEDGED | SETTLED | WRITTEN_OFF;
    }

    /// The enforcer may give units to a party that is frozen or expired, never to anybody else.
    function _seizer() private returns (address) {
        return _oneIn(8) ? everyAddress[_pick(everyAddress.length)] : actors[_anyParty()].account;
    }

    function _freeze(uint256 id, address holder) private returns (uint256) {
        uint256 units = claims[id].holding[holder].units;
        return _oneIn(2) ? 0 : _pick(units + 2);
    }

    function _frozenParties() private view returns (uint256 count) {
        for (uint256 i = FIRST_PARTY; i < actors.length; ++i) if (_isFrozen(actors[i].account)) ++count;
    }
}
