// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IGuarantees} from "./interfaces/IGuarantees.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IReceivables} from "./interfaces/IReceivables.sol";
import {ClaimId} from "./interfaces/Types.sol";
import {PartyRoles} from "./libraries/Roles.sol";
import {Standing} from "./libraries/Standings.sol";

/// @title Guarantees, see {IGuarantees}
/// @dev It keeps the terms and the reserves. The claim contract distributes the cover, and says by how much debtor and
/// seller have since made it good: nothing comes back before the holders are whole, and from then on no cover is paid, so
/// that what each share has paid is final when recoveries are divided.
contract Guarantees is IGuarantees, ReentrancyGuardTransient {
    uint256 private constant BPS = 10_000;
    uint256 private constant MOST_SHARES = 8;

    IParties public immutable parties;
    IReceivables public immutable receivables;

    mapping(ClaimId id => Guarantee) private _guarantees;
    mapping(ClaimId id => Layer[]) private _layers;
    mapping(ClaimId id => Share[]) private _shares;
    mapping(ClaimId id => mapping(uint256 share => Account)) private _accounts;

    constructor(IParties parties_, IReceivables receivables_) {
        parties = parties_;
        receivables = receivables_;
    }

    /// @inheritdoc IGuarantees
    function offer(ClaimId id, uint32 grace, Layer[] calldata layers, Share[] calldata shares) external {
        IReceivables.Claim memory c = receivables.claim(id);
        _requireCoverable(id, c, false);
        bool holdsAll = receivables.balanceOf(msg.sender, ClaimId.unwrap(id)) == c.units;
        require(msg.sender == c.seller || holdsAll, NotTheArranger(id, msg.sender));
        require(!_guarantees[id].isAccepted, TermsStand(id));
        require(shares.length <= MOST_SHARES, TooManyShares(shares.length));
        require(layers.length != 0, BadLayer(0));
        bytes32 terms = keccak256(abi.encode(c.dueAt, grace, layers, shares));
        delete _layers[id];
        delete _shares[id];
        _guarantees[id] = Guarantee(msg.sender, c.dueAt, grace, 0, false, 0, terms);
        bytes memory arguments = abi.encode(msg.sender, c.dueAt, grace, layers.length, shares.length, terms);
        _service(id, c, GuaranteeOffered.selector, arguments, 0);
        for (uint256 i = 0; i < layers.length; ++i) _offerLayer(id, c, grace, i, layers[i], shares);
        for (uint256 i = 0; i < shares.length; ++i) _offerShare(id, c, i, shares[i], layers.length);
    }

    /// @inheritdoc IGuarantees
    function accept(ClaimId id, uint8 share, bytes32 terms) external nonReentrant {
        IReceivables.Claim memory c = receivables.claim(id);
        _requireCoverable(id, c, false);
        Share memory s = _asGuarantor(id, share);
        require(_guarantees[id].terms == terms, OtherTerms(id));
        Account storage account = _accounts[id][share];
        require(!account.isAccepted, AlreadyAccepted(id, share));
        require(_guarantees[id].demandedAt == 0, AlreadyDemanded(id));
        uint256 validUntil = _layers[id][s.layer].validUntil;
        require(block.timestamp <= validUntil, CoverExpired(id, s.layer, validUntil));
        bool qualified = parties.hasRoles(msg.sender, PartyRoles.GUARANTOR);
        require(qualified, NotAGuarantor(msg.sender));
        _guarantees[id].isAccepted = true;
        (account.isAccepted, account.isPremiumPaid, account.reserve) = (true, s.premium == 0, s.reserve);
        _service(id, c, ShareAccepted.selector, abi.encode(share, s.reserve), 0);
        if (s.reserve != 0) _cashOf(id).transferFrom(msg.sender, address(this), s.reserve);
    }

    /// @inheritdoc IGuarantees
    function payPremium(ClaimId id, uint8 share) external nonReentrant {
        IReceivables.Claim memory c = receivables.claim(id);
        _requireCoverable(id, c, false);
        require(msg.sender == _guarantees[id].arranger, NotTheArranger(id, msg.sender));
        Account storage account = _accepted(id, share);
        require(!account.isPremiumPaid, PremiumSettled(id, share));
        // Whoever could wait for the default would pay for what it needs only.
        uint256 until = _guarantees[id].dueAt;
        require(block.timestamp <= until, PremiumLate(id, until));
        account.isPremiumPaid = true;
        Share memory s = _shares[id][share];
        _service(id, c, PremiumPaid.selector, abi.encode(share, s.premium), 0);
        _cashOf(id).transferFrom(msg.sender, s.guarantor, s.premium);
    }

    /// @inheritdoc IGuarantees
    function fund(ClaimId id, uint8 share, uint96 amount) external nonReentrant {
        _asGuarantor(id, share);
        require(amount != 0, ZeroAmount());
        uint96 reserve = _accepted(id, share).reserve += amount;
        _service(id, receivables.claim(id), ReserveFunded.selector, abi.encode(share, amount, reserve), 0);
        _cashOf(id).transferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IGuarantees
    function demand(ClaimId id, bytes32 reason) external {
        IReceivables.Claim memory c = receivables.claim(id);
        Guarantee storage g = _guarantees[id];
        _requireCoverable(id, c, true);
        require(receivables.balanceOf(msg.sender, ClaimId.unwrap(id)) != 0, NotAHolder(id, msg.sender));
        require(g.isAccepted, NoShare(id, 0));
        require(g.demandedAt == 0, AlreadyDemanded(id));
        // Seller and debtor can agree on another due date; what the guarantors accepted cannot come earlier by it.
        uint256 from = Math.max(c.dueAt, g.dueAt) + g.grace;
        require(block.timestamp > from, NotInDefault(id, from));
        g.demandedAt = uint40(block.timestamp);
        _service(id, c, CoverDemanded.selector, abi.encode(msg.sender, _lossOf(c), reason), 0);
    }

    /// @inheritdoc IGuarantees
    function payCover(ClaimId id, uint8 share) external nonReentrant returns (uint96 amount) {
        IReceivables.Claim memory c = receivables.claim(id);
        _requireCoverable(id, c, true);
        require(_guarantees[id].demandedAt != 0, NotDemanded(id));
        Account storage account = _accepted(id, share);
        amount = uint96(Math.min(_dueOf(id, c, share), account.reserve));
        require(amount != 0, NothingToPay(id, share));
        uint96 reserve = account.reserve -= amount;
        uint96 paid = account.paid += amount;
        _guarantees[id].paid += amount;
        _service(id, c, CoverPaid.selector, abi.encode(share, amount, paid, reserve), amount);
    }

    /// @inheritdoc IGuarantees
    /// @dev The claim contract holds what came back; a guarantor whose check has expired is paid all the same.
    function recover(ClaimId id, uint8 share) external nonReentrant returns (uint96 amount) {
        IReceivables.Claim memory c = receivables.claim(id);
        Account storage account = _accepted(id, share);
        amount = uint96(_recoverableOf(id, c, share));
        require(amount != 0, NothingToRecover(id, share));
        uint96 recovered = account.recovered += amount;
        _service(id, c, CoverRecovered.selector, abi.encode(share, amount, recovered), 0);
        _cashOf(id).transferFrom(address(receivables), _shares[id][share].guarantor, amount);
    }

    /// @inheritdoc IGuarantees
    function release(ClaimId id, uint8 share) external nonReentrant returns (uint96 amount) {
        _asGuarantor(id, share);
        IReceivables.Claim memory c = receivables.claim(id);
        Account storage account = _accepted(id, share);
        amount = uint96(_releasableOf(id, c, share));
        require(amount != 0, NothingToRelease(id, share));
        uint96 reserve = account.reserve -= amount;
        _service(id, c, ReserveReleased.selector, abi.encode(share, amount, reserve), 0);
        _cashOf(id).transfer(msg.sender, amount);
    }

    /// @inheritdoc IGuarantees
    function guaranteeOf(ClaimId id) external view returns (Guarantee memory) {
        return _guarantees[id];
    }

    /// @inheritdoc IGuarantees
    function layersOf(ClaimId id) external view returns (Layer[] memory) {
        return _layers[id];
    }

    /// @inheritdoc IGuarantees
    function sharesOf(ClaimId id) external view returns (Share[] memory) {
        return _shares[id];
    }

    /// @inheritdoc IGuarantees
    function accountOf(ClaimId id, uint8 share) external view returns (Account memory) {
        return _accounts[id][share];
    }

    /// @inheritdoc IGuarantees
    function dueOf(ClaimId id, uint8 share) external view returns (uint256) {
        return _guarantees[id].demandedAt == 0 ? 0 : _dueOf(id, receivables.claim(id), share);
    }

    /// @inheritdoc IGuarantees
    function recoverableOf(ClaimId id, uint8 share) external view returns (uint256) {
        return _recoverableOf(id, receivables.claim(id), share);
    }

    /// @inheritdoc IGuarantees
    function releasableOf(ClaimId id, uint8 share) external view returns (uint256) {
        return _releasableOf(id, receivables.claim(id), share);
    }

    function _offerLayer(
        ClaimId id,
        IReceivables.Claim memory c,
        uint32 grace,
        uint256 number,
        Layer calldata layer,
        Share[] calldata shares
    ) private {
        bool isShared = false;
        for (uint256 i = 0; i < shares.length; ++i) isShared = isShared || shares[i].layer == number;
        // Cover that ends before anybody can be in default would be a premium for nothing.
        bool isUseful = layer.cap != 0 && layer.validUntil > uint256(c.dueAt) + grace;
        require(isShared && isUseful && layer.bps <= BPS, BadLayer(number));
        _layers[id].push(layer);
        bytes memory arguments = abi.encode(number, layer.bps, layer.cap, layer.validUntil);
        _service(id, c, LayerOffered.selector, arguments, 0);
    }

    function _offerShare(
        ClaimId id,
        IReceivables.Claim memory c,
        uint256 number,
        Share calldata share,
        uint256 layers
    ) private {
        bool isStranger = share.guarantor != c.debtor && parties.isAccount(share.guarantor);
        require(share.layer < layers && share.weight != 0 && isStranger, BadShare(number));
        _shares[id].push(share);
        bytes memory arguments = abi.encode(
            number,
            share.layer,
            share.guarantor,
            share.weight,
            share.premium,
            share.reserve
        );
        _service(id, c, ShareOffered.selector, arguments, 0);
    }

    function _service(
        ClaimId id,
        IReceivables.Claim memory c,
        bytes32 topic,
        bytes memory arguments,
        uint96 cover
    ) private {
        Standing caller = parties.carry(msg.sender);
        require(caller.sends(), CannotAct(msg.sender));
        IReceivables.Change memory change;
        (change.status, change.isDisputed, change.dueAt) = (c.status, c.isDisputed, c.dueAt);
        (change.isCover, change.paid) = (cover != 0, cover);
        receivables.service(id, topic, arguments, change);
    }

    function _accepted(ClaimId id, uint8 share) private view returns (Account storage account) {
        account = _accounts[id][share];
        require(account.isAccepted, NotAccepted(id, share));
    }

    function _asGuarantor(ClaimId id, uint8 share) private view returns (Share memory s) {
        require(share < _shares[id].length, NoShare(id, share));
        s = _shares[id][share];
        require(msg.sender == s.guarantor, NotTheGuarantor(id, share, msg.sender));
    }

    /// Nothing that the debtor has not acknowledged, or disputes, is covered; what was written off still is.
    function _requireCoverable(ClaimId id, IReceivables.Claim memory c, bool late) private pure {
        bool isOpen = c.status == IReceivables.Status.ACKNOWLEDGED;
        if (late && c.status == IReceivables.Status.WRITTEN_OFF) isOpen = true;
        require(isOpen && !c.isDisputed, NotCoverable(id));
    }

    function _cashOf(ClaimId id) private view returns (ICash) {
        return receivables.cashFor(ClaimId.unwrap(id));
    }

    /// What the debtor owes and has not paid; what the seller owes for its credit notes is the seller's own risk.
    function _lossOf(IReceivables.Claim memory c) private pure returns (uint256) {
        return uint256(c.units) - c.debtorPaid - c.diluted;
    }

    function _dueOf(ClaimId id, IReceivables.Claim memory c, uint8 share) private view returns (uint256) {
        Share[] memory shares = _shares[id];
        if (share >= shares.length) return 0;
        Account memory account = _accounts[id][share];
        uint256 layer = shares[share].layer;
        bool inForce = account.isAccepted && account.isPremiumPaid;
        if (!inForce || _guarantees[id].demandedAt > _layers[id][layer].validUntil) return 0;
        (uint256 before, uint256 all) = _weights(shares, share);
        uint256 borne = _borneBy(id, layer, _lossOf(c));
        // Rounded down at every step from the whole layer, so that the shares add up to it exactly.
        uint256 part = (borne * (before + shares[share].weight)) / all - (borne * before) / all;
        uint256 missing = uint256(c.units) - c.debtorPaid - c.sellerPaid - c.covered;
        return Math.min(Math.saturatingSub(part, account.paid), missing);
    }

    /// What a layer bears of a loss: a part of all of it, or what the layers before it leave.
    function _borneBy(ClaimId id, uint256 layer, uint256 loss) private view returns (uint256 borne) {
        uint256 left = loss;
        for (uint256 i = 0; i <= layer; ++i) {
            Layer memory terms = _layers[id][i];
            uint256 wanted = terms.bps == 0 ? left : Math.min((loss * terms.bps) / BPS, left);
            borne = Math.min(wanted, terms.cap);
            left -= borne;
        }
    }

    /// Weights of the layer's shares before this one, and of all of them.
    function _weights(Share[] memory shares, uint256 share) private pure returns (uint256 before, uint256 all) {
        for (uint256 i = 0; i < shares.length; ++i) {
            if (shares[i].layer != shares[share].layer) continue;
            if (i < share) before += shares[i].weight;
            all += shares[i].weight;
        }
    }

    function _recoverableOf(ClaimId id, IReceivables.Claim memory c, uint8 share) private view returns (uint256) {
        Account memory account = _accounts[id][share];
        if (account.paid == 0) return 0;
        Share[] memory shares = _shares[id];
        uint256 layer = shares[share].layer;
        uint256 left = _guarantees[id].paid - c.covered;
        uint256 paidByLayer;
        for (uint256 i = 0; i < shares.length; ++i) {
            uint256 paid = _accounts[id][i].paid;
            if (shares[i].layer > layer) left = Math.saturatingSub(left, paid);
            if (shares[i].layer == layer) paidByLayer += paid;
        }
        return (Math.min(left, paidByLayer) * account.paid) / paidByLayer - account.recovered;
    }

    function _releasableOf(ClaimId id, IReceivables.Claim memory c, uint8 share) private view returns (uint256) {
        Account memory account = _accounts[id][share];
        Guarantee memory g = _guarantees[id];
        bool isOpen = c.status == IReceivables.Status.ACKNOWLEDGED || c.status == IReceivables.Status.WRITTEN_OFF;
        if (!isOpen || account.reserve == 0) return account.reserve;
        if (g.demandedAt != 0) return Math.saturatingSub(account.reserve, _dueOf(id, c, share));
        bool isExpired = block.timestamp > _layers[id][_shares[id][share].layer].validUntil;
        bool isUnpaid = !account.isPremiumPaid && block.timestamp > g.dueAt;
        return isExpired || isUnpaid ? account.reserve : 0;
    }
}
