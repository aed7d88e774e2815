// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IAssets} from "./interfaces/IAssets.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IFacilities} from "./interfaces/IFacilities.sol";
import {ILiens} from "./interfaces/ILiens.sol";
import {ILoans} from "./interfaces/ILoans.sol";
import {IParties} from "./interfaces/IParties.sol";
import {ISales} from "./interfaces/ISales.sol";
import {AssetId, Currency, DrawdownId, FacilityId, LienId, SaleId} from "./interfaces/Types.sol";
import {Debt, Waterfall} from "./libraries/Waterfall.sol";

/// @title Sales, see {ISales}
/// @dev It holds best bids until their sale is settled. Nobody can hold a settlement up: whom money cannot be paid to is kept
/// its money, and what cannot be sold any more fails and pays the bid back.
contract Sales is ISales, ReentrancyGuardTransient {
    IParties public immutable parties;
    IAssets public immutable assets;
    ILiens public immutable liens;
    IFacilities public immutable facilities;
    ILoans public immutable loans;

    mapping(SaleId sale => Sale) private _sales;
    mapping(AssetId asset => SaleId) private _running;
    /// @inheritdoc ISales
    mapping(SaleId sale => mapping(address bidder => bytes32)) public commitmentIn;
    /// @inheritdoc ISales
    mapping(SaleId sale => mapping(LienId lien => uint96)) public demanded;
    /// @inheritdoc ISales
    mapping(SaleId sale => mapping(address account => uint96)) public keptFor;
    uint256 private _lastSale;

    constructor(IParties parties_, address assets_, IFacilities facilities_, ILoans loans_) {
        (parties, assets, liens) = (parties_, IAssets(assets_), ILiens(assets_));
        (facilities, loans) = (facilities_, loans_);
    }

    /// @inheritdoc ISales
    function open(Terms calldata t) external returns (SaleId sale) {
        _carry();
        ILiens.Lien memory record = liens.lienOf(t.lien);
        require(msg.sender == record.lender, NotSalesLender(t.lien, msg.sender));
        require(record.status == ILiens.LienStatus.ACTIVE, LienNotActive(t.lien));
        require(t.evidence != 0, BadEvidence());
        require(block.timestamp < t.commitBy && t.commitBy < t.revealBy, BadTimes(t.commitBy, t.revealBy));
        sale = _running[record.asset];
        require(_sales[sale].status != SaleStatus.OPEN, SaleRuns(record.asset, sale));
        _requireDefault(t.lien, record);
        _requireDemand(t.lien, record, t.owed);
        _requireOneCurrency(t.lien, record);

        sale = SaleId.wrap(++_lastSale);
        _running[record.asset] = sale;
        demanded[sale][t.lien] = t.owed;
        _sales[sale] = Sale({
            asset: record.asset,
            lien: t.lien,
            currency: record.currency,
            status: SaleStatus.OPEN,
            reserve: t.reserve,
            commitBy: t.commitBy,
            revealBy: t.revealBy,
            best: 0,
            bidder: address(0),
            evidence: t.evidence
        });
        bytes memory terms = abi.encode(t.owed, t.reserve, t.commitBy, t.revealBy, t.evidence);
        bytes memory arguments = bytes.concat(abi.encode(sale, t.lien, msg.sender, record.currency), terms);
        liens.note(record.asset, SaleOpened.selector, arguments);
    }

    /// @inheritdoc ISales
    function demand(SaleId sale, LienId lien, uint96 owed, bytes32 evidence) external {
        _carry();
        Sale storage s = _open(sale);
        ILiens.Lien memory record = liens.lienOf(lien);
        require(msg.sender == record.lender, NotSalesLender(lien, msg.sender));
        require(block.timestamp <= s.revealBy, NotRevealing(sale, s.commitBy, s.revealBy));
        require(_isBehind(s, lien), NotBehind(sale, lien));
        require(evidence != 0, BadEvidence());
        _requireDemand(lien, record, owed);
        demanded[sale][lien] = owed;
        liens.note(s.asset, ProceedsDemanded.selector, abi.encode(sale, lien, owed, evidence));
    }

    /// @inheritdoc ISales
    function commit(SaleId sale, bytes32 commitment) external {
        _carry();
        Sale storage s = _open(sale);
        require(block.timestamp <= s.commitBy, CommitOver(sale, s.commitBy));
        require(parties.canReceive(msg.sender) && !_isOwner(s.asset, msg.sender), CannotBid(sale, msg.sender));
        require(commitmentIn[sale][msg.sender] == 0 && commitment != 0, AlreadyCommitted(sale, msg.sender));
        commitmentIn[sale][msg.sender] = commitment;
        liens.note(s.asset, SaleBidCommitted.selector, abi.encode(sale, msg.sender, commitment));
    }

    /// @inheritdoc ISales
    function reveal(SaleId sale, uint96 amount, bytes32 salt) external nonReentrant {
        _carry();
        Sale storage s = _open(sale);
        bool isTime = s.commitBy < block.timestamp && block.timestamp <= s.revealBy;
        require(isTime, NotRevealing(sale, s.commitBy, s.revealBy));
        bool isSame = commitmentIn[sale][msg.sender] == commitmentOf(sale, msg.sender, amount, salt);
        require(isSame, OtherBid(sale, msg.sender));
        require(amount != 0 && amount >= s.reserve, BelowReserve(sale, amount, s.reserve));
        // Opened once: nobody is told twice what was bid.
        commitmentIn[sale][msg.sender] = bytes32(uint256(1));
        (uint96 before, address beaten) = (s.best, s.bidder);
        bool isBest = amount > before;
        if (isBest) (s.best, s.bidder) = (amount, msg.sender);
        liens.note(s.asset, SaleBidRevealed.selector, abi.encode(sale, msg.sender, amount, isBest));
        if (!isBest) return;
        _cashOf(s).transferFrom(msg.sender, address(this), amount);
        _give(sale, beaten, before);
    }

    /// @inheritdoc ISales
    function settle(SaleId sale) external nonReentrant {
        _carry();
        Sale storage s = _open(sale);
        require(block.timestamp > s.revealBy, StillRevealing(sale, s.revealBy));
        (LienId[] memory ended, uint256 surviving) = _endedBy(s);
        if (s.best == 0 || ended.length == 0 || !_canPass(s)) {
            s.status = SaleStatus.FAILED;
            liens.note(s.asset, SaleFailed.selector, abi.encode(sale));
            _give(sale, s.bidder, s.best);
            return;
        }
        s.status = SaleStatus.SOLD;
        (uint256[] memory owed, uint256[] memory paid, uint256 surplus) = _divide(sale, ended);
        bytes memory arguments = abi.encode(sale, s.bidder, s.best, surplus, surviving);
        liens.note(s.asset, AssetSold.selector, arguments);
        IAssets.Owner[] memory former = assets.ownersOf(s.asset);
        _pass(s, ended);
        for (uint256 i = 0; i < ended.length; ++i) _payLien(sale, ended[i], owed[i], paid[i]);
        if (surplus != 0) _payOwners(sale, s.asset, former, surplus);
    }

    /// @inheritdoc ISales
    function payKept(SaleId sale, address account) external nonReentrant {
        uint96 kept = keptFor[sale][account];
        require(kept != 0 && parties.canSend(account), NothingKept(sale, account));
        delete keptFor[sale][account];
        _cashOf(_sales[sale]).transfer(account, kept);
    }

    /// @inheritdoc ISales
    function saleOf(SaleId sale) external view returns (Sale memory) {
        return _sales[sale];
    }

    /// @inheritdoc ISales
    function owedUnder(SaleId sale, LienId lien) external view returns (uint96) {
        ILiens.Lien memory record = liens.lienOf(lien);
        return uint96(Math.min(_debtUnder(sale, lien, record.debt), record.amount));
    }

    /// @inheritdoc ISales
    function commitmentOf(SaleId sale, address bidder, uint96 amount, bytes32 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(sale, bidder, amount, salt));
    }

    /// Takes the caller's intent over: what happens is told under it.
    function _carry() private {
        require(parties.carry(msg.sender).sends(), CannotAct(msg.sender));
    }

    /// Pays an account, or keeps its money until it can be paid.
    function _give(SaleId sale, address account, uint96 amount) private {
        if (amount == 0) return;
        if (!parties.canSend(account)) {
            keptFor[sale][account] += amount;
            return;
        }
        _cashOf(_sales[sale]).transfer(account, amount);
    }

    /// Moves the asset to the best bidder; the liens that it is not sold subject to end.
    function _pass(Sale storage s, LienId[] memory ended) private {
        IAssets.Owner[] memory owners = new IAssets.Owner[](1);
        owners[0] = IAssets.Owner(s.bidder, 1);
        LienId[] memory discharged = new LienId[](ended.length - 1);
        for (uint256 i = 0; i < discharged.length; ++i) discharged[i] = ended[i + 1];
        liens.enforce(s.lien, owners, discharged, s.evidence);
    }

    /// Tells and makes one payment out of the proceeds: to a facility as any other payment on it, else to the lender.
    function _payLien(SaleId sale, LienId lien, uint256 owed, uint256 paid) private {
        Sale storage s = _sales[sale];
        liens.note(s.asset, ProceedsPaid.selector, abi.encode(sale, lien, owed, paid));
        if (paid == 0) return;
        ILiens.Lien memory record = liens.lienOf(lien);
        FacilityId facility = _facilityOf(record.debt);
        if (_isFacility(facility)) loans.pay(facility, DrawdownId.wrap(0), paid);
        else _give(sale, record.lender, uint96(paid));
    }

    function _payOwners(SaleId sale, AssetId asset, IAssets.Owner[] memory former, uint256 surplus) private {
        uint256[] memory weights = new uint256[](former.length);
        for (uint256 i = 0; i < former.length; ++i) weights[i] = former[i].parts;
        uint256[] memory parts = Waterfall.share(surplus, weights);
        for (uint256 i = 0; i < former.length; ++i) {
            liens.note(asset, SurplusPaid.selector, abi.encode(sale, former[i].account, parts[i]));
            _give(sale, former[i].account, uint96(parts[i]));
        }
    }

    /// @return owed Under each of the liens, by rank: of one facility no more than the liens before leave unpaid.
    /// @return paid To each. @return left For the owners.
    function _divide(
        SaleId sale,
        LienId[] memory ended
    ) private view returns (uint256[] memory owed, uint256[] memory paid, uint256 left) {
        (owed, paid, left) = (new uint256[](ended.length), new uint256[](ended.length), _sales[sale].best);
        for (uint256 i = 0; i < ended.length; ++i) {
            ILiens.Lien memory record = liens.lienOf(ended[i]);
            uint256 due = _debtUnder(sale, ended[i], record.debt);
            bool isShared = _isFacility(_facilityOf(record.debt));
            for (uint256 j = 0; isShared && j < i; ++j) if (liens.lienOf(ended[j]).debt == record.debt) due -= paid[j];
            owed[i] = Math.min(due, record.amount);
            paid[i] = Math.min(owed[i], left);
            left -= paid[i];
        }
    }

    /// All that is owed on the debt: of a facility what the ledger counts now, of another one what was demanded.
    function _debtUnder(SaleId sale, LienId lien, bytes32 debt) private view returns (uint256 owed) {
        FacilityId facility = _facilityOf(debt);
        if (!_isFacility(facility)) return demanded[sale][lien];
        uint256 today = loans.today(facility);
        DrawdownId[] memory drawdowns = loans.drawdownsOf(facility);
        for (uint256 i = 0; i < drawdowns.length; ++i) {
            (Debt memory d, , ) = loans.owedAt(drawdowns[i], today);
            owed += d.fees + d.interest + d.principal;
        }
    }

    /// @return ended The lien sold under and those behind it, by rank; none if it is not active any more.
    /// @return surviving How many stand before it.
    function _endedBy(Sale storage s) private view returns (LienId[] memory ended, uint256 surviving) {
        LienId[] memory ranked = liens.liensOf(s.asset);
        while (surviving < ranked.length && !_isSame(ranked[surviving], s.lien)) ++surviving;
        ended = new LienId[](ranked.length - surviving);
        for (uint256 i = 0; i < ended.length; ++i) ended[i] = ranked[surviving + i];
    }

    function _isBehind(Sale storage s, LienId lien) private view returns (bool) {
        (LienId[] memory ended, ) = _endedBy(s);
        for (uint256 i = 1; i < ended.length; ++i) if (_isSame(ended[i], lien)) return true;
        return false;
    }

    /// Whether the asset can still change hands, and to this buyer.
    function _canPass(Sale storage s) private view returns (bool) {
        IAssets.Asset memory a = assets.assetOf(s.asset);
        bool isThere = a.status == IAssets.Status.VERIFIED || a.status == IAssets.Status.PENDING;
        return isThere && !a.isWithheld && parties.canReceive(s.bidder);
    }

    function _isOwner(AssetId asset, address account) private view returns (bool) {
        IAssets.Owner[] memory owners = assets.ownersOf(asset);
        for (uint256 i = 0; i < owners.length; ++i) if (owners[i].account == account) return true;
        return false;
    }

    function _open(SaleId sale) private view returns (Sale storage s) {
        s = _sales[sale];
        require(s.status != SaleStatus.NONE, UnknownSale(sale));
        require(s.status == SaleStatus.OPEN, SaleNotOpen(sale, s.status));
    }

    function _requireDefault(LienId lien, ILiens.Lien memory record) private view {
        IFacilities.FacilityStatus status = facilities.facility(_facilityOf(record.debt)).status;
        bool isDefault =
            status == IFacilities.FacilityStatus.NONE
                ? block.timestamp > record.debtDueAt
                : status == IFacilities.FacilityStatus.ACCELERATED;
        require(isDefault, DebtNotInDefault(lien));
    }

    function _requireDemand(LienId lien, ILiens.Lien memory record, uint96 owed) private view {
        bool isFine = _isFacility(_facilityOf(record.debt)) ? owed == 0 : owed != 0 && owed <= record.amount;
        require(isFine, BadDemand(lien, owed));
    }

    function _requireOneCurrency(LienId lien, ILiens.Lien memory record) private view {
        LienId[] memory ranked = liens.liensOf(record.asset);
        uint256 place;
        while (!_isSame(ranked[place], lien)) ++place;
        for (; place < ranked.length; ++place) {
            bool isSame = Currency.unwrap(liens.lienOf(ranked[place]).currency) == Currency.unwrap(record.currency);
            require(isSame, MixedCurrencies(lien, ranked[place]));
        }
        require(
            address(facilities.cashOf(record.currency)) != address(0),
            IFacilities.UnknownCurrency(record.currency)
        );
    }

    function _isFacility(FacilityId id) private view returns (bool) {
        return facilities.facility(id).status != IFacilities.FacilityStatus.NONE;
    }

    /// A lien names its debt by 32 bytes, which may be a facility's id.
    function _facilityOf(bytes32 debt) private pure returns (FacilityId) {
        return FacilityId.wrap(uint256(debt));
    }

    function _cashOf(Sale storage s) private view returns (ICash) {
        return facilities.cashOf(s.currency);
    }

    function _isSame(LienId one, LienId other) private pure returns (bool) {
        return LienId.unwrap(one) == LienId.unwrap(other);
    }
}
