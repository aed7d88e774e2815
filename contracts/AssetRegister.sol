// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAssets} from "./interfaces/IAssets.sol";
import {IParties} from "./interfaces/IParties.sol";
import {AssetId, IntentId} from "./interfaces/Types.sol";
import {History} from "./libraries/History.sol";
import {Standing} from "./libraries/Standings.sol";

/// @title Entries of the asset register, see {IAssets}
abstract contract AssetRegister is IAssets, AccessManaged {
    // The statuses in which each act is possible, as bit sets: the one table of transitions.
    uint256 private constant REGISTRABLE = (1 << uint8(Status.NONE)) | (1 << uint8(Status.REJECTED));
    uint256 private constant UNVERIFIED = 1 << uint8(Status.PENDING);
    uint256 private constant IN_FORCE = (1 << uint8(Status.PENDING)) | (1 << uint8(Status.VERIFIED));
    /// A right that has expired can still be declared void from its beginning.
    uint256 private constant VOIDABLE = IN_FORCE | (1 << uint8(Status.EXPIRED));
    uint256 private constant RESTORABLE = (1 << uint8(Status.EXPIRED)) | (1 << uint8(Status.INVALIDATED));

    uint256 internal constant MOST_OWNERS = 8;

    IParties public immutable parties;

    mapping(AssetId id => Asset) internal _assets;
    mapping(AssetId id => Owner[]) internal _owners;
    mapping(AssetId id => mapping(bytes32 terms => mapping(address by => bool))) private _agreed;
    mapping(AssetId id => bytes32) private _heads;

    constructor(address authority, IParties parties_) AccessManaged(authority) {
        parties = parties_;
    }

    /// @inheritdoc IAssets
    function register(Registration calldata r) external returns (AssetId id) {
        require(r.office != 0 && r.number != 0, NoNumber());
        id = idOf(r.office, r.kind, r.number);
        Asset memory a = _assets[id];
        require((1 << uint8(a.status)) & REGISTRABLE != 0, AssetExists(id));
        require(r.documentRoot != 0, NoEvidence(id));
        _checkTerm(r.term);
        (a.office, a.kind, a.stage, a.status) = (r.office, r.kind, r.stage, Status.PENDING);
        (a.basis, a.expiresAt) = (r.term.termBasis, r.term.expiresAt);
        (a.feesPaidUntil, a.hasSameDayInvention) = (r.feesPaidUntil, r.hasSameDayInvention);
        a.title += 1;
        a.seq += 1;
        _assets[id] = a;
        _setOwners(id, r.owners);
        require(_isOwner(id, msg.sender), NotAnOwner(id, msg.sender));
        _append(id, _registered(id, a, r));
    }

    /// @inheritdoc IAssets
    function transfer(AssetId id, Owner[] calldata owners, bytes32 document) external {
        Asset memory a = _known(id);
        _requireStatus(id, IN_FORCE, Status.PENDING);
        require(document != 0, NoEvidence(id));
        address[] memory concerned = _concerned(id);
        bytes32 terms = keccak256(abi.encode(a.title, owners, document));
        mapping(address by => bool) storage agreed = _agreed[id][terms];
        require(!agreed[msg.sender], AlreadyAgreed(id, msg.sender));
        agreed[msg.sender] = true;
        bool isConcerned;
        bool isComplete = true;
        for (uint256 i = 0; i < concerned.length; ++i) {
            if (concerned[i] == msg.sender) isConcerned = true;
            if (!agreed[concerned[i]]) isComplete = false;
        }
        require(isConcerned, NotConcerned(id, msg.sender));
        _tell(id, TransferAgreed.selector, abi.encode(msg.sender, terms));
        if (isComplete) _transfer(id, owners, document);
    }

    /// @inheritdoc IAssets
    function verify(AssetId id, bytes32 evidence) external restricted {
        _move(id, UNVERIFIED, Status.VERIFIED);
        _assets[id].wasVerified = true;
        _tellOf(id, AssetVerified.selector, evidence);
    }

    /// @inheritdoc IAssets
    function reject(AssetId id, bytes32 reason) external restricted {
        _move(id, _known(id).wasVerified ? 0 : UNVERIFIED, Status.REJECTED);
        _tellOf(id, AssetRejected.selector, reason);
    }

    /// @inheritdoc IAssets
    function recordStage(AssetId id, Stage stage, bytes32 evidence) external restricted {
        _known(id).stage = stage;
        _tellFact(id, StageRecorded.selector, uint256(stage), evidence);
    }

    /// @inheritdoc IAssets
    function recordTerm(AssetId id, Term calldata term) external restricted {
        Asset storage a = _known(id);
        _checkTerm(term);
        require(term.source != 0, NoEvidence(id));
        (a.basis, a.expiresAt) = (term.termBasis, term.expiresAt);
        _tell(id, TermRecorded.selector, abi.encode(term));
    }

    /// @inheritdoc IAssets
    function recordFees(AssetId id, uint40 paidUntil, bytes32 evidence) external restricted {
        _known(id).feesPaidUntil = paidUntil;
        _tellFact(id, FeesRecorded.selector, paidUntil, evidence);
    }

    /// @inheritdoc IAssets
    function recordContest(AssetId id, bool isContested, bytes32 evidence) external restricted {
        _known(id).isContested = isContested;
        _tellFact(id, ContestRecorded.selector, isContested ? 1 : 0, evidence);
    }

    /// @inheritdoc IAssets
    function recordRestraint(AssetId id, bool isWithheld, bytes32 evidence) external restricted {
        _known(id).isWithheld = isWithheld;
        _tellFact(id, RestraintRecorded.selector, isWithheld ? 1 : 0, evidence);
    }

    /// @inheritdoc IAssets
    function expire(AssetId id, bytes32 evidence) external restricted {
        _move(id, IN_FORCE, Status.EXPIRED);
        _tellOf(id, AssetExpired.selector, evidence);
    }

    /// @inheritdoc IAssets
    function invalidate(AssetId id, bytes32 evidence) external restricted {
        _move(id, VOIDABLE, Status.INVALIDATED);
        _tellOf(id, AssetInvalidated.selector, evidence);
    }

    /// @inheritdoc IAssets
    function restore(AssetId id, bytes32 evidence) external restricted {
        _move(id, RESTORABLE, Status.PENDING);
        _tellOf(id, AssetRestored.selector, evidence);
    }

    /// @inheritdoc IAssets
    function assetOf(AssetId id) external view returns (Asset memory) {
        return _assets[id];
    }

    /// @inheritdoc IAssets
    function ownersOf(AssetId id) external view returns (Owner[] memory) {
        return _owners[id];
    }

    /// @inheritdoc IAssets
    function hasAgreed(AssetId id, bytes32 terms, address account) external view returns (bool) {
        return _agreed[id][terms][account];
    }

    /// @inheritdoc IAssets
    function headOf(AssetId id) external view returns (bytes32) {
        return _heads[id];
    }

    /// @inheritdoc IAssets
    function isUsable(AssetId id) public view returns (bool) {
        Asset memory a = _assets[id];
        bool isVerified = a.status == Status.VERIFIED && a.stage == Stage.GRANTED && !a.isWithheld;
        return isVerified && !_isPast(a) && a.basis != Basis.UNKNOWN && block.timestamp <= a.feesPaidUntil;
    }

    /// @inheritdoc IAssets
    function idOf(bytes2 office, Kind kind, bytes32 number) public pure returns (AssetId) {
        return AssetId.wrap(keccak256(abi.encode(office, kind, number)));
    }

    /// The accounts that must agree before the asset changes hands.
    function _concerned(AssetId id) internal view virtual returns (address[] memory);

    function _transfer(AssetId id, Owner[] calldata owners, bytes32 document) internal {
        Asset storage a = _known(id);
        _move(id, IN_FORCE, Status.PENDING);
        require(!a.isWithheld, TitleWithheld(id));
        uint32 title = a.title += 1;
        _setOwners(id, owners);
        uint32 seq = a.seq += 1;
        bytes memory arguments = abi.encode(seq, _intent(), owners, title, document);
        _append(id, bytes.concat(OwnershipTransferred.selector, AssetId.unwrap(id), arguments));
    }

    /// Adds an event to the asset's history. @param arguments What follows the intent, without anything dynamic.
    function _tell(AssetId id, bytes32 topic, bytes memory arguments) internal {
        uint32 seq = _assets[id].seq += 1;
        _append(id, bytes.concat(abi.encode(topic, id, seq, _intent()), arguments));
    }

    function _known(AssetId id) internal view returns (Asset storage a) {
        a = _assets[id];
        require(a.status != Status.NONE, UnknownAsset(id));
    }

    function _isOwner(AssetId id, address account) internal view returns (bool) {
        Owner[] storage owners = _owners[id];
        for (uint256 i = 0; i < owners.length; ++i) {
            if (owners[i].account == account) return true;
        }
        return false;
    }

    /// Whether the term has run out, recorded or not.
    function _isPast(Asset memory a) internal view returns (bool) {
        return a.expiresAt != 0 && block.timestamp > a.expiresAt;
    }

    /// The intent under which the caller, who must be free to act, acts.
    function _intent() internal view returns (IntentId intent) {
        Standing standing;
        (standing, intent) = parties.actorOf(msg.sender);
        require(standing.sends(), CannotTakePart(msg.sender));
    }

    function _append(AssetId id, bytes memory entry) private {
        _heads[id] = History.append(_heads[id], entry);
    }

    function _tellOf(AssetId id, bytes32 topic, bytes32 evidence) private {
        require(evidence != 0, NoEvidence(id));
        _tell(id, topic, abi.encode(evidence));
    }

    function _tellFact(AssetId id, bytes32 topic, uint256 fact, bytes32 evidence) private {
        require(evidence != 0, NoEvidence(id));
        _tell(id, topic, abi.encode(fact, evidence));
    }

    function _move(AssetId id, uint256 from, Status to) private {
        _requireStatus(id, from, to);
        _assets[id].status = to;
    }

    function _setOwners(AssetId id, Owner[] calldata owners) private {
        require(owners.length != 0 && owners.length <= MOST_OWNERS, OwnersOutOfRange(owners.length, MOST_OWNERS));
        delete _owners[id];
        for (uint256 i = 0; i < owners.length; ++i) {
            address account = owners[i].account;
            bool isNew = owners[i].parts != 0 && !_isOwner(id, account);
            require(isNew && parties.canReceive(account), BadOwner(account));
            _owners[id].push(owners[i]);
        }
    }

    function _registered(AssetId id, Asset memory a, Registration calldata r) private view returns (bytes memory) {
        bytes memory arguments = abi.encode(
            a.seq,
            _intent(),
            msg.sender,
            r.office,
            r.kind,
            r.number,
            r.stage,
            r.term,
            r.feesPaidUntil,
            r.hasSameDayInvention,
            r.owners,
            a.title,
            r.documentRoot
        );
        return bytes.concat(AssetRegistered.selector, AssetId.unwrap(id), arguments);
    }

    function _requireStatus(AssetId id, uint256 from, Status to) private view {
        Status status = _known(id).status;
        require((1 << uint8(status)) & from != 0, ForbiddenAssetTransition(id, status, to));
    }

    function _checkTerm(Term calldata term) private pure {
        bool isEndless = term.termBasis == Basis.UNKNOWN || term.termBasis == Basis.UNLIMITED;
        require(isEndless == (term.expiresAt == 0), BadTerm(term.expiresAt, term.termBasis));
    }
}
