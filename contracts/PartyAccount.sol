// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IPartyAccount} from "./interfaces/IPartyAccount.sol";
import {IntentId, RecoveryId} from "./interfaces/Types.sol";
import {Bubble} from "./libraries/Bubble.sol";
import {History} from "./libraries/History.sol";
import {TypedData} from "./libraries/TypedData.sol";

/// @title PartyAccount, see {IPartyAccount}
contract PartyAccount is IPartyAccount {
    bytes32 private constant NAME = keccak256("Tallystick Account");
    bytes32 private constant CALL = keccak256("Call(address target,bytes data)");
    bytes32 private constant INTENT = keccak256(
        "Intent(bytes32 id,uint48 deadline,uint64 gas,uint32 epoch,Call[] calls)Call(address target,bytes data)"
    );
    bytes32 private constant CANCEL = keccak256("Cancel(bytes32 id,uint48 deadline,uint32 epoch)");

    uint256 private constant DONE = 1;
    uint256 private constant FAILED = 2;
    uint256 private constant CANCELLED = 3;
    /// Kept back when the calls get their gas: enough to record the outcome, with a reason of 256 bytes.
    uint256 private constant RESERVE = 20_000;
    uint256 private constant MAX_SIGNERS = 16;

    IParties public immutable parties;
    bytes32 public immutable network;

    mapping(IntentId id => bytes32) private _outcomes;
    mapping(uint32 epoch => mapping(address key => Custody)) private _custody;
    bytes32 public head;
    uint32 public epoch;
    uint32 public sequence;
    uint8 public threshold;
    Recovery private _recovery;
    IntentId private transient _current;

    constructor(bytes32 network_) {
        parties = IParties(msg.sender);
        network = network_;
        // What the clones delegate to is nobody's account: without signers, a threshold of zero would be met by nothing.
        threshold = 1;
        epoch = 1;
    }

    modifier onlyParties() {
        require(msg.sender == address(parties), OnlyParties(msg.sender));
        _;
    }

    modifier onlySelf() {
        require(msg.sender == address(this), OnlySelf(msg.sender));
        _;
    }

    /// @inheritdoc IPartyAccount
    function initialise(Signer[] calldata signers, uint8 threshold_) external onlyParties {
        require(epoch == 0, AlreadyInitialised());
        _setSigners(signers, threshold_);
    }

    /// @inheritdoc IPartyAccount
    function execute(Intent calldata intent, bytes calldata signatures) external returns (bool succeeded) {
        _checkFresh(intent.id, intent.deadline, intent.epoch);
        bytes32 intentHash = _hash(intent);
        _checkSignatures(TypedData.digest(NAME, network, intentHash), signatures);

        // Consumed before and outside of the calls: whatever they do, the intent can never run again.
        _outcomes[intent.id] = _outcome(intentHash, FAILED);
        _current = intent.id;
        parties.enter(intent.id);
        bytes memory calls = abi.encodeCall(this.run, (intent.calls));
        // Measured after all that costs more for a larger intent: from here on the reserve is enough.
        uint256 available = gasleft();
        available -= available / 64;
        require(available >= intent.gas + RESERVE, InsufficientGas(available, intent.gas + RESERVE));
        bytes memory reason;
        (succeeded, reason) = Bubble.tryCall(address(this), intent.gas, calls);
        _current = IntentId.wrap(0);

        if (succeeded) {
            _outcomes[intent.id] = _outcome(intentHash, DONE);
            emit IntentDone(intent.id, intentHash);
        } else {
            emit IntentFailed(intent.id, intentHash, reason);
        }
    }

    /// @inheritdoc IPartyAccount
    function cancel(IntentId id, uint48 deadline, bytes calldata signatures) external {
        _checkFresh(id, deadline, epoch);
        bytes32 structHash = _cancelHash(id, deadline);
        _checkSignatures(TypedData.digest(NAME, network, structHash), signatures);
        _outcomes[id] = _outcome(structHash, CANCELLED);
        emit IntentCancelled(id);
    }

    /// @inheritdoc IPartyAccount
    function run(Call[] calldata calls) external onlySelf {
        for (uint256 i = 0; i < calls.length; ++i) {
            address target = calls[i].target;
            bytes4 selector = bytes4(calls[i].data);
            if (target == address(this)) require(_isForSelf(selector), ForbiddenSelfCall(selector));
            if (target == address(parties)) require(selector != IParties.enter.selector, ForbiddenEntry());
            require(target.code.length != 0, NoCode(target));
            (bool ok, bytes memory answer) = Bubble.tryCall(target, gasleft(), calls[i].data);
            if (!ok) Bubble.revertWith(answer);
        }
    }

    /// @inheritdoc IPartyAccount
    function setSigners(Signer[] calldata signers, uint8 threshold_) external onlySelf {
        _setSigners(signers, threshold_);
    }

    /// @inheritdoc IPartyAccount
    function proposeRecovery(
        Signer[] calldata signers,
        uint8 threshold_,
        bytes32 reason,
        Author calldata author
    ) external onlyParties returns (RecoveryId id) {
        Recovery memory last = _recovery;
        require(!_isOpen(last), WrongRecoveryState(last.id, last.state));
        _checkSigners(signers, threshold_);
        uint32 number = last.number + 1;
        id = _recoveryId(number, signers, threshold_);
        _recovery = Recovery(id, number, 0, RecoveryState.PROPOSED);
        _append(RecoveryProposed.selector, id, abi.encode(++sequence, author, reason, threshold_, signers));
    }

    /// @inheritdoc IPartyAccount
    function confirmRecovery(RecoveryId id, uint48 executableAt, Author calldata author) external onlyParties {
        Recovery memory last = _present(id);
        require(last.state == RecoveryState.PROPOSED, WrongRecoveryState(id, last.state));
        _recovery.state = RecoveryState.CONFIRMED;
        _recovery.executableAt = executableAt;
        _append(RecoveryConfirmed.selector, id, abi.encode(++sequence, author, executableAt));
    }

    /// @inheritdoc IPartyAccount
    function cancelRecovery(RecoveryId id, bytes32 reason) external onlySelf {
        require(parties.canSend(address(this)), FrozenPartyCannotCancel(id));
        _cancelRecovery(id, reason, Author(address(this), _current));
    }

    /// @inheritdoc IPartyAccount
    function revokeRecovery(RecoveryId id, bytes32 reason, Author calldata author) external onlyParties {
        _cancelRecovery(id, reason, author);
    }

    /// @inheritdoc IPartyAccount
    /// @dev Bound to no epoch: a thief who changes the signers while the delay runs gains nothing by it.
    function executeRecovery(RecoveryId id, Signer[] calldata signers, uint8 threshold_) external {
        Recovery memory last = _present(id);
        require(last.state == RecoveryState.CONFIRMED, WrongRecoveryState(id, last.state));
        require(block.timestamp >= last.executableAt, RecoveryTooEarly(id, last.executableAt));
        RecoveryId given = _recoveryId(last.number, signers, threshold_);
        require(RecoveryId.unwrap(given) == RecoveryId.unwrap(id), WrongRecovery(given, id));
        _recovery.state = RecoveryState.EXECUTED;
        (, IntentId intent) = parties.actorOf(msg.sender);
        _append(RecoveryExecuted.selector, id, abi.encode(++sequence, Author(msg.sender, intent)));
        _setSigners(signers, threshold_);
    }

    /// @inheritdoc IPartyAccount
    function currentIntent() external view returns (IntentId) {
        return _current;
    }

    /// @inheritdoc IPartyAccount
    function outcomeOf(IntentId id) external view returns (bytes32) {
        return _outcomes[id];
    }

    /// @inheritdoc IPartyAccount
    function custodyOf(address key) external view returns (Custody) {
        return _custody[epoch][key];
    }

    /// @inheritdoc IPartyAccount
    function recovery() external view returns (Recovery memory) {
        return _recovery;
    }

    /// @inheritdoc IPartyAccount
    function digestOf(Intent calldata intent) external view returns (bytes32) {
        return TypedData.digest(NAME, network, _hash(intent));
    }

    /// @inheritdoc IPartyAccount
    function cancelDigestOf(IntentId id, uint48 deadline) external view returns (bytes32) {
        return TypedData.digest(NAME, network, _cancelHash(id, deadline));
    }

    function _checkFresh(IntentId id, uint256 deadline, uint256 signedEpoch) private view {
        require(IntentId.unwrap(_current) == 0, IntentInProgress(_current));
        require(IntentId.unwrap(id) != 0, ZeroIntent());
        require(_outcomes[id] == 0, IntentConsumed(id));
        require(block.timestamp <= deadline, IntentExpired(id, deadline));
        require(signedEpoch == epoch, StaleEpoch(signedEpoch, epoch));
    }

    function _checkSignatures(bytes32 digest, bytes calldata signatures) private view {
        uint256 needed = threshold;
        require(signatures.length == needed * 65, WrongSignatureCount(signatures.length, needed));
        address previous = address(0);
        for (uint256 i = 0; i < needed; ++i) {
            bytes calldata signature = signatures[i * 65:i * 65 + 65];
            (address signer, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(digest, signature);
            require(problem == ECDSA.RecoverError.NoError, MalformedSignature(i));
            require(signer > previous, SignersNotAscending(previous, signer));
            require(_custody[epoch][signer] != Custody.NONE, NotASigner(signer));
            previous = signer;
        }
    }

    function _setSigners(Signer[] calldata signers, uint8 threshold_) private {
        _checkSigners(signers, threshold_);
        uint32 next = epoch + 1;
        for (uint256 i = 0; i < signers.length; ++i) _custody[next][signers[i].key] = signers[i].custody;
        epoch = next;
        threshold = threshold_;
        bytes memory data = abi.encode(++sequence, _current, threshold_, signers);
        head = History.append(head, bytes.concat(SignersChanged.selector, bytes32(uint256(next)), data));
    }

    function _cancelRecovery(RecoveryId id, bytes32 reason, Author memory author) private {
        Recovery memory last = _present(id);
        require(_isOpen(last), WrongRecoveryState(id, last.state));
        _recovery.state = RecoveryState.CANCELLED;
        _append(RecoveryCancelled.selector, id, abi.encode(++sequence, author, reason));
    }

    function _append(bytes32 topic, RecoveryId id, bytes memory data) private {
        head = History.append(head, bytes.concat(topic, RecoveryId.unwrap(id), data));
    }

    function _present(RecoveryId id) private view returns (Recovery memory last) {
        last = _recovery;
        require(RecoveryId.unwrap(last.id) == RecoveryId.unwrap(id), WrongRecovery(id, last.id));
    }

    function _recoveryId(uint32 number, Signer[] calldata signers, uint8 threshold_) private view returns (RecoveryId) {
        return RecoveryId.wrap(keccak256(abi.encode(address(this), number, threshold_, signers)));
    }

    function _checkSigners(Signer[] calldata signers, uint8 threshold_) private pure {
        uint256 count = signers.length;
        require(threshold_ != 0 && threshold_ <= count && count <= MAX_SIGNERS, BadThreshold(threshold_, count));
        for (uint256 i = 0; i < count; ++i) {
            address key = signers[i].key;
            bool isNew = key != address(0);
            for (uint256 j = 0; j < i && isNew; ++j) isNew = signers[j].key != key;
            require(isNew && signers[i].custody != Custody.NONE, BadSigner(key));
        }
    }

    function _isOpen(Recovery memory last) private pure returns (bool) {
        return last.state == RecoveryState.PROPOSED || last.state == RecoveryState.CONFIRMED;
    }

    function _isForSelf(bytes4 selector) private pure returns (bool) {
        return selector == IPartyAccount.setSigners.selector || selector == IPartyAccount.cancelRecovery.selector;
    }

    function _hash(Intent calldata intent) private pure returns (bytes32) {
        uint256 count = intent.calls.length;
        bytes32[] memory calls = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            calls[i] = keccak256(abi.encode(CALL, intent.calls[i].target, keccak256(intent.calls[i].data)));
        }
        bytes32 callsHash = keccak256(abi.encodePacked(calls));
        return keccak256(abi.encode(INTENT, intent.id, intent.deadline, intent.gas, intent.epoch, callsHash));
    }

    function _cancelHash(IntentId id, uint48 deadline) private view returns (bytes32) {
        return keccak256(abi.encode(CANCEL, id, deadline, epoch));
    }

    /// The hash and what became of it in one word, so that one storage proof ties an act to its signatures.
    function _outcome(bytes32 structHash, uint256 result) private pure returns (bytes32) {
        return bytes32((uint256(structHash) & ~uint256(3)) | result);
    }
}
