// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IPartyAccount} from "./interfaces/IPartyAccount.sol";
import {EntityId} from "./interfaces/Types.sol";
import {TypedData} from "./libraries/TypedData.sol";
import {PartyAccount} from "./PartyAccount.sol";

/// @title Parties, see {IParties}
contract Parties is IParties, AccessManaged {
    bytes32 private constant NAME = keccak256("Tallystick Parties");
    bytes32 private constant POSSESSION = keccak256("Possession(bytes32 entity,address signer)");

    bytes32 public immutable network;
    address public immutable accountImplementation;

    mapping(address account => Party) private _parties;
    mapping(EntityId entity => address) private _accounts;

    constructor(address authority, bytes32 network_) AccessManaged(authority) {
        network = network_;
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
        _accounts[entity] = account;
        _parties[account] = Party({
            entity: entity,
            roles: admission.roles,
            country: admission.country,
            validUntil: admission.validUntil,
            frozen: false,
            sealed_: false
        });
        emit PartyAdmitted(entity, account, admission.roles, admission.country, admission.validUntil);
        IPartyAccount(account).initialise(admission.signers, admission.threshold);
    }

    /// @inheritdoc IParties
    function update(address account, uint16 roles, uint40 validUntil) external restricted {
        require(isAccount(account), NotAnAccount(account));
        require(validUntil != 0, EmptyAdmission(_parties[account].entity));
        _parties[account].roles = roles;
        _parties[account].validUntil = validUntil;
        emit PartyUpdated(account, roles, validUntil);
    }

    /// @inheritdoc IParties
    function freeze(address account, bytes32 reason) external restricted {
        require(isAccount(account), NotAnAccount(account));
        require(!_parties[account].frozen, PartyIsFrozen(account));
        _parties[account].frozen = true;
        emit PartyFrozen(account, reason);
    }

    /// @inheritdoc IParties
    function unfreeze(address account, bytes32 reason) external restricted {
        require(_parties[account].frozen, PartyNotFrozen(account));
        _parties[account].frozen = false;
        emit PartyUnfrozen(account, reason);
    }

    /// @inheritdoc IParties
    function seal(address system) external restricted {
        require(!isSealed(system) && !isAccount(system), AlreadySealed(system));
        require(system.code.length != 0, NotAContract(system));
        _parties[system].sealed_ = true;
        emit SystemSealed(system);
    }

    /// @inheritdoc IParties
    function party(address account) external view returns (Party memory) {
        return _parties[account];
    }

    /// @inheritdoc IParties
    function accountOf(EntityId entity) external view returns (address) {
        return _accounts[entity];
    }

    /// @inheritdoc IParties
    function isAccount(address account) public view returns (bool) {
        return _parties[account].validUntil != 0;
    }

    /// @inheritdoc IParties
    function isSealed(address account) public view returns (bool) {
        return _parties[account].sealed_;
    }

    /// @inheritdoc IParties
    function canSend(address account) external view returns (bool) {
        Party storage p = _parties[account];
        return p.sealed_ || (p.validUntil != 0 && !p.frozen);
    }

    /// @inheritdoc IParties
    function canReceive(address account) external view returns (bool) {
        Party storage p = _parties[account];
        return block.timestamp <= p.validUntil && !p.frozen;
    }

    /// @inheritdoc IParties
    function hasRoles(address account, uint16 roles) external view returns (bool) {
        Party storage p = _parties[account];
        return p.roles & roles == roles && block.timestamp <= p.validUntil && !p.frozen;
    }

    /// @inheritdoc IParties
    function predict(Admission calldata admission) external view returns (address) {
        return Clones.predictDeterministicAddress(accountImplementation, _salt(admission));
    }

    /// @inheritdoc IParties
    function possessionDigestOf(EntityId entity, address signer) public view returns (bytes32) {
        return TypedData.digest(NAME, network, keccak256(abi.encode(POSSESSION, entity, signer)));
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
