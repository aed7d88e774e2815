// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {DrawdownId} from "../../../../contracts/interfaces/Types.sol";
import {vm} from "../harness/Vm.sol";
import {RepayingHandler} from "./RepayingHandler.sol";

/// Everything that anybody can do to facilities and their units.
contract LendingHandler is RepayingHandler {
    /// How often each kind of action is taken, by listing it so many times.
    function actions() external pure returns (bytes4[] memory list) {
        list = new bytes4[](30);
        list[0] = this.agree.selector;
        list[1] = this.agree.selector;
        list[2] = this.request.selector;
        list[3] = this.request.selector;
        list[4] = this.request.selector;
        list[5] = this.fund.selector;
        list[6] = this.close.selector;
        list[7] = this.close.selector;
        list[8] = this.reclaim.selector;
        list[9] = this.novate.selector;
        list[10] = this.revalue.selector;
        list[11] = this.revalue.selector;
        list[12] = this.pay.selector;
        list[13] = this.pay.selector;
        list[14] = this.pay.selector;
        list[15] = this.pay.selector;
        list[16] = this.watch.selector;
        list[17] = this.watch.selector;
        list[18] = this.ask.selector;
        list[19] = this.vote.selector;
        list[20] = this.release.selector;
        list[21] = this.move.selector;
        list[22] = this.move.selector;
        list[23] = this.collect.selector;
        list[24] = this.collect.selector;
        list[25] = this.collect.selector;
        list[26] = this.force.selector;
        list[27] = this.force.selector;
        list[28] = this.disturb.selector;
        list[29] = this.ask.selector;
    }

    /// Units move by their holder's will or an operator's.
    function move(uint256 seed) external action(seed) {
        uint256 id = _someDrawdown(true);
        if (id == 0) return;
        address from = _someHolder(id);
        address to = _someParty();
        uint256 held = drawdownStates[id].holding[from].units;
        uint256 units = _oneIn(3) ? held : _pick(held + 2);
        address target = address(facilities);
        uint256 what = _pick(5);
        if (what < 2) _act(from, target, abi.encodeCall(facilities.assign, (id, to, units, _word())));
        if (what == 2) _act(from, target, abi.encodeCall(facilities.safeTransferFrom, (from, to, id, units, "")));
        address operator = _someParty();
        if (what > 2) _act(from, target, abi.encodeCall(facilities.setApprovalForAll, (operator, !_oneIn(4))));
        if (what == 3) _act(operator, target, abi.encodeCall(facilities.safeTransferFrom, (from, to, id, units, "")));
        if (what != 4 || held == 0) return;
        uint256[] memory ids = new uint256[](2);
        uint256[] memory some = new uint256[](2);
        (ids[0], ids[1]) = (id, _someDrawdown(true));
        if (drawdownStates[ids[1]].holding[from].units == 0) ids[1] = id;
        (some[0], some[1]) = (1 + _pick(held), 1);
        _act(operator, target, abi.encodeCall(facilities.safeBatchTransferFrom, (from, to, ids, some, "")));
    }

    /// Holders take what is due to them; what is repaid is redeemed.
    function collect(uint256 seed) external action(seed) {
        uint256 id = _someDrawdown(false);
        if (id == 0) return;
        address target = address(facilities);
        bool isAll = _oneIn(3);
        uint256 first = _pick(PARTIES);
        for (uint256 i = 0; i < PARTIES; ++i) {
            if (!isAll && !_oneIn(3)) continue;
            address holder = _party(first + i);
            bool isRepaid = drawdownStates[id].holding[holder].units != 0 && _totalOwedOn(id) == 0;
            if (isRepaid && _oneIn(2)) _act(holder, target, abi.encodeCall(facilities.redeem, (DrawdownId.wrap(id))));
            else if (isRepaid || _oneIn(20))
                _act(_someParty(), target, abi.encodeCall(facilities.redeemFor, (DrawdownId.wrap(id), holder)));
            if (_withdrawableOf(id, holder) == 0 && !_oneIn(10)) continue;
            _withdraw(id, holder);
        }
    }

    /// The enforcer freezes and moves, and lets go again.
    function force(uint256 seed) external action(seed) {
        uint256 id = _someDrawdown(true);
        if (id == 0) return;
        (address holder, address to) = (_someHolder(id), _someParty());
        uint256 units = 1 + _pick(drawdownStates[id].holding[holder].units + 1);
        address target = address(facilities);
        bytes memory data;
        uint256 what = _pick(9);
        if (what == 0) data = abi.encodeCall(facilities.freezeUnits, (holder, id, units, _word()));
        else if (what == 1) data = abi.encodeCall(facilities.setFrozenTokens, (holder, id, units));
        else if (what < 4) data = abi.encodeCall(facilities.forceTransfer, (holder, to, id, units, _word()));
        else if (what < 6) data = abi.encodeCall(facilities.forcedTransfer, (holder, to, id, units));
        else if (what < 8) data = abi.encodeCall(facilities.forcedWithdraw, (id, holder, to, _word()));
        else data = abi.encodeCall(facilities.pause, ());
        _official(OPERATOR, target, data);
        if (facilities.paused() && !_oneIn(6)) _official(GOVERNOR, target, abi.encodeCall(facilities.unpause, ()));
        _thaw(_someDrawdown(_oneIn(2)));
    }

    /// Parties are frozen or their checks run out for a while; most of the time it is days that pass.
    function disturb(uint256 seed) external action(seed) {
        uint256 what = _pick(12);
        address party = _someParty();
        if (what == 0) {
            vm.prank(actors[OPERATOR].account);
            (bool frozen, ) = address(parties).call(abi.encodeCall(parties.freeze, (party, _word())));
            _occasion(frozen, "a party frozen");
        }
        if (what == 1) _check(party, uint40(clock - 1));
        if (what > 6) {
            for (uint256 i = 0; i < PARTIES; ++i) _restore(_party(i));
        }
        _wait(_pick(8 days));
    }

    /// The money goes to the holder, whoever asks for it.
    function _withdraw(uint256 id, address holder) private {
        uint256 had = cashes[0].balanceOf(holder);
        uint256 due = _withdrawableOf(id, holder);
        address borrower = facilityStates[_facilityOf(id)].seen.borrower;
        bool isOwn = _oneIn(3);
        bytes memory data = abi.encodeCall(facilities.withdrawFor, (id, holder));
        if (isOwn) data = abi.encodeCall(facilities.withdraw, (id));
        bool done = _act(isOwn ? holder : _someParty(), address(facilities), data);
        // The borrower may get, beside it, what rounding left over.
        if (!done || holder == borrower) return;
        _rule(cashes[0].balanceOf(holder) == had + due, "03c", "a holder gets another amount than is due to it");
    }

    function _restore(address party) private {
        if (parties.party(party).frozen) {
            vm.prank(actors[GOVERNOR].account);
            parties.unfreeze(party, "why");
        }
        _check(party, FAR);
    }
}
