// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Standing} from "../libraries/Standings.sol";
import {EntityId, IntentId, RecoveryId} from "./Types.sol";
import {IPartyAccount} from "./IPartyAccount.sol";

/// @title Who takes part: admitted entities and their accounts
interface IParties {
    /// @param entity Pseudonymous identifier of the legal entity.
    /// @param roles Bit set of {PartyRoles}.
    /// @param country ISO 3166-1 alpha-2 in ASCII.
    /// @param validUntil Last second of the know-your-business check.
    /// @param frozen Set by the enforcer.
    /// @param sealed_ A system contract: is never frozen, moves what its caller owns, takes only what it asks for itself.
    struct Party {
        EntityId entity;
        uint16 roles;
        bytes2 country;
        uint40 validUntil;
        bool frozen;
        bool sealed_;
    }

    struct Admission {
        EntityId entity;
        uint16 roles;
        bytes2 country;
        uint40 validUntil;
        uint8 threshold;
        IPartyAccount.Signer[] signers;
    }

    event PartyAdmitted(
        EntityId indexed entity,
        address indexed account,
        uint16 roles,
        bytes2 country,
        uint40 validUntil
    );
    event PartyUpdated(address indexed account, uint16 roles, uint40 validUntil);
    event PartyFrozen(address indexed account, IntentId intent, address actor, bytes32 reason);
    event PartyUnfrozen(address indexed account, IntentId intent, address actor, bytes32 reason);
    event SystemSealed(address indexed system);

    error EntityAdmitted(EntityId entity, address account);
    error EmptyAdmission(EntityId entity);
    error NotAnAccount(address account);
    error PartyIsFrozen(address account);
    error PartyNotFrozen(address account);
    error AlreadySealed(address system);
    error NotAContract(address system);
    error NotSealed(address caller);
    /// Whoever overrides a party says why.
    error NoReason();
    /// The signer has not proved that it holds the key.
    error NoPossession(address signer);
    error WrongPossessionCount(uint256 proofs, uint256 signers);

    /// @notice Admits an entity and creates its account, in one step. Restricted to the registrar.
    /// @param possession Each signer's signature over {possessionDigestOf}, in the order of the signers.
    function admit(Admission calldata admission, bytes[] calldata possession) external returns (address account);

    /// @notice Replaces roles and validity after a new check. Restricted to the registrar.
    function update(address account, uint16 roles, uint40 validUntil) external;

    /// @notice Restricted to the enforcer.
    function freeze(address account, bytes32 reason) external;

    /// @notice Restricted to the guardian.
    function unfreeze(address account, bytes32 reason) external;

    /// @notice Proposes to give an account that has lost its keys other signers. Restricted to the registrar.
    /// @param possession Each new signer's signature over {possessionDigestOf}, in the order of the signers.
    /// @param reason Hash of the grounds.
    function proposeRecovery(
        address account,
        IPartyAccount.Signer[] calldata signers,
        uint8 threshold,
        bytes[] calldata possession,
        bytes32 reason
    ) external returns (RecoveryId id);

    /// @notice Agrees to the proposal; {recoveryDelay} later anyone may have the account carry it out. Restricted to the
    /// governor.
    function confirmRecovery(address account, RecoveryId id) external;

    /// @notice Gives the recovery up before it is carried out. Restricted to the guardian; the account's own signers
    /// cancel through their account, unless the party is frozen.
    function cancelRecovery(address account, RecoveryId id, bytes32 reason) external;

    /// @notice Makes a contract part of the system. Restricted to the governor, used by the deployment only.
    function seal(address system) external;

    /// @notice The calling account says which intent it executes, until it says another. Its code lets nobody else say it.
    function enter(IntentId intent) external;

    /// @notice The calling system contract acts for an account from now on, under that account's intent.
    /// @return The account's standing.
    function carry(address account) external returns (Standing);

    /// @return Seconds from the confirmation of a recovery to the first in which it can be carried out.
    function recoveryDelay() external view returns (uint48);
    function party(address account) external view returns (Party memory);
    function accountOf(EntityId entity) external view returns (address);
    /// @return The account with this number; accounts are numbered from 1 in the order of their admission.
    function accountAt(uint32 number) external view returns (address);
    /// @return The actor's standing, and the intent under which it acts in this transaction, if any.
    function actorOf(address actor) external view returns (Standing, IntentId);
    /// @return The standing of each, and the intent under which the operator acts in this transaction, if any.
    function standingsOf(
        address first,
        address second,
        address operator
    ) external view returns (Standing, Standing, Standing, IntentId);
    /// @return Whether Parties created the account.
    function isAccount(address account) external view returns (bool);
    function isSealed(address account) external view returns (bool);
    /// @return Known and not frozen: may give away what it has.
    function canSend(address account) external view returns (bool);
    /// @return A party, not frozen, and its check still valid: may receive new units.
    function canReceive(address account) external view returns (bool);
    /// @return Whether the account can act now in all of the roles of the bit set.
    function hasRoles(address account, uint16 roles) external view returns (bool);
    /// @return Address that {admit} will give the account of this admission.
    function predict(Admission calldata admission) external view returns (address);
    /// @return The EIP-712 digest by which a signer of an entity proves that it holds its key.
    function possessionDigestOf(EntityId entity, address signer) external view returns (bytes32);
}
