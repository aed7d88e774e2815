// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {ClaimId} from "../../../../contracts/interfaces/Types.sol";
import {Acting} from "./Acting.sol";

/// Whom and what an action is about: mostly what can succeed, now and then anything.
abstract contract Choosing is Acting {
    uint256 internal constant REGISTERED = 1 << uint256(IReceivables.Status.REGISTERED);
    uint256 internal constant ACKNOWLEDGED = 1 << uint256(IReceivables.Status.ACKNOWLEDGED);
    uint256 internal constant SETTLED = 1 << uint256(IReceivables.Status.SETTLED);
    uint256 internal constant WRITTEN_OFF = 1 << uint256(IReceivables.Status.WRITTEN_OFF);
    uint256 internal constant PAYABLE = REGISTERED | ACKNOWLEDGED | WRITTEN_OFF;
    uint256 internal constant ANY = type(uint256).max;
    /// How often a choice is made again until it is one that can succeed.
    uint256 internal constant LOOKS = 12;

    /// An actor that may act in a role now, or any of those who could.
    function _actorAs(uint16 role) internal returns (uint256) {
        uint256 count = actors.length - FIRST_PARTY;
        uint256 start = _pick(count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 actor = FIRST_PARTY + ((start + i) % count);
            if (_canActAs(actors[actor].account, role)) return actor;
        }
        return FIRST_PARTY + start;
    }

    function _anyActor() internal returns (uint256) {
        return _pick(actors.length);
    }

    function _anyParty() internal returns (uint256) {
        return FIRST_PARTY + _pick(actors.length - FIRST_PARTY);
    }

    /// Somebody to give something to: mostly a party that may receive it, now and then anybody at all.
    function _receiver() internal returns (address) {
        if (_oneIn(8)) return _oneIn(3) ? STRANGER : everyAddress[_pick(everyAddress.length)];
        return actors[_actorAs(0)].account;
    }

    /// A claim in one of the states, if there is one.
    function _claimIn(uint256 states) internal returns (uint256 id, bool found) {
        uint256 count = claimIds.length;
        if (count == 0) return (0, false);
        uint256 start = _pick(count);
        for (uint256 i = 0; i < count; ++i) {
            id = claimIds[(start + i) % count];
            if (states & (1 << uint256(claims[id].seen.status)) != 0) return (id, true);
        }
        return (claimIds[start], false);
    }

    /// A claim of which something holds, if there is one.
    function _claimWith(
        function(uint256) internal view returns (bool) holds
    ) internal returns (uint256 id, bool found) {
        uint256 count = claimIds.length;
        if (count == 0) return (0, false);
        uint256 start = _pick(count);
        for (uint256 i = 0; i < count; ++i) {
            id = claimIds[(start + i) % count];
            if (holds(id)) return (id, true);
        }
        return (id, false);
    }

    /// A claim with a holder that has units of it, if there is one.
    function _positionIn(uint256 states) internal returns (uint256 id, address holder, bool found) {
        for (uint256 look = 0; look < LOOKS && !found; ++look) {
            (id, found) = _claimIn(states);
            if (!found) return (id, address(0), false);
            (holder, found) = _holderOf(id);
            // Units of a disputed claim go nowhere: mostly another is looked for.
            if (claims[id].seen.isDisputed && !_oneIn(6)) found = false;
        }
    }

    function _holderOf(uint256 id) internal returns (address holder, bool found) {
        ClaimMirror storage c = claims[id];
        uint256 count = c.holders.length;
        uint256 start = _pick(count);
        for (uint256 i = 0; i < count; ++i) {
            holder = c.holders[(start + i) % count];
            if (c.holding[holder].units != 0) return (holder, true);
        }
    }

    /// A claim with a holder that is owed money, if there is one; as often as not one whose check has expired.
    function _creditor() internal returns (uint256 id, address holder, bool found) {
        if (claimIds.length == 0) return (0, address(0), false);
        uint256 start = _pick(claimIds.length);
        if (_oneIn(2)) (id, holder, found) = _creditorFrom(start, true);
        if (!found) (id, holder, found) = _creditorFrom(start, false);
    }

    function _creditorFrom(uint256 start, bool expired) private view returns (uint256 id, address holder, bool found) {
        for (uint256 i = 0; i < claimIds.length; ++i) {
            id = claimIds[(start + i) % claimIds.length];
            address[] storage holders = claims[id].holders;
            for (uint256 k = 0; k < holders.length; ++k) {
                holder = holders[k];
                if (expired && !_isExpired(holder)) continue;
                if (_owed(id, holder) != 0) return (id, holder, true);
            }
        }
    }

    /// The debtor pays so much of a claim, so that something else can follow.
    function _payAsDebtor(uint256 id, uint256 amount) internal returns (bool done) {
        bytes memory data = abi.encodeCall(receivables.pay, (ClaimId.wrap(id), amount));
        return _as(actorOf[claims[id].seen.debtor], address(receivables), data);
    }

    /// @return What of its units a holder may move.
    function _unfrozen(uint256 id, address holder) internal view returns (uint256) {
        Holding storage h = claims[id].holding[holder];
        uint256 bound = h.frozen + h.locked;
        return h.units > bound ? h.units - bound : 0;
    }
}
