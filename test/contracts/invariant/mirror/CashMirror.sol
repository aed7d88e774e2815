// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICash} from "../../../../contracts/interfaces/ICash.sol";
import {BankRef, Currency, PayoutId} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {PartiesMirror} from "./PartiesMirror.sol";

/// Balances, payouts and caps of every cash contract as the events tell them.
abstract contract CashMirror is PartiesMirror {
    struct Cap {
        uint256 limit;
        uint256 minted;
        uint256 day;
    }

    /// A deposit or a wire, and what of it was recalled.
    struct Booking {
        address bank;
        address to;
        uint256 amount;
        uint256 recalled;
    }

    /// @param held What the claims hold by their own events: unwithdrawn, in suspense, come back for guarantors, and dust.
    /// @param reserves What guarantors have set aside.
    struct Till {
        uint256 supply;
        uint256 locked;
        uint256 held;
        uint256 reserves;
        uint256 payouts;
        mapping(address holder => uint256) balance;
        mapping(address bank => Cap) cap;
        mapping(bytes32 ref => bool) refUsed;
        mapping(bytes32 ref => Booking) booking;
        mapping(uint256 payout => ICash.Payout) payout;
    }

    struct Touched {
        address cash;
        address holder;
    }

    mapping(address cash => Till) internal tills;
    Touched[] private _touchedCash;
    uint256 private _touchedPayout;

    function _onCash(Vm.Log memory l) internal {
        Till storage till = tills[l.emitter];
        bytes32 topic = l.topics[0];
        if (topic == IERC20.Transfer.selector) {
            _onCashMoved(till, l);
        } else if (topic == ICash.Minted.selector) {
            _onMinted(till, l);
        } else if (topic == ICash.DailyCapSet.selector) {
            till.cap[_address(l.topics[1])].limit = abi.decode(l.data, (uint256));
        } else if (topic == ICash.PayoutRequested.selector) {
            (uint256 amount, bytes32 accountHash) = abi.decode(l.data, (uint256, bytes32));
            _rule(uint256(l.topics[1]) == ++till.payouts, "14", "a payout is not numbered in order");
            till.payout[uint256(l.topics[1])] = ICash.Payout({
                holder: _address(l.topics[2]),
                amount: uint88(amount),
                status: ICash.PayoutStatus.REQUESTED,
                accountHash: accountHash
            });
            till.locked += amount;
            _touchedPayout = uint256(l.topics[1]);
        } else if (topic == ICash.PayoutPaid.selector) {
            _useRef(till, abi.decode(l.data, (bytes32)));
            _onPayoutClosed(till, uint256(l.topics[1]), ICash.PayoutStatus.PAID);
        } else if (topic == ICash.Recalled.selector) {
            _onRecalled(till, l);
        } else if (topic == ICash.PayoutRejected.selector) {
            _onPayoutClosed(till, uint256(l.topics[1]), ICash.PayoutStatus.REJECTED);
        }
    }

    function _onCashMoved(Till storage till, Vm.Log memory l) private {
        address from = _address(l.topics[1]);
        address to = _address(l.topics[2]);
        uint256 amount = abi.decode(l.data, (uint256));
        if (from == address(0)) {
            till.supply += amount;
        } else {
            _rule(_isSystem(from) || _isSound(from), "05", "cash left a frozen or unknown party");
            till.balance[from] -= amount;
            _touchedCash.push(Touched(l.emitter, from));
        }
        if (to == address(0)) {
            till.supply -= amount;
        } else {
            // An expired check traps no payment: what the system owes a party still reaches it.
            bool entitled = _isCurrent(to) || (_isSystem(from) && _isSound(to));
            _rule(_isSystem(to) || entitled, "05", "cash reached a frozen, expired or unknown party");
            till.balance[to] += amount;
            _touchedCash.push(Touched(l.emitter, to));
        }
    }

    function _onMinted(Till storage till, Vm.Log memory l) private {
        address bank = _address(l.topics[2]);
        uint256 amount = abi.decode(l.data, (uint256));
        _useRef(till, l.topics[1]);
        Cap storage cap = till.cap[bank];
        if (cap.day != clock / 1 days) (cap.day, cap.minted) = (clock / 1 days, 0);
        cap.minted += amount;
        _rule(cap.minted <= cap.limit, "03", "a bank minted more than its daily cap");
        _rule(actors[actorOf[bank]].threshold > 1, "03", "one key created money");
        till.booking[l.topics[1]] = Booking(bank, _address(l.topics[3]), amount, 0);
    }

    function _onRecalled(Till storage till, Vm.Log memory l) private {
        Booking storage b = till.booking[l.topics[1]];
        (uint256 amount, uint256 left, , ) = abi.decode(l.data, (uint256, uint256, bytes32, uint256));
        bool own = b.bank == _address(l.topics[2]) && b.to == _address(l.topics[3]);
        _rule(own, "03", "a wire was recalled by another bank, or from another recipient");
        unchecked {
            b.recalled += amount;
        }
        _rule(amount != 0 && b.recalled <= b.amount, "03", "more of a wire was recalled than it brought");
        _rule(left + b.recalled == b.amount, "14", "a recall tells of another rest than is left");
    }

    function _useRef(Till storage till, bytes32 ref) private {
        _rule(ref != 0 && !till.refUsed[ref], "03", "a bank reference was used twice");
        till.refUsed[ref] = true;
    }

    function _onPayoutClosed(Till storage till, uint256 id, ICash.PayoutStatus status) private {
        ICash.Payout storage p = till.payout[id];
        _rule(p.status == ICash.PayoutStatus.REQUESTED, "03", "a payout was closed twice");
        p.status = status;
        till.locked -= p.amount;
        _touchedPayout = id;
    }

    function _forgetCash() internal {
        delete _touchedCash;
        _touchedPayout = 0;
    }

    function _touchAllCash() internal {
        for (uint256 c = 0; c < cashes.length; ++c) {
            for (uint256 i = 0; i < everyAddress.length; ++i) {
                _touchedCash.push(Touched(address(cashes[c]), everyAddress[i]));
            }
        }
    }

    /// Money is conserved: what the system holds is what claims and open payouts account for.
    function _assertCashConserved() internal view {
        for (uint256 c = 0; c < cashes.length; ++c) {
            ICash cash = cashes[c];
            Till storage till = tills[address(cash)];
            _assert(cash.totalSupply() == till.supply, "03", "supply is not what was minted less what was burnt");
            _assert(cash.balanceOf(address(cash)) == till.locked, "03", "locked cash is not the open payouts");
            _assert(cash.balanceOf(address(receivables)) == till.held, "03", "cash held is not what claims hold");
            _assert(cash.balanceOf(address(market)) == 0, "03", "cash is trapped in the market");
            bool kept = cash.balanceOf(address(guarantees)) == till.reserves;
            _assert(kept, "03", "cash of the guarantees is not what guarantors have set aside");
            _assert(cash.balanceOf(address(servicing)) == 0, "03", "cash is trapped in servicing");
            _assert(cash.balanceOf(address(bulk)) == 0, "03", "cash is trapped in the bulk");
        }
    }

    function _assertCashReplayed() internal view {
        for (uint256 i = 0; i < _touchedCash.length; ++i) {
            Touched memory t = _touchedCash[i];
            bool same = ICash(t.cash).balanceOf(t.holder) == tills[t.cash].balance[t.holder];
            _assert(same, "14", "a cash balance differs");
        }
        for (uint256 c = 0; c < cashes.length; ++c) {
            ICash cash = cashes[c];
            Till storage till = tills[address(cash)];
            bytes32 seen = keccak256(abi.encode(till.payout[_touchedPayout]));
            _assert(
                seen == keccak256(abi.encode(cash.payout(PayoutId.wrap(_touchedPayout)))),
                "14",
                "a payout differs"
            );
            for (uint256 i = 0; i < BANKS; ++i) _assertCapReplayed(cash, till, actors[FIRST_BANK + i].account);
        }
    }

    function _assertCapReplayed(ICash cash, Till storage till, address bank) private view {
        Cap storage cap = till.cap[bank];
        uint256 minted = cap.day == clock / 1 days ? cap.minted : 0;
        uint256 left = cap.limit > minted ? cap.limit - minted : 0;
        _assert(cash.capLeft(bank) == left, "14", "what a bank may mint differs");
    }

    function _isRefUsed(address cash, bytes32 ref) internal view returns (bool) {
        return tills[cash].refUsed[ref] || ICash(cash).refUsed(BankRef.wrap(ref));
    }

    function _till(Currency currency) internal view returns (Till storage) {
        uint256 c = 0;
        while (Currency.unwrap(cashes[c].currency()) != Currency.unwrap(currency)) ++c;
        return tills[address(cashes[c])];
    }

    function _address(bytes32 topic) internal pure returns (address) {
        return address(uint160(uint256(topic)));
    }
}
