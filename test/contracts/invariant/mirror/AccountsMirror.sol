// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IPartyAccount} from "../../../../contracts/interfaces/IPartyAccount.sol";
import {IntentId} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {Journal} from "./Journal.sol";
import {RecoveriesMirror} from "./RecoveriesMirror.sol";

/// Signers and outcomes of every account as the events tell them.
abstract contract AccountsMirror is RecoveriesMirror {
    struct Account {
        bytes32 head;
        uint32 epoch;
        uint32 seq;
        uint8 threshold;
        IPartyAccount.Signer[] signers;
        IPartyAccount.Signer[] former;
        mapping(bytes32 id => bytes32) outcome;
    }

    struct Outcome {
        address account;
        bytes32 id;
    }

    mapping(address account => Account) private _accounts;
    address[] private _touchedAccounts;
    Outcome[] private _outcomes;
    uint256 private _checkedFrom;

    function _onAccount(Vm.Log memory l, Journal.Entry memory e) internal {
        bytes32 topic = l.topics[0];
        if (_onRecovery(l, e.intent)) {
            _chain(_accounts[l.emitter], l);
        } else if (topic == IPartyAccount.SignersChanged.selector) {
            _chain(_accounts[l.emitter], l);
            _onSignersChanged(_accounts[l.emitter], l, e.intent);
        } else if (topic == IPartyAccount.IntentDone.selector) {
            _onOutcome(l, abi.decode(l.data, (bytes32)), 1);
        } else if (topic == IPartyAccount.IntentFailed.selector) {
            (bytes32 intentHash, ) = abi.decode(l.data, (bytes32, bytes));
            _onOutcome(l, intentHash, 2);
        } else if (topic == IPartyAccount.IntentCancelled.selector) {
            // The event does not tell the hash that was signed; storage must hold one with the right outcome.
            bytes32 stored = IPartyAccount(l.emitter).outcomeOf(IntentId.wrap(l.topics[1]));
            _onOutcome(l, stored, 3);
        }
    }

    function _onSignersChanged(Account storage a, Vm.Log memory l, bytes32 intent) private {
        (, bytes32 byIntent, uint8 threshold, IPartyAccount.Signer[] memory signers) = abi.decode(
            l.data,
            (uint32, bytes32, uint8, IPartyAccount.Signer[])
        );
        _rule(uint256(l.topics[1]) == a.epoch + 1, "14", "signer epochs are not in sequence");
        // The first signers are set by the register, under no intent of the account.
        if (a.epoch == 0) _rule(byIntent == 0, "14", "an admission names an intent");
        else _checkSignersChange(l.emitter, byIntent, intent, keccak256(abi.encode(threshold, signers)));
        (a.epoch, a.threshold) = (uint32(uint256(l.topics[1])), threshold);
        delete a.former;
        for (uint256 i = 0; i < a.signers.length; ++i) a.former.push(a.signers[i]);
        delete a.signers;
        for (uint256 i = 0; i < signers.length; ++i) a.signers.push(signers[i]);
    }

    /// Every event of an account's history continues its head.
    function _chain(Account storage a, Vm.Log memory l) private {
        uint32 seq = uint32(uint256(bytes32(l.data)));
        _rule(seq == a.seq + 1, "14", "an account's events are not in sequence");
        a.head = keccak256(abi.encode(a.head, seq, keccak256(bytes.concat(l.topics[0], l.topics[1], l.data))));
        a.seq = seq;
        _touchedAccounts.push(l.emitter);
    }

    function _onOutcome(Vm.Log memory l, bytes32 structHash, uint256 result) private {
        bytes32 id = l.topics[1];
        Account storage a = _accounts[l.emitter];
        _rule(a.outcome[id] == 0, "08", "an intent has two outcomes");
        a.outcome[id] = bytes32((uint256(structHash) & ~uint256(3)) | result);
        _outcomes.push(Outcome(l.emitter, id));
    }

    function _isConsumed(address account, bytes32 id) internal view returns (bool) {
        return _accounts[account].outcome[id] != 0;
    }

    function _forgetAccounts() internal {
        delete _touchedAccounts;
        _checkedFrom = _outcomes.length;
    }

    function _touchAllAccounts() internal {
        for (uint256 i = 0; i < actors.length; ++i) _touchedAccounts.push(actors[i].account);
        _checkedFrom = 0;
    }

    function _assertOutcomesStand() internal view {
        for (uint256 i = _checkedFrom; i < _outcomes.length; ++i) {
            Outcome memory o = _outcomes[i];
            bytes32 stored = IPartyAccount(o.account).outcomeOf(IntentId.wrap(o.id));
            _assert(stored == _accounts[o.account].outcome[o.id], "08", "a stored outcome is not the one announced");
        }
    }

    function _assertAccountsReplayed() internal view {
        for (uint256 i = 0; i < _touchedAccounts.length; ++i) {
            IPartyAccount stored = IPartyAccount(_touchedAccounts[i]);
            Account storage a = _accounts[address(stored)];
            _assert(stored.head() == a.head && stored.sequence() == a.seq, "14", "an account's head differs");
            _assertRecoveryReplayed(stored);
            _assert(stored.epoch() == a.epoch && stored.threshold() == a.threshold, "14", "an epoch differs");
            for (uint256 k = 0; k < a.former.length; ++k) {
                if (_isSigner(a, a.former[k].key)) continue;
                bool gone = stored.custodyOf(a.former[k].key) == IPartyAccount.Custody.NONE;
                _assert(gone, "14", "a former signer still signs");
            }
            for (uint256 k = 0; k < a.signers.length; ++k) {
                bool same = stored.custodyOf(a.signers[k].key) == a.signers[k].custody;
                _assert(same, "14", "a signer differs");
            }
        }
    }

    function _isSigner(Account storage a, address key) private view returns (bool) {
        for (uint256 k = 0; k < a.signers.length; ++k) if (a.signers[k].key == key) return true;
        return false;
    }
}
