// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ICash} from "../../../../contracts/interfaces/ICash.sol";
import {BankRef, PayoutId} from "../../../../contracts/interfaces/Types.sol";
import {PaymentHandler} from "./PaymentHandler.sol";

/// Deposits: booked, moved, and paid out to bank accounts.
abstract contract CashHandler is PaymentHandler {
    mapping(address cash => mapping(address owner => mapping(address spender => uint256))) private _allowed;

    function mint(uint256 seed) external action(seed) {
        ICash cash = _anyCash();
        address bank = actors[FIRST_BANK + _pick(BANKS)].account;
        uint256 left = _capLeft(address(cash), bank);
        uint256 amount = _oneIn(16) ? left + 1 : 1 + _pick(left / 8 + 1);
        (address to, bytes32 ref) = (_receiver(), _bankRef());
        uint256 actor = _oneIn(8) ? _anyActor() : actorOf[bank];
        if (!_as(actor, address(cash), abi.encodeCall(cash.mint, (to, amount, BankRef.wrap(ref))))) return;
        _wires.push(Wire(address(cash), ref, actors[actor].account, to, 0, amount));
    }

    /// A later version of the ledger books a wire, too.
    function mintFor(uint256 seed) external action(seed) {
        ICash cash = _anyCash();
        address bank = _oneIn(8) ? actors[_anyActor()].account : actors[FIRST_BANK].account;
        uint256 amount = 1 + _pick(1e6);
        bytes memory data = abi.encodeCall(cash.mintFor, (bank, _receiver(), 1, amount, BankRef.wrap(_bankRef())));
        bool allowed = !_oneIn(8);
        bool done = allowed ? _from(OTHER_VERSION, address(cash), data) : _as(_anyActor(), address(cash), data);
        _rule(!done || allowed, "03", "money was created by one who is no claim contract");
    }

    function transfer(uint256 seed) external action(seed) {
        ICash cash = _anyCash();
        uint256 actor = _anyParty();
        address to = _oneIn(8) ? address(receivables) : _receiver();
        bytes memory data = abi.encodeCall(cash.transfer, (to, _some(cash, actors[actor].account)));
        _as(actor, address(cash), data);
    }

    function approve(uint256 seed) external action(seed) {
        ICash cash = _anyCash();
        uint256 owner = _anyParty();
        address spender = actors[_anyParty()].account;
        uint256 amount = _oneIn(4) ? 0 : _pick(1e9);
        if (!_as(owner, address(cash), abi.encodeCall(cash.approve, (spender, amount)))) return;
        _allowed[address(cash)][actors[owner].account][spender] = amount;
    }

    function transferFrom(uint256 seed) external action(seed) {
        ICash cash = _anyCash();
        (address owner, uint256 spender) = _allowance(cash);
        uint256 allowed = _allowed[address(cash)][owner][actors[spender].account];
        uint256 amount = _some(cash, owner);
        if (amount > allowed && !_oneIn(4)) amount = allowed;
        bytes memory data = abi.encodeCall(cash.transferFrom, (owner, _receiver(), amount));
        if (!_as(spender, address(cash), data)) return;
        _rule(amount <= allowed, "03", "cash was spent beyond the allowance");
        if (amount <= allowed) _allowed[address(cash)][owner][actors[spender].account] -= amount;
    }

    function requestPayout(uint256 seed) external action(seed) {
        ICash cash = _anyCash();
        uint256 actor = _anyParty();
        uint256 amount = _some(cash, actors[actor].account);
        _as(actor, address(cash), abi.encodeCall(cash.requestPayout, (amount, _word())));
    }

    function payPayout(uint256 seed) external action(seed) {
        (ICash cash, uint256 payout) = _openPayout();
        bytes memory data = abi.encodeCall(cash.payPayout, (PayoutId.wrap(payout), BankRef.wrap(_bankRef())));
        _asBank(cash, data);
    }

    function rejectPayout(uint256 seed) external action(seed) {
        (ICash cash, uint256 payout) = _openPayout();
        _asBank(cash, abi.encodeCall(cash.rejectPayout, (PayoutId.wrap(payout), _word())));
    }

    function setDailyCap(uint256 seed) external action(seed) {
        ICash cash = _anyCash();
        address bank = actors[FIRST_BANK + _pick(BANKS)].account;
        uint256 cap = _oneIn(8) ? _pick(1e6) : 1e14;
        uint256 actor = _oneIn(8) ? _anyParty() : GOVERNOR;
        bool done = _as(actor, address(cash), abi.encodeCall(cash.setDailyCap, (bank, cap)));
        _rule(!done || actor == GOVERNOR, "03", "a cap was set by somebody else than the governor");
    }

    function _asBank(ICash cash, bytes memory data) private {
        uint256 actor = _oneIn(8) ? _anyParty() : FIRST_BANK + _pick(BANKS);
        bool done = _as(actor, address(cash), data);
        bool isBank = actor >= FIRST_BANK && actor < FIRST_BANK + BANKS;
        _rule(!done || isBank, "03", "a payout was closed by one who is no bank");
    }

    function _openPayout() private returns (ICash cash, uint256 payout) {
        for (uint256 look = 0; look < LOOKS; ++look) {
            cash = _anyCash();
            Till storage till = tills[address(cash)];
            if (till.payouts == 0) continue;
            payout = till.payouts - _pick(till.payouts < 4 ? till.payouts : 4);
            if (till.payout[payout].status == ICash.PayoutStatus.REQUESTED) break;
        }
    }

    /// An owner and a spender whom it allowed something, if a few looks find them.
    function _allowance(ICash cash) private returns (address owner, uint256 spender) {
        for (uint256 look = 0; look < 2 * LOOKS; ++look) {
            owner = actors[_anyParty()].account;
            spender = _anyParty();
            if (_allowed[address(cash)][owner][actors[spender].account] != 0) break;
        }
    }

    function _some(ICash cash, address holder) private returns (uint256) {
        uint256 held = tills[address(cash)].balance[holder];
        return _oneIn(16) ? held + 1 : _pick(held / 4 + 1);
    }

    function _anyCash() internal returns (ICash) {
        return cashes[_pick(2)];
    }
}
