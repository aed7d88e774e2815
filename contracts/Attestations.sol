// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAttestations} from "./interfaces/IAttestations.sol";
import {IParties} from "./interfaces/IParties.sol";
import {AttestationId, Currency, IntentId} from "./interfaces/Types.sol";
import {History} from "./libraries/History.sol";
import {PartyRoles} from "./libraries/Roles.sol";
import {Standing} from "./libraries/Standings.sol";

/// @title Attestations, see {IAttestations}
contract Attestations is IAttestations, AccessManaged {
    /// Sixteen bits for each kind: the party roles of which an issuer needs one.
    uint256 private constant ISSUERS =
        (uint256(PartyRoles.APPRAISER) << (16 * uint8(Kind.VALUATION))) |
            (uint256(PartyRoles.OPERATOR) << (16 * uint8(Kind.REGISTRATION))) |
            (uint256(PartyRoles.AUDITOR) << (16 * uint8(Kind.GREEN_LABEL))) |
            (uint256(PartyRoles.AUDITOR | PartyRoles.APPRAISER) << (16 * uint8(Kind.REPORT))) |
            (uint256(PartyRoles.AUDITOR | PartyRoles.OPERATOR) << (16 * uint8(Kind.VERIFICATION)));
    /// How many statements of one kind can stand on a subject: other contracts walk them.
    uint256 private constant MOST = 32;

    IParties public immutable parties;

    mapping(AttestationId id => Attestation) private _attestations;
    /// In no order; those that hold, and such as have expired since.
    mapping(bytes32 subject => mapping(Kind kind => AttestationId[])) private _standing;
    mapping(bytes32 subject => bytes32) private _heads;
    mapping(bytes32 subject => uint32) private _sequences;

    constructor(address authority, IParties parties_) AccessManaged(authority) {
        parties = parties_;
    }

    /// @inheritdoc IAttestations
    function attest(Statement calldata s) external returns (AttestationId id) {
        IntentId intent = _checkIssuer(s.kind);
        _checkStatement(s);
        uint32 seq = ++_sequences[s.subject];
        id = AttestationId.wrap(keccak256(abi.encode(address(this), s.subject, seq)));
        _attestations[id] = Attestation(s.subject, msg.sender, s.kind, s.currency, 0, s.value, s.date, s.expiresAt);
        _place(s.subject, s.kind, id);
        _append(s.subject, _attested(seq, intent, id, s));
    }

    /// @inheritdoc IAttestations
    function revoke(AttestationId id, bytes32 reason) external {
        address issuer = _attestations[id].issuer;
        require(issuer != address(0), UnknownAttestation(id));
        require(msg.sender == issuer, NotIssuer(id, msg.sender, issuer));
        _revoke(id, reason);
    }

    /// @inheritdoc IAttestations
    function strike(AttestationId id, bytes32 reason) external restricted {
        require(_attestations[id].issuer != address(0), UnknownAttestation(id));
        require(reason != 0, NoReason(id));
        _revoke(id, reason);
    }

    /// @inheritdoc IAttestations
    function attestation(AttestationId id) external view returns (Attestation memory) {
        return _attestations[id];
    }

    /// @inheritdoc IAttestations
    function isValid(AttestationId id, uint40 asOf) public view returns (bool) {
        Attestation storage a = _attestations[id];
        bool revoked = a.revokedAt != 0 && a.revokedAt <= asOf;
        return a.issuer != address(0) && a.date <= asOf && asOf < a.expiresAt && !revoked;
    }

    /// @inheritdoc IAttestations
    function latestOf(bytes32 subject, Kind kind) external view returns (AttestationId latest) {
        AttestationId[] storage standing = _standing[subject][kind];
        uint40 date;
        for (uint256 i = 0; i < standing.length; ++i) {
            AttestationId id = standing[i];
            if (_attestations[id].date < date || !isValid(id, uint40(block.timestamp))) continue;
            (latest, date) = (id, _attestations[id].date);
        }
    }

    /// @inheritdoc IAttestations
    function lowestOf(bytes32 subject, Currency currency) external view returns (AttestationId lowest, uint96 value) {
        AttestationId[] storage standing = _standing[subject][Kind.VALUATION];
        for (uint256 i = 0; i < standing.length; ++i) {
            AttestationId id = standing[i];
            Attestation storage a = _attestations[id];
            bool lower = AttestationId.unwrap(lowest) == 0 || a.value < value;
            if (lower && _counts(id, currency)) (lowest, value) = (id, a.value);
        }
    }

    /// @inheritdoc IAttestations
    function newestOf(bytes32 subject, Currency currency) external view returns (AttestationId newest, uint96 value) {
        AttestationId[] storage standing = _standing[subject][Kind.VALUATION];
        uint40 date;
        for (uint256 i = 0; i < standing.length; ++i) {
            AttestationId id = standing[i];
            if (!_counts(id, currency)) continue;
            Attestation storage a = _attestations[id];
            // Of one date the lowest: the list is in no order.
            bool newer = a.date > date || (a.date == date && a.value < value);
            if (newer) (newest, date, value) = (id, a.date, a.value);
        }
    }

    /// @inheritdoc IAttestations
    function issuersOf(Kind kind) public pure returns (uint16) {
        return uint16(ISSUERS >> (16 * uint8(kind)));
    }

    /// @inheritdoc IAttestations
    function headOf(bytes32 subject) external view returns (bytes32) {
        return _heads[subject];
    }

    /// @inheritdoc IAttestations
    function sequenceOf(bytes32 subject) external view returns (uint32) {
        return _sequences[subject];
    }

    function _checkIssuer(Kind kind) private view returns (IntentId intent) {
        Standing issuer;
        (issuer, intent) = parties.actorOf(msg.sender);
        uint16 anyOf = issuersOf(kind);
        require(issuer.receives() && issuer.roles() & anyOf != 0, CannotIssue(msg.sender, kind, anyOf));
    }

    function _checkStatement(Statement calldata s) private view {
        require(s.subject != 0 && s.document != 0 && s.date != 0, EmptyStatement(s.subject));
        require(s.subject != bytes32(uint256(uint160(msg.sender))), AboutItself(msg.sender));
        require(s.date <= block.timestamp, FutureDate(s.date));
        require(block.timestamp < s.expiresAt, AlreadyExpired(s.expiresAt));
        bool priced = Currency.unwrap(s.currency) != 0;
        require(s.kind == Kind.VALUATION ? priced : !priced && s.value == 0, WrongValue(s.kind, s.value, s.currency));
    }

    function _revoke(AttestationId id, bytes32 reason) private {
        Attestation storage a = _attestations[id];
        (Standing caller, IntentId intent) = parties.actorOf(msg.sender);
        require(caller.sends(), CannotAct(msg.sender));
        require(a.revokedAt == 0, AlreadyRevoked(id, a.revokedAt));
        bytes32 subject = a.subject;
        a.revokedAt = uint40(block.timestamp);
        _remove(subject, a.kind, id);
        uint32 seq = ++_sequences[subject];
        _append(subject, abi.encode(Revoked.selector, subject, seq, intent, id, msg.sender, reason));
    }

    /// Whether a valuation is in the currency and holds now.
    function _counts(AttestationId id, Currency currency) private view returns (bool) {
        bool isIn = Currency.unwrap(_attestations[id].currency) == Currency.unwrap(currency);
        return isIn && isValid(id, uint40(block.timestamp));
    }

    /// Puts the statement beside those that stand, or in the place of one that has expired.
    function _place(bytes32 subject, Kind kind, AttestationId id) private {
        AttestationId[] storage standing = _standing[subject][kind];
        if (standing.length < MOST) {
            standing.push(id);
            return;
        }
        for (uint256 i = 0; i < MOST; ++i) {
            if (block.timestamp < _attestations[standing[i]].expiresAt) continue;
            standing[i] = id;
            return;
        }
        revert TooMany(subject, kind, MOST);
    }

    function _remove(bytes32 subject, Kind kind, AttestationId id) private {
        AttestationId[] storage standing = _standing[subject][kind];
        for (uint256 i = 0; i < standing.length; ++i) {
            if (AttestationId.unwrap(standing[i]) != AttestationId.unwrap(id)) continue;
            standing[i] = standing[standing.length - 1];
            standing.pop();
            return;
        }
    }

    function _append(bytes32 subject, bytes memory entry) private {
        _heads[subject] = History.append(_heads[subject], entry);
    }

    function _attested(
        uint32 seq,
        IntentId intent,
        AttestationId id,
        Statement calldata s
    ) private view returns (bytes memory) {
        return
            abi.encode(
                Attested.selector,
                s.subject,
                seq,
                intent,
                id,
                msg.sender,
                s.kind,
                s.value,
                s.currency,
                s.date,
                s.expiresAt,
                s.document,
                s.details
            );
    }
}
