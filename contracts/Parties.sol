// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {TransientSlot} from "@openzeppelin/contracts/utils/TransientSlot.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IPartyAccount} from "./interfaces/IPartyAccount.sol";
import {EntityId, IntentId, RecoveryId} from "./interfaces/Types.sol";
import {Standing, Standings} from "./libraries/Standings.sol";
import {TypedData} from "./libraries/TypedData.sol";
import {PartyAccount} from "./PartyAccount.sol";

/// @title Parties, see {IParties}
contract Parties is IParties, AccessManaged {
    using TransientSlot for *;

    bytes32 private constant NAME = keccak256("Tallystick Parties");
    bytes32 private constant POSSESSION = keccak256("Possession(bytes32 entity,address signer)");

    bytes32 public immutable network;
    address public immutable accountImplementation;
    uint48 public immutable recoveryDelay;

    mapping(address account => Standing) private _standings;
    mapping(address account => EntityId) private _entities;
    mapping(EntityId entity => address) private _accounts;
    mapping(uint32 number => address) public accountAt;
    uint32 private _lastNumber;

    /// Whoever overrides a party says why.
    modifier justified(bytes32 reason) {
        require(reason != 0, NoReason());
        _;
    }

    /// @param recoveryDelay_ In seconds; the deployment sees to it that it is long enough to notice and to cancel.
    constructor(address authority, bytes32 network_, uint48 recoveryDelay_) AccessManaged(authority) {
        network = network_;
        recoveryDelay = recoveryDelay_;
        accountImplementation = address(new PartyAccount(network_));
    }

    /// @inheritdoc IParties
    function admit(
        Admission calldata admission,
        bytes[] calldata possession
    ) external restricted returns (address account) {
        EntityId entity = admission.entity;
        address known = _accounts[entity];
        require(known == address(0), EntityAdmitted(entity, known));
        require(
            EntityId.unwrap(entity) != 0 && admission.country != 0 && admission.validUntil != 0,
            EmptyAdmission(entity)
        );
        _checkPossession(entity, admission.signers, possession);

        account = Clones.cloneDeterministic(accountImplementation, _salt(admission));
        uint32 number = ++_lastNumber;
        accountAt[number] = account;
        _accounts[entity] = account;
        _entities[account] = entity;
        _standings[account] = Standings.admitted(admission.roles, admission.country, admission.validUntil, number);
        emit PartyAdmitted(entity, account, admission.roles, admission.country, admission.validUntil);
        IPartyAccount(account).initialise(admission.signers, admission.threshold);
    }

    /// @inheritdoc IParties
    function update(address account, uint16 roles, uint40 validUntil) external restricted {
        Standing s = _known(account);
        require(validUntil != 0, EmptyAdmission(_entities[account]));
        _standings[account] = Standings.admitted(roles, s.country(), validUntil, s.number()).withFrozen(s.isFrozen());
        emit PartyUpdated(account, roles, validUntil);
    }

    /// @inheritdoc IParties
    function freeze(address account, bytes32 reason) external restricted justified(reason) {
        Standing s = _known(account);
        require(!s.isFrozen(), PartyIsFrozen(account));
        IPartyAccount.Author memory author = _author();
        _standings[account] = s.withFrozen(true);
        emit PartyFrozen(account, author.intent, author.actor, reason);
    }

    /// @inheritdoc IParties
    function unfreeze(address account, bytes32 reason) external restricted justified(reason) {
        Standing s = _standings[account];
        require(s.isFrozen(), PartyNotFrozen(account));
        IPartyAccount.Author memory author = _author();
        _standings[account] = s.withFrozen(false);
        emit PartyUnfrozen(account, author.intent, author.actor, reason);
    }

    /// @inheritdoc IParties
    function proposeRecovery(
        address account,
        IPartyAccount.Signer[] calldata signers,
        uint8 threshold,
        bytes[] calldata possession,
        bytes32 reason
    ) external restricted justified(reason) returns (RecoveryId) {
        _known(account);
        _checkPossession(_entities[account], signers, possession);
        return IPartyAccount(account).proposeRecovery(signers, threshold, reason, _author());
    }

    /// @inheritdoc IParties
    function confirmRecovery(address account, RecoveryId id) external restricted {
        _known(account);
        uint48 executableAt = uint48(block.timestamp) + recoveryDelay;
        IPartyAccount(account).confirmRecovery(id, executableAt, _author());
    }

    /// @inheritdoc IParties
    function cancelRecovery(address account, RecoveryId id, bytes32 reason) external restricted justified(reason) {
        _known(account);
        IPartyAccount(account).revokeRecovery(id, reason, _author());
    }

    /// @inheritdoc IParties
    function seal(address system) external restricted {
        require(Standing.unwrap(_standings[system]) == 0, AlreadySealed(system));
        require(system.code.length != 0, NotAContract(system));
        _standings[system] = Standings.asSystem();
        emit SystemSealed(system);
    }

    /// @inheritdoc IParties
    /// @dev Transient, and never cleared: whoever acts enters or carries before.
    function enter(IntentId intent) external {
        _intentOf(msg.sender).tstore(IntentId.unwrap(intent));
    }

    /// @inheritdoc IParties
    function carry(address account) external returns (Standing) {
        require(isSealed(msg.sender), NotSealed(msg.sender));
        _intentOf(msg.sender).tstore(_intentOf(account).tload());
        return _standings[account];
    }

    /// @inheritdoc IParties
    function party(address account) external view returns (Party memory) {
        Standing s = _standings[account];
        return
            Party({
                entity: _entities[account],
                roles: s.roles(),
                country: s.country(),
                validUntil: s.validUntil(),
                frozen: s.isFrozen(),
                sealed_: s.isSealed()
            });
    }

    /// @inheritdoc IParties
    function accountOf(EntityId entity) external view returns (address) {
        return _accounts[entity];
    }

    /// @inheritdoc IParties
    function actorOf(address actor) public view returns (Standing standing, IntentId intent) {
        standing = _standings[actor];
        intent = _intentUnder(standing, actor);
    }

    /// @inheritdoc IParties
    function standingsOf(
        address first,
        address second,
        address operator
    ) external view returns (Standing, Standing, Standing, IntentId) {
        Standing acting = _standingOf(operator);
        return (_standingOf(first), _standingOf(second), acting, _intentUnder(acting, operator));
    }

    /// @inheritdoc IParties
    function isAccount(address account) external view returns (bool) {
        return _standings[account].isAccount();
    }

    /// @inheritdoc IParties
    function isSealed(address account) public view returns (bool) {
        return _standings[account].isSealed();
    }

    /// @inheritdoc IParties
    function canSend(address account) external view returns (bool) {
        return _standings[account].sends();
    }

    /// @inheritdoc IParties
    function canReceive(address account) external view returns (bool) {
        return _standings[account].receives();
    }

    /// @inheritdoc IParties
    function hasRoles(address account, uint16 roles) external view returns (bool) {
        return _standings[account].actsAs(roles);
    }

    /// @inheritdoc IParties
    function predict(Admission calldata admission) external view returns (address) {
        return Clones.predictDeterministicAddress(accountImplementation, _salt(admission));
    }

    /// @inheritdoc IParties
    function possessionDigestOf(EntityId entity, address signer) public view returns (bytes32) {
        return TypedData.digest(NAME, network, keccak256(abi.encode(POSSESSION, entity, signer)));
    }

    /// Nobody's standing need not be read.
    function _standingOf(address account) private view returns (Standing s) {
        if (account != address(0)) s = _standings[account];
    }

    /// What a stranger says of itself is not worth recording.
    function _intentUnder(Standing standing, address actor) private view returns (IntentId intent) {
        if (Standing.unwrap(standing) != 0) intent = IntentId.wrap(_intentOf(actor).tload());
    }

    function _known(address account) private view returns (Standing s) {
        s = _standings[account];
        require(s.isAccount(), NotAnAccount(account));
    }

    /// Who overrides a party, and under which of its intents.
    function _author() private view returns (IPartyAccount.Author memory) {
        (, IntentId intent) = actorOf(msg.sender);
        return IPartyAccount.Author(msg.sender, intent);
    }

    function _intentOf(address actor) private pure returns (TransientSlot.Bytes32Slot) {
        return bytes32(uint256(uint160(actor))).asBytes32();
    }

    function _checkPossession(
        EntityId entity,
        IPartyAccount.Signer[] calldata signers,
        bytes[] calldata possession
    ) private view {
        require(possession.length == signers.length, WrongPossessionCount(possession.length, signers.length));
        for (uint256 i = 0; i < signers.length; ++i) {
            address key = signers[i].key;
            (address recovered, , ) = ECDSA.tryRecoverCalldata(possessionDigestOf(entity, key), possession[i]);
            require(recovered == key && key != address(0), NoPossession(key));
        }
    }

    function _salt(Admission calldata admission) private pure returns (bytes32) {
        return keccak256(abi.encode(admission.entity, admission.signers, admission.threshold));
    }
}
