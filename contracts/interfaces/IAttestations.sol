// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AttestationId, Currency, IntentId} from "./Types.sol";

/// @title Statements on a subject by parties that are qualified to make them
/// @notice A subject is a claim or an asset by its id, or a party by its account, as 32 bytes. Whether a statement is true is
/// its issuer's business; that it was made, by whom, on what evidence, and since when it is withdrawn, is recorded here.
/// Every event enters the subject's history: `head = keccak256(abi.encode(head, seq, keccak256(topic0 ++ subject ++ data)))`.
interface IAttestations {
    enum Kind {
        VALUATION,
        REGISTRATION,
        GREEN_LABEL,
        REPORT,
        VERIFICATION
    }

    /// @param value Of the subject, in minor units of `currency`; both zero in all but a valuation.
    /// @param date Instant as of which it is stated, not in the future.
    /// @param expiresAt First second in which it holds no more; the largest uint40 for a statement without an end.
    /// @param document Hash of the document that carries it.
    /// @param details Salted hash of what the kind asks for besides: standard, approach and premise of a valuation; register
    /// and number of a registration; taxonomy and activity of a green label.
    struct Statement {
        bytes32 subject;
        Kind kind;
        uint96 value;
        Currency currency;
        uint40 date;
        uint40 expiresAt;
        bytes32 document;
        bytes32 details;
    }

    /// What is stored of a statement; its hashes stand in its event and so in the subject's history.
    /// @param revokedAt Zero while it is not.
    struct Attestation {
        bytes32 subject;
        address issuer;
        Kind kind;
        Currency currency;
        uint40 revokedAt;
        uint96 value;
        uint40 date;
        uint40 expiresAt;
    }

    event Attested(
        bytes32 indexed subject,
        uint32 seq,
        IntentId intent,
        AttestationId id,
        address issuer,
        Kind kind,
        uint256 value,
        Currency currency,
        uint40 date,
        uint40 expiresAt,
        bytes32 document,
        bytes32 details
    );
    /// @param by Its issuer, or the registrar.
    event Revoked(bytes32 indexed subject, uint32 seq, IntentId intent, AttestationId id, address by, bytes32 reason);

    error EmptyStatement(bytes32 subject);
    /// The caller has none of the party roles of which the kind asks one, is frozen or expired.
    error CannotIssue(address caller, Kind kind, uint16 anyOf);
    error AboutItself(address caller);
    error FutureDate(uint40 date);
    error AlreadyExpired(uint40 expiresAt);
    /// A valuation names a currency; nothing else does, or has a value.
    error WrongValue(Kind kind, uint256 value, Currency currency);
    /// So many statements of the kind stand on the subject already that none can be added until one expires or is revoked.
    error TooMany(bytes32 subject, Kind kind, uint256 most);
    error UnknownAttestation(AttestationId id);
    error NotIssuer(AttestationId id, address caller, address issuer);
    error AlreadyRevoked(AttestationId id, uint40 revokedAt);
    error CannotAct(address caller);
    /// Whoever strikes another's statement says why.
    error NoReason(AttestationId id);

    /// @notice The caller states something.
    function attest(Statement calldata statement) external returns (AttestationId id);

    /// @notice The issuer withdraws its statement from now on.
    function revoke(AttestationId id, bytes32 reason) external;

    /// @notice Withdraws somebody else's statement, such as one of an appraiser that is no longer admitted. Restricted to the
    /// registrar.
    function strike(AttestationId id, bytes32 reason) external;

    /// @return All zero for an unknown id.
    function attestation(AttestationId id) external view returns (Attestation memory);
    /// @return Whether it held at the instant: its date reached, not expired and not revoked by then.
    function isValid(AttestationId id, uint40 asOf) external view returns (bool);
    /// @return The statement of the kind that holds now and has the latest date, the later made of two; zero for none.
    function latestOf(bytes32 subject, Kind kind) external view returns (AttestationId);
    /// @return id The valuation in the currency that holds now and is the lowest, zero for none. @return value In minor units.
    function lowestOf(bytes32 subject, Currency currency) external view returns (AttestationId id, uint96 value);
    /// @return id The valuation in the currency that holds now and has the latest date, of one date the lowest; zero for none.
    /// @return value In minor units.
    function newestOf(bytes32 subject, Currency currency) external view returns (AttestationId id, uint96 value);
    /// @return Bit set of {PartyRoles}, any one of which may issue the kind.
    function issuersOf(Kind kind) external pure returns (uint16);
    function headOf(bytes32 subject) external view returns (bytes32);
    function sequenceOf(bytes32 subject) external view returns (uint32);
}
