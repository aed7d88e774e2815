// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {BankRef, ClaimId} from "../../../../contracts/interfaces/Types.sol";
import {Choosing} from "./Choosing.sol";

/// Money into claims and out of them: never stopped while the one who pays and the one who is paid are sound.
abstract contract PaymentHandler is Choosing {
    /// A deposit, or a wire for a claim, and what of it is not recalled.
    struct Wire {
        address cash;
        bytes32 ref;
        address bank;
        address to;
        uint256 claim;
        uint256 left;
    }

    Wire[] internal _wires;

    function pay(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _indebted();
        if (!found) return;
        address cash = _cashOf(id);
        uint256 payer = _oneIn(4) ? _anyParty() : actorOf[claims[id].seen.debtor];
        address account = actors[payer].account;
        uint256 due = _due(id);
        uint256 amount =
            _oneIn(16)
                ? due + 1
                : due == 0
                    ? 0
                    : _upTo(due);
        bool possible = amount != 0 && amount <= due && _isSound(account) && tills[cash].balance[account] >= amount;
        bool writtenOff = claims[id].seen.status == IReceivables.Status.WRITTEN_OFF;
        bool done = _as(payer, address(receivables), abi.encodeCall(receivables.pay, (ClaimId.wrap(id), amount)));
        _rule(done || !possible, "13", "a payment into a claim was stopped");
        _occasion(done && seenPaused, "paid under pause");
        _occasion(done && claims[id].seen.isDisputed, "paid while disputed");
        _occasion(done && writtenOff, "paid after a write-off");
        bool shared = claims[id].seen.status == IReceivables.Status.SETTLED && claims[id].holders.length > 1;
        _occasion(done && shared, "settled with several holders");
        if (!done || !(writtenOff || claims[id].seen.isDisputed)) return;
        (address holder, ) = _holderOf(id);
        if (_owed(id, holder) != 0) _withdrawFor(id, holder, writtenOff);
    }

    function payFromBank(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimIn(_oneIn(4) ? ANY : PAYABLE);
        if (!found) return;
        uint256 due = _due(id);
        _wire(id, due == 0 || _oneIn(4) ? due + 1 + _pick(20) : _upTo(due));
    }

    function _wire(uint256 id, uint256 amount) internal {
        uint256 actor = FIRST_BANK + _pick(BANKS);
        address cash = _cashOf(id);
        bytes32 ref = _bankRef();
        bool possible = amount <= _capLeft(cash, actors[actor].account) && !_isRefUsed(cash, ref);
        bytes memory data = abi.encodeCall(receivables.payFromBank, (ClaimId.wrap(id), amount, BankRef.wrap(ref)));
        bool done = _as(actor, address(receivables), data);
        _rule(done == possible, "13", "a wire into a claim was stopped, or should have been");
        _count("Cash", cashes[0].mintFor.selector, done);
        if (done) _wires.push(Wire(cash, ref, actors[actor].account, address(receivables), id, amount));
    }

    function refund(uint256 seed) external action(seed) {
        uint256 id = _overpaid();
        if (claims[id].seen.suspense == 0 && !_oneIn(8)) return;
        bool possible = claims[id].seen.suspense != 0 && _isSound(claims[id].seen.debtor);
        bytes memory data = abi.encodeCall(receivables.refund, (ClaimId.wrap(id)));
        bool done = _as(_anyActor(), address(receivables), data);
        _rule(done == possible, "13", "a refund was stopped, or should have been");
        bool again = done && _as(_anyActor(), address(receivables), data);
        _rule(!again, "03", "an excess was refunded twice");
    }

    function withdraw(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _creditor();
        if (!found) return;
        bool done = _as(actorOf[holder], address(receivables), abi.encodeCall(receivables.withdraw, (id)));
        _checkWithdrawn(id, holder, done);
    }

    function withdrawFor(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _creditor();
        if (found) _withdrawFor(id, holder, claims[id].seen.status == IReceivables.Status.WRITTEN_OFF);
    }

    function _withdrawFor(uint256 id, address holder, bool writtenOff) private {
        bytes memory data = abi.encodeCall(receivables.withdrawFor, (id, holder));
        bool done =
            _oneIn(2) ? _from(STRANGER, address(receivables), data) : _as(_anyActor(), address(receivables), data);
        _checkWithdrawn(id, holder, done);
        _occasion(done && writtenOff, "withdrawn after a write-off");
    }

    function redeem(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _positionIn(_oneIn(16) ? ANY : SETTLED);
        if (!found) return;
        bytes memory data = abi.encodeCall(receivables.redeem, (ClaimId.wrap(id)));
        bool possible = _isRedeemable(id, holder);
        bool done = _as(actorOf[holder], address(receivables), data);
        _rule(done || !possible, "13", "a redemption was stopped");
    }

    /// Also for former holders, so that claims are closed.
    function redeemFor(uint256 seed) external action(seed) {
        uint256 id;
        address holder;
        for (uint256 look = 0; look < LOOKS && !_isAwaited(id, holder); ++look) {
            (uint256 settled, bool found) = _claimIn(SETTLED);
            if (!found) return;
            (id, holder) = (settled, claims[settled].holders[_pick(claims[settled].holders.length)]);
        }
        if (!_isAwaited(id, holder) && !_oneIn(8)) return;
        bool possible = claims[id].holding[holder].units != 0 && _isRedeemable(id, holder);
        bytes memory data = abi.encodeCall(receivables.redeemFor, (ClaimId.wrap(id), holder));
        bool done = _as(_anyActor(), address(receivables), data);
        _rule(done || !possible, "13", "a redemption was stopped");
        _occasion(done && claims[id].closed, "closed");
    }

    /// Everybody who still has units of a settled claim, at once: best one whose former holders still wait for theirs.
    function redeemAll(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimIn(SETTLED);
        if (!found) return;
        uint256 start = _pick(claimIds.length);
        for (uint256 i = 0; i < claimIds.length; ++i) {
            uint256 other = claimIds[(start + i) % claimIds.length];
            if (!_waitsForFormerHolder(other)) continue;
            id = other;
            break;
        }
        address[] memory holders = claims[id].holders;
        for (uint256 k = 0; k < holders.length; ++k) {
            if (claims[id].holding[holders[k]].units == 0) continue;
            bytes memory data = abi.encodeCall(receivables.redeemFor, (ClaimId.wrap(id), holders[k]));
            bool possible = _isRedeemable(id, holders[k]);
            bool done = _as(_anyActor(), address(receivables), data);
            _rule(done || !possible, "13", "a redemption was stopped");
        }
    }

    /// A claim to pay on: now and then one that is disputed or written off, or any.
    function _indebted() private returns (uint256, bool) {
        uint256 kind = _pick(16);
        if (kind < 3) return _claimIn(WRITTEN_OFF);
        if (kind < 6) return _claimWith(_isContested);
        return _claimIn(kind == 6 ? ANY : PAYABLE);
    }

    function _isContested(uint256 id) private view returns (bool) {
        return claims[id].seen.isDisputed && _due(id) != 0;
    }

    /// A claim with money in suspense, if there is one.
    function _overpaid() private returns (uint256 id) {
        uint256 start = claimIds.length == 0 ? 0 : _pick(claimIds.length);
        for (uint256 i = 0; i < claimIds.length; ++i) {
            id = claimIds[(start + i) % claimIds.length];
            if (claims[id].seen.suspense != 0) break;
        }
    }

    function _checkWithdrawn(uint256 id, address holder, bool done) private {
        bool possible = _isSound(holder);
        _rule(done || !possible, "13", "a withdrawal was stopped");
        _rule(!done || _owed(id, holder) == 0, "13", "a withdrawal left something behind");
        _occasion(done && seenPaused, "withdrawn under pause");
        _occasion(done && claims[id].seen.isDisputed, "withdrawn while disputed");
        _occasion(done && _isExpired(holder), "withdrawn by an expired party");
    }

    /// Whether a settled claim waits for a holder: for its units, or for the fraction that rounding keeps from it.
    function _isAwaited(uint256 id, address holder) private view returns (bool) {
        ClaimMirror storage c = claims[id];
        if (c.holders.length == 0 || c.closed) return false;
        return c.holding[holder].units != 0 || c.holding[holder].acc % c.seen.units != 0;
    }

    /// Whether a settled claim has units left, and owes something to a holder that has none of them.
    function _waitsForFormerHolder(uint256 id) private view returns (bool) {
        ClaimMirror storage c = claims[id];
        if (c.seen.status != IReceivables.Status.SETTLED || c.closed || c.redeemed == c.seen.units) return false;
        for (uint256 k = 0; k < c.holders.length; ++k) {
            if (c.holding[c.holders[k]].units == 0 && _owed(id, c.holders[k]) != 0) return true;
        }
        return false;
    }

    function _isRedeemable(uint256 id, address holder) private view returns (bool) {
        Holding storage h = claims[id].holding[holder];
        bool settled = claims[id].seen.status == IReceivables.Status.SETTLED;
        return settled && h.frozen + h.locked == 0 && _isSound(holder);
    }

    function _capLeft(address cash, address bank) internal view returns (uint256) {
        Cap storage cap = tills[cash].cap[bank];
        uint256 minted = cap.day == clock / 1 days ? cap.minted : 0;
        return cap.limit > minted ? cap.limit - minted : 0;
    }

    /// A reference of a bank: new as a rule, now and then one of the first ones.
    function _bankRef() internal returns (bytes32) {
        return _oneIn(16) ? keccak256(abi.encode("wire", _pick(2))) : _word();
    }
}
