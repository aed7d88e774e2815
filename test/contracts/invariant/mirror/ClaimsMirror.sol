// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IClaimToken} from "../../../../contracts/interfaces/IClaimToken.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {Currency} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {Journal} from "./Journal.sol";
import {GuaranteesMirror} from "./GuaranteesMirror.sol";

/// Claims as their events tell them, and the rules for what may follow what.
abstract contract ClaimsMirror is GuaranteesMirror {
    function _onClaims(Vm.Log[] memory logs, Journal.Entry[] memory entries, uint256 i) internal {
        Vm.Log memory l = logs[i];
        bytes32 topic = l.topics[0];
        if (topic == IERC1155.TransferSingle.selector) {
            _onUnitsMoved(l);
        } else if (topic == IClaimToken.PausedSet.selector) {
            seenPaused = abi.decode(l.data, (bool));
        } else if (_isHistory(topic)) {
            ClaimMirror storage c = claims[uint256(l.topics[1])];
            _touch(uint256(l.topics[1]));
            _chain(c, l, entries[i].intent);
            _onHistory(c, logs, i);
        } else if (_isServicing(topic)) {
            ClaimMirror storage c = claims[uint256(l.topics[1])];
            _touch(uint256(l.topics[1]));
            _chain(c, l, entries[i].intent);
            _onServicing(c, logs, entries, i);
        } else if (_isGuarantee(topic)) {
            ClaimMirror storage c = claims[uint256(l.topics[1])];
            _touch(uint256(l.topics[1]));
            _chain(c, l, entries[i].intent);
            _onGuarantee(c, uint256(l.topics[1]), l);
        }
    }

    function _isHistory(bytes32 topic) private pure returns (bool) {
        return
            topic == IReceivables.Registered.selector ||
            topic == IReceivables.Acknowledged.selector ||
            topic == IReceivables.Cancelled.selector ||
            topic == IReceivables.Settled.selector ||
            topic == IReceivables.Paid.selector ||
            topic == IReceivables.Suspended.selector ||
            topic == IReceivables.Refunded.selector ||
            topic == IReceivables.Closed.selector ||
            topic == IClaimToken.Transferred.selector ||
            topic == IClaimToken.Withdrawn.selector ||
            topic == IClaimToken.Redeemed.selector ||
            topic == IClaimToken.UnitsFrozen.selector ||
            topic == IClaimToken.UnitsForced.selector ||
            topic == IClaimToken.WithdrawalForced.selector;
    }

    /// Every event of a claim, as it was logged, enters the claim's head.
    function _chain(ClaimMirror storage c, Vm.Log memory l, bytes32 intent) private {
        (uint32 seq, bytes32 byIntent) = abi.decode(l.data, (uint32, bytes32));
        _rule(seq == c.seen.seq + 1, "14", "an event is out of sequence");
        _rule(byIntent == intent, "14", "an event names another intent");
        c.seen.seq = seq;
        c.head = keccak256(abi.encode(c.head, seq, keccak256(bytes.concat(l.topics[0], l.topics[1], l.data))));
    }

    function _onHistory(ClaimMirror storage c, Vm.Log[] memory logs, uint256 i) private {
        bytes32 topic = logs[i].topics[0];
        bytes memory data = logs[i].data;
        if (topic == IReceivables.Registered.selector) _onRegistered(c, uint256(logs[i].topics[1]), data);
        else if (topic == IReceivables.Acknowledged.selector) _onAcknowledged(c, data);
        else if (topic == IReceivables.Cancelled.selector) _onCancelled(c);
        else if (topic == IReceivables.Settled.selector) _onSettled(c);
        else if (topic == IReceivables.Paid.selector) _onPaid(c, data);
        else if (topic == IReceivables.Suspended.selector) _onSuspended(c, data);
        else if (topic == IReceivables.Refunded.selector) _onRefunded(c, data);
        else if (topic == IReceivables.Closed.selector) _onClosed(c, data);
        else if (topic == IClaimToken.Transferred.selector) _onTransferred(logs, i);
        else if (topic == IClaimToken.Withdrawn.selector) _onWithdrawn(c, data);
        else if (topic == IClaimToken.Redeemed.selector) _onRedeemed(c, data);
        else if (topic == IClaimToken.UnitsFrozen.selector) _onUnitsFrozen(logs[i]);
    }

    function _onRegistered(ClaimMirror storage c, uint256 id, bytes memory data) private {
        _rule(c.seen.status == IReceivables.Status.NONE, "09", "a claim is registered again");
        _rule(tagTaken[bytes32(id)], "04", "a claim whose tag is not taken");
        _rule(!seenPaused, "13", "units were created under pause");
        (, , address seller, address debtor, Currency currency, uint96 face, uint40 dueAt, , bool sameNumber) = abi
            .decode(data, (uint32, bytes32, address, address, Currency, uint96, uint40, bytes32, bool));
        _rule(_canActAs(seller, ENTERPRISE) && _canActAs(debtor, ENTERPRISE), "05", "units issued to no enterprise");
        IReceivables.Claim storage s = c.seen;
        (s.seller, s.debtor, s.currency, s.units, s.dueAt) = (seller, debtor, currency, face, dueAt);
        s.sameNumber = sameNumber;
        s.status = IReceivables.Status.REGISTERED;
        c.issued = face;
        claimIds.push(id);
    }

    function _onAcknowledged(ClaimMirror storage c, bytes memory data) private {
        IReceivables.Claim storage s = c.seen;
        _rule(s.status == IReceivables.Status.REGISTERED, "09", "acknowledged from another state than registered");
        (, , uint96 amount, uint40 dueAt, uint8 waivers, ) = abi.decode(
            data,
            (uint32, bytes32, uint96, uint40, uint8, bytes32)
        );
        _rule(amount <= s.units, "02", "more is acknowledged than the face");
        s.status = IReceivables.Status.ACKNOWLEDGED;
        unchecked {
            c.retired += s.units - amount;
        }
        // No unit has moved yet: what was received is the seller's alone, over the smaller issue.
        if (amount != s.units) _holding(c, s.seller).acc = uint256(amount) * _received(s);
        (s.units, s.dueAt, s.waivers) = (amount, dueAt, waivers);
    }

    function _onCancelled(ClaimMirror storage c) private {
        bool open = c.seen.status == IReceivables.Status.REGISTERED && _received(c.seen) == 0;
        _rule(open, "09", "cancelled though acknowledged or paid");
        c.seen.status = IReceivables.Status.CANCELLED;
        c.seen.version += 1;
        c.retired += c.seen.units;
    }

    function _onSettled(ClaimMirror storage c) private {
        _rule(_isOwed(c.seen.status), "09", "settled from another state than acknowledged or written off");
        bool paid = _received(c.seen) == c.seen.units && c.seen.covered == 0;
        _rule(paid, "02", "settled though something is due");
        c.seen.status = IReceivables.Status.SETTLED;
        for (uint256 k = 0; k < c.holders.length; ++k) {
            Holding storage h = c.holding[c.holders[k]];
            if (!h.moved) h.settledUnits = h.units + 1;
        }
    }

    function _onPaid(ClaimMirror storage c, bytes memory data) private {
        (, , address payer, uint256 amount, IReceivables.Source source, , uint256 total) = abi.decode(
            data,
            (uint32, bytes32, address, uint256, IReceivables.Source, bytes32, uint256)
        );
        IReceivables.Claim storage s = c.seen;
        bool open = s.status == IReceivables.Status.REGISTERED || _isOwed(s.status);
        _rule(open, "09", "paid in a state without debt");
        uint256 before = _received(s);
        _rule(amount != 0 && total <= before + amount, "02", "the sum paid is not the sum of payments");
        // What guarantors paid comes back to them only once the units have received their number.
        uint256 back = before + amount - total;
        bool whole = back == 0 || (total == s.units && back <= s.covered);
        _rule(whole, "12", "money of the holders went to the guarantors");
        if (back > s.covered) back = s.covered;
        _rule(_isSource(s, payer, source), "14", "the source of a payment is wrong");
        unchecked {
            s.covered -= uint96(back);
            if (source == IReceivables.Source.DILUTION) {
                uncredited -= amount;
                s.sellerPaid += uint96(amount);
            } else {
                s.debtorPaid += uint96(amount);
            }
        }
        _rule(s.sellerPaid <= s.diluted, "02", "the seller paid more than its credit notes took off");
        _rule(uint256(s.debtorPaid) + s.diluted <= s.units, "02", "more is paid than owed");
        s.version += 1;
        _till(s.currency).held += amount;
        for (uint256 k = 0; k < c.holders.length; ++k) {
            Holding storage h = c.holding[c.holders[k]];
            h.acc += h.units * (amount - back);
        }
    }

    function _isSource(
        IReceivables.Claim storage s,
        address payer,
        IReceivables.Source source
    ) private view returns (bool) {
        if (payer == s.debtor) return source == IReceivables.Source.DEBTOR;
        if (payer != s.seller) return source == IReceivables.Source.THIRD_PARTY || source == IReceivables.Source.BANK;
        return source == IReceivables.Source.TURN_OVER || source == IReceivables.Source.DILUTION;
    }

    function _onSuspended(ClaimMirror storage c, bytes memory data) private {
        (, , uint256 amount, uint256 suspense) = abi.decode(data, (uint32, bytes32, uint256, uint256));
        _rule(suspense == c.seen.suspense + amount, "03", "suspense is not the sum of what was paid in excess");
        c.seen.suspense = uint96(suspense);
        _till(c.seen.currency).held += amount;
    }

    function _onRefunded(ClaimMirror storage c, bytes memory data) private {
        (, , address to, uint256 amount) = abi.decode(data, (uint32, bytes32, address, uint256));
        _rule(to == c.seen.debtor && amount == c.seen.suspense, "03", "a refund is not the debtor's suspense");
        c.seen.suspense = 0;
        _payOut(c, amount);
    }

    function _onWithdrawn(ClaimMirror storage c, bytes memory data) private {
        (, , address holder, uint256 amount, uint256 withdrawn) = abi.decode(
            data,
            (uint32, bytes32, address, uint256, uint256)
        );
        Holding storage h = _holding(c, holder);
        _rule(withdrawn == h.withdrawn + amount, "03", "the sum withdrawn is not the sum of withdrawals");
        _rule(withdrawn <= _entitled(c, holder), "03", "a holder withdrew more than its share");
        h.withdrawn = withdrawn;
        c.seen.paidOut += uint96(amount);
        _payOut(c, amount);
    }

    function _onRedeemed(ClaimMirror storage c, bytes memory data) private {
        _rule(c.seen.status == IReceivables.Status.SETTLED, "09", "redeemed though not settled");
        (, , address holder, uint256 units) = abi.decode(data, (uint32, bytes32, address, uint256));
        _rule(_entitled(c, holder) == c.holding[holder].withdrawn, "03", "redeemed though something is owed");
        c.retired += units;
        c.redeemed += units;
    }

    function _onClosed(ClaimMirror storage c, bytes memory data) private {
        (, , uint256 dust) = abi.decode(data, (uint32, bytes32, uint256));
        _rule(!c.closed && c.redeemed == c.seen.units, "09", "closed though units are outstanding");
        _rule(dust < c.holders.length, "03", "what the seller got at the close is more than roundings");
        for (uint256 k = 0; k < c.holders.length; ++k) {
            bool paid = _entitled(c, c.holders[k]) == c.holding[c.holders[k]].withdrawn;
            _rule(paid, "03", "closed though a former holder is owed money");
        }
        c.closed = true;
        c.seen.paidOut += uint96(dust);
        _payOut(c, dust);
    }

    function _payOut(ClaimMirror storage c, uint256 amount) private {
        unchecked {
            _till(c.seen.currency).held -= amount;
        }
    }
}
