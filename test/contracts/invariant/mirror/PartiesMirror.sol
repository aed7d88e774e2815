// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IParties} from "../../../../contracts/interfaces/IParties.sol";
import {EntityId} from "../../../../contracts/interfaces/Types.sol";
import {Network} from "../harness/Network.sol";
import {Vm} from "../harness/Vm.sol";
import {Findings} from "./Findings.sol";

/// The register of parties as its events tell it.
abstract contract PartiesMirror is Network, Findings {
    /// Time of the ledger; the test runner does not keep it from one call to the next.
    uint256 internal clock;
    address[] internal everyAddress;
    mapping(address account => IParties.Party) private _parties;
    mapping(bytes32 entity => address) private _accounts;
    address[] private _touchedParties;

    function _onParties(Vm.Log memory l, bytes32 intent) internal {
        bytes32 topic = l.topics[0];
        address subject = address(uint160(uint256(l.topics[1])));
        IParties.Party storage p = _parties[subject];
        if (topic == IParties.PartyAdmitted.selector) {
            _onAdmitted(l);
            return;
        } else if (topic == IParties.PartyUpdated.selector) {
            (p.roles, p.validUntil) = abi.decode(l.data, (uint16, uint40));
        } else if (topic == IParties.PartyFrozen.selector) {
            _rule(!p.frozen, "14", "a party is frozen twice");
            _checkAuthor(l, intent, actors[OPERATOR].account);
            p.frozen = true;
        } else if (topic == IParties.PartyUnfrozen.selector) {
            _rule(p.frozen, "14", "a party is unfrozen that was not frozen");
            _checkAuthor(l, intent, actors[GOVERNOR].account);
            p.frozen = false;
        } else if (topic == IParties.SystemSealed.selector) {
            p.sealed_ = true;
            everyAddress.push(subject);
        }
        _touchedParties.push(subject);
    }

    /// A freeze and its end name who ordered them, under which intent, and why.
    function _checkAuthor(Vm.Log memory l, bytes32 intent, address officer) private {
        (bytes32 byIntent, address actor, bytes32 reason) = abi.decode(l.data, (bytes32, address, bytes32));
        _rule(byIntent == intent && actor == officer, "14", "a freeze names another actor or intent");
        _rule(reason != 0, "14", "a freeze has no reason");
    }

    function _onAdmitted(Vm.Log memory l) private {
        address account = address(uint160(uint256(l.topics[2])));
        IParties.Party storage p = _parties[account];
        _rule(p.validUntil == 0, "14", "an account is admitted twice");
        p.entity = EntityId.wrap(l.topics[1]);
        (p.roles, p.country, p.validUntil) = abi.decode(l.data, (uint16, bytes2, uint40));
        _accounts[l.topics[1]] = account;
        everyAddress.push(account);
        _touchedParties.push(account);
    }

    function _forgetParties() internal {
        delete _touchedParties;
    }

    function _touchAllParties() internal {
        _touchedParties = everyAddress;
    }

    function _isKnown(address account) internal view returns (bool) {
        return _parties[account].validUntil != 0;
    }

    function _isSystem(address account) internal view returns (bool) {
        return _parties[account].sealed_;
    }

    function _isFrozen(address account) internal view returns (bool) {
        return _parties[account].frozen;
    }

    function _isExpired(address account) internal view returns (bool) {
        return clock > _parties[account].validUntil;
    }

    /// Known and not frozen: may give away what it has, and be paid what it is owed.
    function _isSound(address account) internal view returns (bool) {
        return _isKnown(account) && !_isFrozen(account);
    }

    /// May receive something new.
    function _isCurrent(address account) internal view returns (bool) {
        return _isSound(account) && !_isExpired(account);
    }

    function _canActAs(address account, uint16 role) internal view returns (bool) {
        return _isCurrent(account) && _parties[account].roles & role == role;
    }

    function _assertPartiesReplayed() internal view {
        for (uint256 i = 0; i < _touchedParties.length; ++i) {
            address account = _touchedParties[i];
            IParties.Party memory seen = _parties[account];
            IParties.Party memory stored = parties.party(account);
            _assert(keccak256(abi.encode(seen)) == keccak256(abi.encode(stored)), "14", "a party differs");
            bool isAccount = _isKnown(account);
            _assert(parties.isAccount(account) == isAccount, "14", "an account differs");
            if (isAccount) _assert(parties.accountOf(seen.entity) == account, "14", "an entity's account differs");
        }
    }
}
