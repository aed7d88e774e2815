// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ILiens} from "./interfaces/ILiens.sol";
import {IParties} from "./interfaces/IParties.sol";
import {ISalesEvents} from "./interfaces/ISalesEvents.sol";
import {AssetId, Currency, LienId} from "./interfaces/Types.sol";
import {Notices} from "./libraries/Roles.sol";
import {AssetRegister} from "./AssetRegister.sol";

/// @title Assets and the liens on them, see {AssetRegister} and {ILiens}
contract Assets is ILiens, ISalesEvents, AssetRegister {
    /// Bounds the look at seniors, which a lender's contract pays for.
    uint256 private constant MOST_LIENS = 8;

    mapping(LienId lien => Lien) private _liens;
    mapping(LienId lien => mapping(address by => bool)) private _consents;
    /// Active liens by asset, in their rank.
    mapping(AssetId id => LienId[]) private _ranked;
    uint256 private _lastLien;

    constructor(address authority, IParties parties_) AssetRegister(authority, parties_) {}

    /// @inheritdoc ILiens
    function propose(Proposal calldata p) external returns (LienId lien) {
        AssetId id = p.asset;
        Asset memory a = _known(id);
        require(_isOwner(id, msg.sender), NotAnOwner(id, msg.sender));
        bool isComplete = p.amount != 0 && p.debtDueAt != 0 && p.debt != 0 && p.documentRoot != 0;
        require(isComplete && Currency.unwrap(p.currency) != 0, ContractIncomplete(id));
        require(p.notices & ~Notices.ALL == 0, UnknownNotice(p.notices));
        require(parties.canReceive(p.lender) || parties.isSealed(p.lender), BadLender(p.lender));
        require(!_isOwner(id, p.lender), BadLender(p.lender));
        Lien memory record = Lien({
            asset: id,
            lender: p.lender,
            amount: p.amount,
            lienKind: p.lienKind,
            status: LienStatus.PROPOSED,
            currency: p.currency,
            debtDueAt: p.debtDueAt,
            notices: p.notices,
            title: a.title,
            officialAt: 0,
            sequence: 0,
            debt: p.debt
        });
        _requirePledgeable(record);

        lien = LienId.wrap(++_lastLien);
        _liens[lien] = record;
        _consents[lien][msg.sender] = true;
        _tell(id, LienProposed.selector, abi.encode(lien, msg.sender, p, a.title));
    }

    /// @inheritdoc ILiens
    function consent(LienId lien) external {
        Lien storage record = _inStatus(lien, LienStatus.PROPOSED);
        _requireParty(lien, record);
        _requireSameOwners(lien, record);
        require(!_consents[lien][msg.sender], AlreadyConsented(lien, msg.sender));
        _consents[lien][msg.sender] = true;
        bool isComplete = _missing(lien, record) == address(0);
        if (isComplete) record.status = LienStatus.CONSENTED;
        _tell(record.asset, LienConsented.selector, abi.encode(lien, msg.sender, isComplete));
    }

    /// @inheritdoc ILiens
    function withdraw(LienId lien, bytes32 reason) external {
        Lien storage record = _unregistered(lien);
        _requireParty(lien, record);
        record.status = LienStatus.WITHDRAWN;
        _tell(record.asset, LienWithdrawn.selector, abi.encode(lien, msg.sender, reason));
    }

    /// @inheritdoc ILiens
    function refuse(LienId lien, bytes32 reason) external restricted {
        Lien storage record = _unregistered(lien);
        require(reason != 0, NoEvidence(record.asset));
        record.status = LienStatus.REFUSED;
        _tell(record.asset, LienRefused.selector, abi.encode(lien, reason));
    }

    /// @inheritdoc ILiens
    function activate(LienId lien, Entry calldata entry) external restricted {
        Lien storage record = _unregistered(lien);
        _requireSameOwners(lien, record);
        address missing = _missing(lien, record);
        require(missing == address(0), ConsentMissing(lien, missing));
        bool isWhole = entry.register != 0 && entry.number != 0 && entry.documentHash != 0 && entry.officialAt != 0;
        require(isWhole, NoEntry(lien));
        require(entry.officialAt <= block.timestamp, OfficialInstantAhead(lien, entry.officialAt));
        _requirePledgeable(record);

        (record.officialAt, record.sequence) = (entry.officialAt, entry.sequence);
        record.status = LienStatus.ACTIVE;
        uint256 rank = _insert(lien, record);
        _tell(record.asset, LienActivated.selector, abi.encode(lien, entry, rank));
    }

    /// @inheritdoc ILiens
    function release(LienId lien, bytes32 document) external {
        Lien storage record = _inStatus(lien, LienStatus.ACTIVE);
        require(msg.sender == record.lender, NotTheLender(lien, msg.sender));
        require(document != 0, NoEvidence(record.asset));
        _release(lien, record, document);
    }

    /// @inheritdoc ILiens
    function enforce(
        LienId lien,
        Owner[] calldata owners,
        LienId[] calldata discharged,
        bytes32 evidence
    ) external restricted {
        Lien storage record = _inStatus(lien, LienStatus.ACTIVE);
        AssetId id = record.asset;
        require(evidence != 0, NoEvidence(id));
        record.status = LienStatus.ENFORCED;
        _remove(lien, id);
        _tell(id, LienEnforced.selector, abi.encode(lien, evidence));
        for (uint256 i = 0; i < discharged.length; ++i) {
            Lien storage other = _inStatus(discharged[i], LienStatus.ACTIVE);
            require(_isSame(other.asset, id), NotOnAsset(discharged[i], id));
            _release(discharged[i], other, evidence);
        }
        _transfer(id, owners, evidence);
    }

    /// @inheritdoc ILiens
    function note(AssetId id, bytes32 topic, bytes calldata arguments) external restricted {
        _known(id);
        _tell(id, topic, arguments);
    }

    /// @inheritdoc ILiens
    function lienOf(LienId lien) external view returns (Lien memory) {
        return _liens[lien];
    }

    /// @inheritdoc ILiens
    function liensOf(AssetId id) external view returns (LienId[] memory) {
        return _ranked[id];
    }

    /// @inheritdoc ILiens
    function hasConsented(LienId lien, address account) external view returns (bool) {
        return _consents[lien][account];
    }

    /// @inheritdoc ILiens
    function rankOf(LienId lien) external view returns (uint8) {
        return collateralOf(lien).rank;
    }

    /// @inheritdoc ILiens
    function collateralOf(LienId lien) public view returns (Collateral memory c) {
        Lien memory record = _liens[lien];
        (c.asset, c.lender, c.debt) = (record.asset, record.lender, record.debt);
        (c.currency, c.amount) = (record.currency, record.amount);
        c.isActive = record.status == LienStatus.ACTIVE;
        c.isUsable = isUsable(record.asset);
        if (!c.isActive) return c;
        LienId[] storage ranked = _ranked[record.asset];
        while (LienId.unwrap(ranked[c.rank++]) != LienId.unwrap(lien)) {
            Lien storage senior = _liens[ranked[c.rank - 1]];
            if (Currency.unwrap(senior.currency) == Currency.unwrap(record.currency)) c.seniorAmount += senior.amount;
            else c.hasOtherSeniors = true;
        }
    }

    /// @inheritdoc AssetRegister
    function _concerned(AssetId id) internal view override returns (address[] memory accounts) {
        Owner[] storage owners = _owners[id];
        LienId[] storage ranked = _ranked[id];
        accounts = new address[](owners.length + ranked.length);
        for (uint256 i = 0; i < owners.length; ++i) accounts[i] = owners[i].account;
        for (uint256 i = 0; i < ranked.length; ++i) accounts[owners.length + i] = _liens[ranked[i]].lender;
    }

    function _release(LienId lien, Lien storage record, bytes32 document) private {
        record.status = LienStatus.RELEASED;
        _remove(lien, record.asset);
        _tell(record.asset, LienReleased.selector, abi.encode(lien, msg.sender, document));
    }

    /// Puts the lien where its official registration stands among the others'. @return rank From 1.
    function _insert(LienId lien, Lien storage record) private returns (uint256 rank) {
        LienId[] storage ranked = _ranked[record.asset];
        require(ranked.length < MOST_LIENS, TooManyLiens(record.asset, MOST_LIENS));
        ranked.push(lien);
        rank = ranked.length;
        for (; rank > 1; --rank) {
            LienId before = ranked[rank - 2];
            int256 order = _compare(_liens[before], record);
            require(order != 0, RankTaken(lien, before));
            if (order < 0) break;
            ranked[rank - 1] = before;
        }
        ranked[rank - 1] = lien;
    }

    /// Those behind the lien move up and keep their order.
    function _remove(LienId lien, AssetId id) private {
        LienId[] storage ranked = _ranked[id];
        uint256 place;
        while (LienId.unwrap(ranked[place]) != LienId.unwrap(lien)) ++place;
        for (; place + 1 < ranked.length; ++place) ranked[place] = ranked[place + 1];
        ranked.pop();
    }

    function _unregistered(LienId lien) private view returns (Lien storage record) {
        record = _liens[lien];
        require(record.status != LienStatus.NONE, UnknownLien(lien));
        require(record.status != LienStatus.REFUSED, Refused(lien));
        bool isOpen = record.status == LienStatus.PROPOSED || record.status == LienStatus.CONSENTED;
        require(isOpen, WrongLienStatus(lien, record.status));
    }

    function _inStatus(LienId lien, LienStatus status) private view returns (Lien storage record) {
        record = _liens[lien];
        require(record.status != LienStatus.NONE, UnknownLien(lien));
        require(record.status == status, WrongLienStatus(lien, record.status));
    }

    function _requireParty(LienId lien, Lien storage record) private view {
        require(msg.sender == record.lender || _isOwner(record.asset, msg.sender), NotALienParty(lien, msg.sender));
    }

    function _requireSameOwners(LienId lien, Lien storage record) private view {
        uint32 title = _assets[record.asset].title;
        require(record.title == title, OwnersChanged(lien, record.title, title));
    }

    /// @return The first who has not consented: an owner, the lender, or nobody.
    function _missing(LienId lien, Lien storage record) private view returns (address) {
        Owner[] storage owners = _owners[record.asset];
        for (uint256 i = 0; i < owners.length; ++i) {
            if (!_consents[lien][owners[i].account]) return owners[i].account;
        }
        return _consents[lien][record.lender] ? address(0) : record.lender;
    }

    /// The grounds on which an office refuses, asked when a lien is proposed and again when it is registered.
    function _requirePledgeable(Lien memory record) private view {
        AssetId id = record.asset;
        Asset memory a = _assets[id];
        bool isEnded = a.status == Status.EXPIRED || a.status == Status.INVALIDATED || _isPast(a);
        require(!isEnded, RightEnded(id, a.status, a.expiresAt));
        require(a.stage == Stage.GRANTED, NotGranted(id, a.stage));
        require(a.status == Status.VERIFIED, NotVerified(id, a.status));
        require(!a.isWithheld, TitleWithheld(id));
        require(block.timestamp <= a.feesPaidUntil, FeesUnpaid(id, a.feesPaidUntil));
        require(a.basis != Basis.UNKNOWN, TermUnknown(id));
        bool isWithin = a.expiresAt == 0 || record.debtDueAt <= a.expiresAt;
        require(isWithin, DebtOutlivesRight(id, record.debtDueAt, a.expiresAt));
        bool isInsisted = !a.isContested || record.notices & Notices.INVALIDATION_PENDING != 0;
        require(isInsisted, InvalidationPending(id));
        isInsisted = !a.hasSameDayInvention || record.notices & Notices.SAME_DAY_INVENTION != 0;
        require(isInsisted, SameDayInvention(id));
        LienId[] storage ranked = _ranked[id];
        if (ranked.length == 0) return;
        bool isExclusive = record.lienKind == LienKind.PLEDGE || _liens[ranked[0]].lienKind == LienKind.PLEDGE;
        require(!isExclusive, AlreadyPledged(id, ranked[0]));
    }

    function _isSame(AssetId one, AssetId other) private pure returns (bool) {
        return AssetId.unwrap(one) == AssetId.unwrap(other);
    }

    /// @return Negative if the first was registered before the second, zero for the same place.
    function _compare(Lien storage first, Lien storage second) private view returns (int256) {
        if (first.officialAt != second.officialAt) return first.officialAt < second.officialAt ? -1 : int256(1);
        if (first.sequence != second.sequence) return first.sequence < second.sequence ? -1 : int256(1);
        return 0;
    }
}
