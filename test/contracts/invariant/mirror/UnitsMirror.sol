// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC7943MultiToken} from "../../../../contracts/interfaces/IERC7943MultiToken.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {ClaimId} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {ClaimsState} from "./ClaimsState.sol";

/// Balances, freezes and locks of units as the events tell them, and the rules for moving units.
/// @dev Unchecked where a wrong event could stop the mirror: a difference is to be found, not to be survived.
abstract contract UnitsMirror is ClaimsState {
    /// Units moved by token events less those moved by history events; zero when each has its counterpart.
    uint256 internal unpaired;
    /// Moves made by the market and on standing offers less matches that it announced.
    uint256 internal unmatched;
    /// Moves made by the servicing contract less buy-backs that were announced.
    uint256 internal unbought;

    function _onUnitsMoved(Vm.Log memory l) internal {
        (uint256 id, uint256 units) = abi.decode(l.data, (uint256, uint256));
        (address from, address to) = (_address(l.topics[2]), _address(l.topics[3]));
        ClaimMirror storage c = claims[id];
        _touch(id);
        unchecked {
            if (from == address(0)) c.minted += units;
            else _holding(c, from).units -= units;
            if (to == address(0)) c.burnt += units;
            else _holding(c, to).units += units;
            if (to == address(0)) _rule(_isCovered(c.holding[from]), "05", "frozen or locked units were burnt");
            if (from != address(0) && to != address(0)) unpaired += uint256(keccak256(abi.encode(id, from, to, units)));
        }
    }

    function _onTransferred(Vm.Log[] memory logs, uint256 i) internal {
        uint256 id = uint256(logs[i].topics[1]);
        (, , address from, address to, uint256 units, ) = abi.decode(
            logs[i].data,
            (uint32, bytes32, address, address, uint256, bytes32)
        );
        unchecked {
            unpaired -= uint256(keccak256(abi.encode(id, from, to, units)));
            address mover = _address(logs[i - 1].topics[1]);
            if (mover == address(market) || mover == address(standingOffers)) unmatched += 1;
            if (mover == address(servicing)) unbought += 1;
        }
        ClaimMirror storage c = claims[id];
        IReceivables.Status status = c.seen.status;
        if (_isForced(logs, i, id, from, to, units)) {
            bool enforcer = _address(logs[i - 1].topics[1]) == actors[OPERATOR].account;
            _rule(enforcer, "05", "someone but the enforcer forced a transfer");
            _rule(_isKnown(to), "05", "units were forced to an unknown party");
            bool acknowledged = status == IReceivables.Status.ACKNOWLEDGED || status == IReceivables.Status.SETTLED;
            acknowledged = acknowledged || status == IReceivables.Status.WRITTEN_OFF;
            _rule(acknowledged, "06", "units moved before acknowledgement");
            _rule(from != to, "05", "units were forced to their own holder");
            _seizeLocked(c.holding[from]);
        } else if (_address(logs[i - 1].topics[1]) == address(servicing)) {
            // Whether they were put and are paid for is a matter of the announcement before, see {ServicingMirror}.
            _rule(to == c.seen.seller, "06", "units were bought back for somebody else than the seller");
            _rule(c.holding[from].units >= c.holding[from].frozen, "05", "frozen units were bought back");
        } else {
            _rule(_isSound(from), "05", "units left a frozen or unknown party");
            _rule(_isCurrent(to), "05", "units reached a frozen, expired or unknown party");
            _rule(c.holding[from].units >= c.holding[from].frozen, "05", "frozen units moved");
            _rule(_isCovered(c.holding[from]), "06", "locked units moved");
            _rule(status == IReceivables.Status.ACKNOWLEDGED, "06", "units moved in the wrong state");
            _rule(!c.seen.isDisputed, "06", "units of a disputed claim moved");
            _rule(!seenPaused, "13", "units moved under pause");
        }
        if (_received(c.seen) != 0) (c.holding[from].moved, c.holding[to].moved) = (true, true);
    }

    /// The enforcer's transfers are announced right after they are made.
    function _isForced(
        Vm.Log[] memory logs,
        uint256 i,
        uint256 id,
        address from,
        address to,
        uint256 units
    ) private view returns (bool) {
        if (i + 1 == logs.length || logs[i + 1].emitter != address(receivables)) return false;
        Vm.Log memory next = logs[i + 1];
        return
            next.topics[0] == IERC7943MultiToken.ForcedTransfer.selector &&
            _address(next.topics[1]) == from &&
            _address(next.topics[2]) == to &&
            uint256(next.topics[3]) == id &&
            abi.decode(next.data, (uint256)) == units;
    }

    /// Units seized while locked: what is left and not frozen stays locked.
    function _seizeLocked(Holding storage h) private {
        uint256 lockable = h.units > h.frozen ? h.units - h.frozen : 0;
        if (h.locked > lockable) h.locked = lockable;
    }

    /// Whether a holder still has what of its units is frozen or locked.
    function _isCovered(Holding storage h) private view returns (bool) {
        return h.units >= h.frozen + h.locked;
    }

    function _onUnitsFrozen(Vm.Log memory l) internal {
        (, , address holder, uint256 units, ) = abi.decode(l.data, (uint32, bytes32, address, uint256, bytes32));
        _holding(claims[uint256(l.topics[1])], holder).frozen = units;
    }

    /// 1: the sum of balances is what was issued and not burnt.
    function _assertUnitsConserved() internal view {
        for (uint256 i = 0; i < touchedClaims.length; ++i) {
            uint256 id = touchedClaims[i];
            ClaimMirror storage c = claims[id];
            uint256 sum = 0;
            for (uint256 k = 0; k < c.holders.length; ++k) sum += receivables.balanceOf(c.holders[k], id);
            _assert(c.minted == c.issued, "01", "minted is not the face that was registered");
            _assert(c.burnt == c.retired, "01", "burnt is not what was reduced, cancelled and redeemed");
            _assert(sum == c.issued - c.retired, "01", "balances do not sum to units issued less burnt");
            _assert(
                sum == receivables.outstandingUnits(ClaimId.wrap(id)),
                "01",
                "outstanding units are not the sum of balances"
            );
        }
    }
}
