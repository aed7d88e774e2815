// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IClaimToken} from "../../../../contracts/interfaces/IClaimToken.sol";
import {IFacilities} from "../../../../contracts/interfaces/IFacilities.sol";
import {DrawdownId} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {DrawMirror} from "./DrawMirror.sol";

/// Who holds units of drawdowns, what of them is bound, and what they have earned.
/// @dev Unchecked where a wrong event could stop the mirror: a difference is to be found, not to be survived.
abstract contract HoldingsMirror is DrawMirror {
    function _onTransferred(Vm.Log[] memory logs, uint256 i) internal {
        uint256 id = uint256(logs[i].topics[1]);
        (, , address from, address to, uint256 units, ) = abi.decode(
            logs[i].data,
            (uint32, bytes32, address, address, uint256, bytes32)
        );
        DrawdownState storage d = drawdownStates[id];
        Holding storage h = d.holding[from];
        unchecked {
            h.units -= units;
            d.holding[to].units += units;
        }
        _occasion(d.seen.received != 0, "transferred after a payment");
        // The enforcer's transfers are told twice.
        bool isForced = i + 2 < logs.length && logs[i + 2].topics[0] == IClaimToken.UnitsForced.selector;
        if (!isForced) {
            _rule(h.units >= h.frozen + h.locked, "18", "units move that were voted with, or frozen");
            _rule(d.seen.status == IFacilities.DrawdownStatus.DRAWN, "01b", "units of a loan that is repaid move");
            return;
        }
        _occasion(h.locked != 0, "voted with and seized");
        uint256 lockable = h.units > h.frozen ? h.units - h.frozen : 0;
        if (h.locked <= lockable) return;
        facilityStates[_facilityOf(id)].seized[id] += h.locked - lockable;
        h.locked = lockable;
    }

    function _onWithdrawn(uint256 id, Vm.Log memory l) internal {
        (, , address holder, uint256 amount, uint256 withdrawn) = abi.decode(
            l.data,
            (uint32, bytes32, address, uint256, uint256)
        );
        DrawdownState storage d = drawdownStates[id];
        _rule(amount == _withdrawableOf(id, holder), "03c", "a holder is paid another amount than its units earned");
        d.holding[holder].withdrawn += amount;
        _rule(d.holding[holder].withdrawn == withdrawn, "03c", "what is withdrawn does not sum to what is said");
        _payOut(id, amount);
    }

    function _onRedeemed(uint256 id, Vm.Log memory l) internal {
        (, , address holder, uint256 units) = abi.decode(l.data, (uint32, bytes32, address, uint256));
        Holding storage h = drawdownStates[id].holding[holder];
        _rule(h.units == units, "01b", "other units are redeemed than the holder has");
        _rule(h.frozen == 0 && h.locked == 0, "18", "units are redeemed that are frozen or locked");
        h.units = 0;
        drawdownStates[id].seen.redeemed += uint96(units);
    }

    function _onFrozen(uint256 id, Vm.Log memory l) internal {
        (, , address holder, uint256 units, ) = abi.decode(l.data, (uint32, bytes32, address, uint256, bytes32));
        drawdownStates[id].holding[holder].frozen = units;
    }

    /// What rounding left over goes to the borrower, and nothing stays.
    function _onDrawdownClosed(uint256 id, Vm.Log memory l) internal {
        (, , uint256 dust) = abi.decode(l.data, (uint32, bytes32, uint256));
        DrawdownState storage d = drawdownStates[id];
        _payOut(id, dust);
        d.seen.isClosed = true;
        bool isOver = d.seen.redeemed == d.seen.principal && d.seen.paidOut == d.seen.received;
        _rule(isOver, "03c", "a loan is closed with something left");
        _occasion(dust != 0, "closed with a remainder");
        _occasion(true, "closed");
    }

    /// Balances, locks and entitlements of a drawdown, as the ledger has them.
    function _compareHoldings(uint256 id) internal {
        DrawdownState storage d = drawdownStates[id];
        (uint256 units, uint256 due) = (0, 0);
        for (uint256 i = 0; i < PARTIES; ++i) {
            address party = _party(i);
            Holding storage h = d.holding[party];
            uint256 balance = facilities.balanceOf(party, id);
            uint256 withdrawable = facilities.withdrawable(id, party);
            _rule(balance == h.units, "01b", "a balance is not what the logs say");
            _rule(facilities.lockedOf(id, party) == h.locked, "18", "other units are locked than were voted with");
            _rule(facilities.getFrozenTokens(party, id) == h.frozen, "14b", "other units are frozen than the logs say");
            _rule(facilities.withdrawnBy(id, party) == h.withdrawn, "14b", "another amount is withdrawn");
            _rule(withdrawable == _withdrawableOf(id, party), "03c", "a holder is due another amount than it earned");
            unchecked {
                units += balance;
                due += withdrawable;
            }
        }
        IFacilities.Drawdown memory now_ = facilities.drawdown(DrawdownId.wrap(id));
        bool isCounted = now_.received == d.seen.received && now_.paidOut == d.seen.paidOut;
        _rule(isCounted, "03c", "another amount is counted as received or paid out");
        unchecked {
            _rule(units == now_.principal - now_.redeemed, "01b", "balances do not sum to units issued less redeemed");
            _rule(due <= now_.received - now_.paidOut, "03c", "holders are due more than is held for them");
        }
    }

    function _withdrawableOf(uint256 id, address holder) internal view returns (uint256) {
        DrawdownState storage d = drawdownStates[id];
        Holding storage h = d.holding[holder];
        if (d.seen.principal == 0) return 0;
        unchecked {
            return h.earned / d.seen.principal - h.withdrawn;
        }
    }

    function _payOut(uint256 id, uint256 amount) private {
        drawdownStates[id].seen.paidOut += uint96(amount);
        unchecked {
            heldForHolders -= amount;
        }
    }
}
