// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IPartyAccount} from "../../../../contracts/interfaces/IPartyAccount.sol";
import {IntentId, RecoveryId} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {PartiesMirror} from "./PartiesMirror.sol";

/// Recoveries as the events tell them: who may take which step, and when.
abstract contract RecoveriesMirror is PartiesMirror {
    /// @param signers Hash of threshold and signers, as they were proposed.
    /// @param confirmedAt When the delay began.
    /// @param executing Between the execution and the change of signers that it brings.
    struct Recovering {
        IPartyAccount.Recovery seen;
        bytes32 signers;
        uint256 confirmedAt;
        bool executing;
    }

    mapping(address account => Recovering) private _recoveries;

    /// @return Whether the log is a recovery's, with all that it may be wrong in.
    function _onRecovery(Vm.Log memory l, bytes32 intent) internal returns (bool) {
        Recovering storage r = _recoveries[l.emitter];
        bytes32 topic = l.topics[0];
        if (topic == IPartyAccount.RecoveryProposed.selector) _onProposed(r, l, intent);
        else if (topic == IPartyAccount.RecoveryConfirmed.selector) _onConfirmed(r, l, intent);
        else if (topic == IPartyAccount.RecoveryCancelled.selector) _onCancelled(r, l, intent);
        else if (topic == IPartyAccount.RecoveryExecuted.selector) _onExecuted(r, l, intent);
        else return false;
        return true;
    }

    /// Signers change by an intent of the account, or as a confirmed recovery says, and never otherwise.
    function _checkSignersChange(address account, bytes32 byIntent, bytes32 intent, bytes32 signers) internal {
        Recovering storage r = _recoveries[account];
        if (r.executing) {
            _rule(byIntent == 0 && signers == r.signers, "08", "a recovery gave other signers than those proposed");
            r.executing = false;
        } else {
            _rule(byIntent == intent && intent != 0, "08", "signers changed without an intent or a recovery");
        }
    }

    function _isOpen(address account) internal view returns (bool) {
        IPartyAccount.RecoveryState state = _recoveries[account].seen.state;
        return state == IPartyAccount.RecoveryState.PROPOSED || state == IPartyAccount.RecoveryState.CONFIRMED;
    }

    function _recoveryOf(address account) internal view returns (IPartyAccount.Recovery memory) {
        return _recoveries[account].seen;
    }

    function _assertRecoveryReplayed(IPartyAccount stored) internal view {
        bytes32 seen = keccak256(abi.encode(_recoveries[address(stored)].seen));
        _assert(keccak256(abi.encode(stored.recovery())) == seen, "14", "an account's recovery differs");
    }

    function _onProposed(Recovering storage r, Vm.Log memory l, bytes32 intent) private {
        (, IPartyAccount.Author memory author, , uint8 threshold, IPartyAccount.Signer[] memory signers) = abi.decode(
            l.data,
            (uint32, IPartyAccount.Author, bytes32, uint8, IPartyAccount.Signer[])
        );
        _checkAuthor(author, intent, actors[OPERATOR].account);
        _rule(!_isOpen(l.emitter), "08", "a recovery was proposed beside another");
        r.seen.id = RecoveryId.wrap(l.topics[1]);
        r.seen.number += 1;
        r.seen.executableAt = 0;
        r.seen.state = IPartyAccount.RecoveryState.PROPOSED;
        r.signers = keccak256(abi.encode(threshold, signers));
    }

    function _onConfirmed(Recovering storage r, Vm.Log memory l, bytes32 intent) private {
        (, IPartyAccount.Author memory author, uint48 executableAt) = abi.decode(
            l.data,
            (uint32, IPartyAccount.Author, uint48)
        );
        _checkAuthor(author, intent, actors[GOVERNOR].account);
        _checkStep(r, l, IPartyAccount.RecoveryState.PROPOSED);
        r.confirmedAt = clock;
        r.seen.executableAt = executableAt;
        r.seen.state = IPartyAccount.RecoveryState.CONFIRMED;
    }

    function _onCancelled(Recovering storage r, Vm.Log memory l, bytes32 intent) private {
        (, IPartyAccount.Author memory author, ) = abi.decode(l.data, (uint32, IPartyAccount.Author, bytes32));
        bool isOwn = author.actor == l.emitter;
        _checkAuthor(author, intent, isOwn ? l.emitter : actors[GOVERNOR].account);
        _rule(!isOwn || !_isFrozen(l.emitter), "08", "whoever has a frozen party's keys cancelled its recovery");
        _rule(_isOpen(l.emitter) && _isPresent(r, l), "08", "a recovery was cancelled that is not open");
        r.seen.state = IPartyAccount.RecoveryState.CANCELLED;
    }

    function _onExecuted(Recovering storage r, Vm.Log memory l, bytes32 intent) private {
        (, IPartyAccount.Author memory author) = abi.decode(l.data, (uint32, IPartyAccount.Author));
        _rule(IntentId.unwrap(author.intent) == intent, "14", "a recovery's execution names another intent");
        _checkStep(r, l, IPartyAccount.RecoveryState.CONFIRMED);
        _rule(clock >= r.confirmedAt + RECOVERY_DELAY, "08", "a recovery was carried out before its delay had passed");
        r.seen.state = IPartyAccount.RecoveryState.EXECUTED;
        r.executing = true;
    }

    function _checkStep(Recovering storage r, Vm.Log memory l, IPartyAccount.RecoveryState from) private {
        _rule(_isPresent(r, l) && r.seen.state == from, "08", "a step of a recovery was left out or repeated");
    }

    function _checkAuthor(IPartyAccount.Author memory author, bytes32 intent, address officer) private {
        _rule(author.actor == officer, "08", "a step of a recovery by somebody else");
        _rule(IntentId.unwrap(author.intent) == intent, "14", "a step of a recovery names another intent");
    }

    function _isPresent(Recovering storage r, Vm.Log memory l) private view returns (bool) {
        return RecoveryId.unwrap(r.seen.id) == l.topics[1];
    }
}
