// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ICash} from "../../../../contracts/interfaces/ICash.sol";
import {BankRef, ClaimId} from "../../../../contracts/interfaces/Types.sol";
import {CashHandler} from "./CashHandler.sol";

/// Banks call wires back: from parties, and from the suspense of claims.
abstract contract RecallHandler is CashHandler {
    function recall(uint256 seed) external action(seed) {
        (uint256 place, bool found) = _wireFor(false);
        if (!found) return;
        Wire storage w = _wires[place];
        ICash cash = ICash(w.cash);
        uint256 held = tills[w.cash].balance[w.to];
        uint256 amount = _partOfWire(w.left, held);
        uint256 actor = _oneIn(8) ? FIRST_BANK + _pick(BANKS) : actorOf[w.bank];
        bool possible = actor == actorOf[w.bank] && amount <= w.left && amount <= held && _isSound(w.to);
        bytes memory data = abi.encodeCall(cash.recall, (BankRef.wrap(w.ref), w.to, w.left, amount, _word()));
        bool done = _as(actor, w.cash, data);
        _rule(done == possible, "03", "a deposit was recalled wrongly, or could not be");
        if (done) w.left -= amount;
    }

    function recallWire(uint256 seed) external action(seed) {
        (uint256 place, bool found) = _wireFor(true);
        if (!found) {
            (uint256 id, bool any) = _claimIn(ANY);
            if (any) _wire(id, _due(id) + 1 + _pick(20));
            (place, found) = _wireFor(true);
            if (!found) return;
        }
        Wire storage w = _wires[place];
        uint256 suspense = claims[w.claim].seen.suspense;
        uint96 amount = uint96(_partOfWire(w.left, suspense));
        uint256 actor = _oneIn(8) ? FIRST_BANK + _pick(BANKS) : actorOf[w.bank];
        bool possible = actor == actorOf[w.bank] && amount <= w.left && amount <= suspense;
        uint256 claim = _oneIn(8) ? claimIds[_pick(claimIds.length)] : w.claim;
        bytes memory data = abi.encodeCall(
            servicing.recallWire,
            (ClaimId.wrap(claim), BankRef.wrap(w.ref), w.left, amount, _word())
        );
        bool done = _as(actor, address(servicing), data);
        _rule(done == (possible && claim == w.claim), "03", "a wire was recalled wrongly, or could not be");
        if (!done) return;
        w.left -= amount;
        _count("Parties", parties.carry.selector, true);
        _count("Receivables", receivables.service.selector, true);
        _count("Cash", ICash.recallFor.selector, true);
    }

    /// What only the servicing contract may ask of the cash contract.
    function recallForItself(uint256 seed) external action(seed) {
        if (_wires.length == 0) return;
        Wire storage w = _wires[_pick(_wires.length)];
        ICash.Recall memory r = ICash.Recall(BankRef.wrap(w.ref), w.left, 1, _word());
        uint256 actor = _oneIn(2) ? actorOf[w.bank] : _anyActor();
        bool done = _as(actor, w.cash, abi.encodeCall(ICash.recallFor, (w.bank, w.to, w.claim, r)));
        _rule(!done, "03", "a wire was recalled past the servicing contract");
    }

    /// A wire of which something is left, for a claim with money in suspense or to a party, if there is one.
    function _wireFor(bool claim) private returns (uint256 place, bool found) {
        uint256 start = _wires.length == 0 ? 0 : _pick(_wires.length);
        for (uint256 i = 0; i < _wires.length && !found; ++i) {
            place = (start + i) % _wires.length;
            Wire storage w = _wires[place];
            uint256 there = claim ? claims[w.claim].seen.suspense : tills[w.cash].balance[w.to];
            found = w.left != 0 && (w.claim != 0) == claim && there != 0;
        }
    }

    function _partOfWire(uint256 left, uint256 there) private returns (uint256) {
        uint256 most = left < there ? left : there;
        return _oneIn(6) ? most + 1 : _upTo(most);
    }
}
