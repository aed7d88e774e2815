// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAssets} from "./interfaces/IAssets.sol";
import {ILiens} from "./interfaces/ILiens.sol";
import {IParties} from "./interfaces/IParties.sol";
import {ISalesEvents} from "./interfaces/ISalesEvents.sol";
import {AssetId, Currency, LienId} from "./interfaces/Types.sol";
import {Notices} from "./libraries/Roles.sol";
import {AssetRegister} from "./AssetRegister.sol";

/// @title Assets and the liens on them, see {IAssets} and {ILiens}
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
        Lien memory l = Lien({
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
        _requirePledgeable(l);

        lien = LienId.wrap(++_lastLien);
        _liens[lien] = l;
        _consents[lien][msg.sender] = true;
        _tell(id, LienProposed.selector, abi.encode(lien, msg.sender, p, a.title));
    }

    /// @inheritdoc ILiens
    function consent(LienId lien) external {
        Lien storage l = _inStatus(lien, LienStatus.PROPOSED);
        _requireParty(lien, l);
        _requireSameOwners(lien, l);
        require(!_consents[lien][msg.sender], AlreadyConsented(lien, msg.sender));
        _consents[lien][msg.sender] = true;
        bool isComplete = _missing(lien, l) == address(0);
        if (isComplete) l.status = LienStatus.CONSENTED;
        _tell(l.asset, LienConsented.selector, abi.encode(lien, msg.sender, isComplete));
    }

    /// @inheritdoc ILiens
    function withdraw(LienId lien, bytes32 reason) external {
        Lien storage l = _unregistered(lien);
        _requireParty(lien, l);
        l.status = LienStatus.WITHDRAWN;
        _tell(l.asset, LienWithdrawn.selector, abi.encode(lien, msg.sender, reason));
    }

    /// @inheritdoc ILiens
    function refuse(LienId lien, bytes32 reason) external restricted {
        Lien storage l = _unregistered(lien);
        require(reason != 0, NoEvidence(l.asset));
        l.status = LienStatus.REFUSED;
        _tell(l.asset, LienRefused.selector, abi.encode(lien, reason));
    }

    /// @inheritdoc ILiens
    function activate(LienId lien, Entry calldata entry) external restricted {
        Lien storage l = _unregistered(lien);
        _requireSameOwners(lien, l);
        address missing = _missing(lien, l);
        require(missing == address(0), ConsentMissing(lien, missing));
        bool isWhole = entry.register != 0 && entry.number != 0 && entry.documentHash != 0 && entry.officialAt != 0;
        require(isWhole, NoEntry(lien));
        require(entry.officialAt <= block.timestamp, OfficialInstantAhead(lien, entry.officialAt));
        _requirePledgeable(l);

        (l.officialAt, l.sequence) = (entry.officialAt, entry.sequence);
        l.status = LienStatus.ACTIVE;
        uint256 rank = _insert(lien, l);
        _tell(l.asset, LienActivated.selector, abi.encode(lien, entry, rank));
    }

    /// @inheritdoc ILiens
    function release(LienId lien, bytes32 document) external {
        Lien storage l = _inStatus(lien, LienStatus.ACTIVE);
        require(msg.sender == l.lender, NotTheLender(lien, msg.sender));
        require(document != 0, NoEvidence(l.asset));
        _release(lien, l, document);
    }

    /// @inheritdoc ILiens
    function enforce(
        LienId lien,
        Owner[] calldata owners,
        LienId[] calldata discharged,
        bytes32 evidence
    ) external restricted {
        Lien storage l = _inStatus(lien, LienStatus.ACTIVE);
        AssetId id = l.asset;
        require(evidence != 0, NoEvidence(id));
        l.status = LienStatus.ENFORCED;
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
        Lien memory l = _liens[lien];
        (c.asset, c.lender, c.debt) = (l.asset, l.lender, l.debt);
        (c.currency, c.amount) = (l.currency, l.amount);
        c.isActive = l.status == LienStatus.ACTIVE;
        c.isUsable = isUsable(l.asset);
        if (!c.isActive) return c;
        LienId[] storage ranked = _ranked[l.asset];
        while (LienId.unwrap(ranked[c.rank++]) != LienId.unwrap(lien)) {
            Lien storage senior = _liens[ranked[c.rank - 1]];
            if (Currency.unwrap(senior.currency) == Currency.unwrap(l.currency)) c.seniorAmount += senior.amount;
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

    function _release(LienId lien, Lien storage l, bytes32 document) private {
        l.status = LienStatus.RELEASED;
        _remove(lien, l.asset);
        _tell(l.asset, LienReleased.selector, abi.encode(lien, msg.sender, document));
    }

    /// Puts the lien where its official registration stands among the others'. @return rank From 1.
    function _insert(LienId lien, Lien storage l) private returns (uint256 rank) {
        LienId[] storage ranked = _ranked[l.asset];
        require(ranked.length < MOST_LIENS, TooManyLiens(l.asset, MOST_LIENS));
        ranked.push(lien);
        rank = ranked.length;
        for (; rank > 1; --rank) {
            LienId before = ranked[rank - 2];
            int256 order = _compare(_liens[before], l);
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

    function _unregistered(LienId lien) private view returns (Lien storage l) {
        l = _liens[lien];
        require(l.status != LienStatus.NONE, UnknownLien(lien));
        require(l.status != LienStatus.REFUSED, Refused(lien));
        bool isOpen = l.status == LienStatus.PROPOSED || l.status == LienStatus.CONSENTED;
        require(isOpen, WrongLienStatus(lien, l.status));
    }

    function _inStatus(LienId lien, LienStatus status) private view returns (Lien storage l) {
        l = _liens[lien];
        require(l.status != LienStatus.NONE, UnknownLien(lien));
        require(l.status == status, WrongLienStatus(lien, l.status));
    }

    function _requireParty(LienId lien, Lien storage l) private view {
        require(msg.sender == l.lender || _isOwner(l.asset, msg.sender), NotALienParty(lien, msg.sender));
    }

    function _requireSameOwners(LienId lien, Lien storage l) private view {
        uint32 title = _assets[l.asset].title;
        require(l.title == title, OwnersChanged(lien, l.title, title));
    }

    /// @return The first who has not consented: an owner, the lender, or nobody.
    function _missing(LienId lien, Lien storage l) private view returns (address) {
        Owner[] storage owners = _owners[l.asset];
        for (uint256 i = 0; i < owners.length; ++i) {
            if (!_consents[lien][owners[i].account]) return owners[i].account;
        }
        return _consents[lien][l.lender] ? address(0) : l.lender;
    }

    /// The grounds on which an office refuses, asked when a lien is proposed and again when it is registered.
    function _requirePledgeable(Lien memory l) private view {
        AssetId id = l.asset;
        Asset memory a = _assets[id];
        bool isEnded = a.status == Status.EXPIRED || a.status == Status.INVALIDATED || _isPast(a);
        require(!isEnded, RightEnded(id, a.status, a.expiresAt));
        require(a.stage == Stage.GRANTED, NotGranted(id, a.stage));
        require(a.status == Status.VERIFIED, NotVerified(id, a.status));
        require(!a.isWithheld, TitleWithheld(id));
        require(block.timestamp <= a.feesPaidUntil, FeesUnpaid(id, a.feesPaidUntil));
        require(a.basis != Basis.UNKNOWN, TermUnknown(id));
        bool isWithin = a.expiresAt == 0 || l.debtDueAt <= a.expiresAt;
        require(isWithin, DebtOutlivesRight(id, l.debtDueAt, a.expiresAt));
        bool isInsisted = !a.isContested || l.notices & Notices.INVALIDATION_PENDING != 0;
        require(isInsisted, InvalidationPending(id));
        isInsisted = !a.hasSameDayInvention || l.notices & Notices.SAME_DAY_INVENTION != 0;
        require(isInsisted, SameDayInvention(id));
        LienId[] storage ranked = _ranked[id];
        if (ranked.length == 0) return;
        bool isExclusive = l.lienKind == LienKind.PLEDGE || _liens[ranked[0]].lienKind == LienKind.PLEDGE;
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
