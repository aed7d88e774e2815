// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAttestations} from "../../../../contracts/interfaces/IAttestations.sol";
import {AttestationId, Currency} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {Network} from "../harness/Network.sol";
import {Findings} from "../mirror/Findings.sol";

/// Attestations as their events tell them, and the naive count that the contract's answers are held against.
abstract contract Statements is Network, Findings {
    uint256 internal clock;
    bytes32[] internal subjects;
    mapping(bytes32 subject => AttestationId[]) internal stated;
    mapping(AttestationId id => IAttestations.Attestation) internal seen;
    mapping(bytes32 subject => bytes32) private _heads;
    mapping(bytes32 subject => uint32) private _sequences;

    function _replay(Vm.Log[] memory logs) internal {
        for (uint256 i = 0; i < logs.length; ++i) {
            bool isEntry = logs[i].emitter == address(attestations) && logs[i].topics.length == 2;
            if (!isEntry) continue;
            bytes32 subject = logs[i].topics[1];
            uint256 seq = abi.decode(logs[i].data, (uint256));
            bytes32 entry = keccak256(bytes.concat(logs[i].topics[0], subject, logs[i].data));
            _rule(seq == ++_sequences[subject], "16", "a subject's events are not numbered one by one");
            _heads[subject] = keccak256(abi.encode(_heads[subject], seq, entry));
            if (logs[i].topics[0] == IAttestations.Attested.selector) _onAttested(subject, logs[i].data);
            else if (logs[i].topics[0] == IAttestations.Revoked.selector) _onRevoked(logs[i].data);
        }
    }

    function _onAttested(bytes32 subject, bytes memory data) private {
        (
            ,
            ,
            AttestationId id,
            address issuer,
            IAttestations.Kind kind,
            uint96 value,
            Currency currency,
            uint40 date,
            uint40 expiresAt,
            ,

        ) = abi.decode(
                data,
                (
                    uint32,
                    bytes32,
                    AttestationId,
                    address,
                    IAttestations.Kind,
                    uint96,
                    Currency,
                    uint40,
                    uint40,
                    bytes32,
                    bytes32
                )
            );
        _rule(seen[id].issuer == address(0), "16", "an id is given twice");
        bool qualified = parties.party(issuer).roles & attestations.issuersOf(kind) != 0;
        _rule(qualified && parties.canReceive(issuer), "16", "somebody attests who may not");
        if (stated[subject].length == 0) subjects.push(subject);
        stated[subject].push(id);
        seen[id] = IAttestations.Attestation(subject, issuer, kind, currency, 0, value, date, expiresAt);
    }

    function _onRevoked(bytes memory data) private {
        (, , AttestationId id, , ) = abi.decode(data, (uint32, bytes32, AttestationId, address, bytes32));
        _rule(seen[id].revokedAt == 0, "16", "a statement is revoked twice");
        seen[id].revokedAt = uint40(clock);
    }

    function _holds(AttestationId id) internal view returns (bool) {
        IAttestations.Attestation storage a = seen[id];
        return a.issuer != address(0) && a.date <= clock && clock < a.expiresAt && a.revokedAt == 0;
    }

    function _isStated(bytes32 subject, IAttestations.Kind kind) internal view returns (bool) {
        AttestationId[] storage ids = stated[subject];
        for (uint256 i = 0; i < ids.length; ++i) if (seen[ids[i]].kind == kind && _holds(ids[i])) return true;
        return false;
    }

    /// 16: storage, heads and answers are what the logs tell.
    function _assertStatements(uint256 from) internal view {
        for (uint256 s = from; s < subjects.length; ++s) {
            bytes32 subject = subjects[s];
            _assert(attestations.headOf(subject) == _heads[subject], "16", "a subject's head differs");
            AttestationId[] storage ids = stated[subject];
            for (uint256 i = 0; i < ids.length; ++i) {
                bytes32 stored = keccak256(abi.encode(attestations.attestation(ids[i])));
                _assert(stored == keccak256(abi.encode(seen[ids[i]])), "16", "an attestation differs");
                bool valid = attestations.isValid(ids[i], uint40(clock));
                _assert(valid == _holds(ids[i]), "16", "a statement holds that was revoked or has expired");
            }
            for (uint8 k = 0; k <= uint8(type(IAttestations.Kind).max); ++k)
                _assertLatest(subject, IAttestations.Kind(k));
            _assertLowest(subject);
            _assertNewest(subject);
        }
    }

    function _assertLatest(bytes32 subject, IAttestations.Kind kind) private view {
        AttestationId latest = attestations.latestOf(subject, kind);
        bool none = AttestationId.unwrap(latest) == 0;
        _assert(none != _isStated(subject, kind), "16", "a statement that holds is not found, or one that does not");
        if (none) return;
        _assert(seen[latest].kind == kind && _holds(latest), "16", "the latest statement does not hold");
        AttestationId[] storage ids = stated[subject];
        for (uint256 i = 0; i < ids.length; ++i) {
            bool later = seen[ids[i]].kind == kind && _holds(ids[i]) && seen[ids[i]].date > seen[latest].date;
            _assert(!later, "16", "there is a later statement than the latest");
        }
    }

    function _assertNewest(bytes32 subject) private view {
        (AttestationId newest, uint96 value) = attestations.newestOf(subject, Currency.wrap("EUR"));
        AttestationId[] storage ids = stated[subject];
        bool none = AttestationId.unwrap(newest) == 0;
        for (uint256 i = 0; i < ids.length; ++i) {
            IAttestations.Attestation storage a = seen[ids[i]];
            bool counts = Currency.unwrap(a.currency) == "EUR" && _holds(ids[i]);
            _assert(!counts || (!none && a.date <= seen[newest].date), "16", "a newer valuation than the newest");
        }
        if (!none) _assert(_holds(newest) && seen[newest].value == value, "16", "the newest valuation does not hold");
    }

    function _assertLowest(bytes32 subject) private view {
        (AttestationId lowest, uint96 value) = attestations.lowestOf(subject, Currency.wrap("EUR"));
        AttestationId[] storage ids = stated[subject];
        bool none = AttestationId.unwrap(lowest) == 0;
        for (uint256 i = 0; i < ids.length; ++i) {
            IAttestations.Attestation storage a = seen[ids[i]];
            bool counts = Currency.unwrap(a.currency) == "EUR" && _holds(ids[i]);
            _assert(!counts || (!none && value <= a.value), "16", "there is a lower valuation than the lowest");
        }
        if (!none) _assert(_holds(lowest) && seen[lowest].value == value, "16", "the lowest valuation does not hold");
    }
}
