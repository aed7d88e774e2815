// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IGuarantees} from "./interfaces/IGuarantees.sol";
import {IParties} from "./interfaces/IParties.sol";
import {PartyRoles} from "./libraries/Roles.sol";
import {Standing} from "./libraries/Standings.sol";

/// @title What guarantees of claims and of facilities have in common, see {IGuarantees}
/// @dev It keeps the terms and the reserves. The contract of the debt distributes the cover, and says what has since come
/// back: nothing does before the holders are whole, and from then on no cover is paid, so that what each share has paid is
/// final when recoveries are divided.
abstract contract Cover is IGuarantees, ReentrancyGuardTransient {
    /// A debt as its own contract has it now, in minor units.
    /// @param status In the words of its contract. @param isDisputed Of a claim.
    /// @param isOfferable Whether cover can be offered and accepted. @param isDemandable Whether it can be demanded and paid.
    /// @param isOwed Whether anything is owed, or can still come to be.
    /// @param dueAt Instant until which premiums are paid. @param defaultAt Instant from which grace runs.
    /// @param loss What guarantors answer for: owed by the debtor, cover or no cover. @param missing What the holders have not
    /// received of what is owed.
    /// @param returned What the debtor paid once the holders were whole.
    struct Subject {
        address debtor;
        uint8 status;
        bool isDisputed;
        bool isOfferable;
        bool isDemandable;
        bool isOwed;
        uint40 dueAt;
        uint256 defaultAt;
        uint256 loss;
        uint256 missing;
        uint256 returned;
    }

    uint256 private constant BPS = 10_000;
    uint256 private constant MOST_SHARES = 8;

    IParties public immutable parties;

    mapping(uint256 id => Guarantee) internal _guarantees;
    mapping(uint256 id => Layer[]) private _layers;
    mapping(uint256 id => Share[]) private _shares;
    mapping(uint256 id => mapping(uint256 share => Account)) private _accounts;

    constructor(IParties parties_) {
        parties = parties_;
    }

    /// @inheritdoc IGuarantees
    function offer(uint256 id, uint32 grace, Layer[] calldata layers, Share[] calldata shares) external {
        Subject memory d = _read(id);
        require(d.isOfferable, NotCoverable(id));
        require(_mayArrange(id, msg.sender), NotTheArranger(id, msg.sender));
        require(!_guarantees[id].isAccepted, TermsStand(id));
        require(shares.length <= MOST_SHARES, TooManyShares(shares.length));
        require(layers.length != 0, BadLayer(0));
        bytes32 terms = keccak256(abi.encode(d.dueAt, grace, layers, shares));
        delete _layers[id];
        delete _shares[id];
        _guarantees[id] = Guarantee(msg.sender, d.dueAt, grace, 0, false, 0, 0, terms);
        bytes memory arguments = abi.encode(msg.sender, d.dueAt, grace, layers.length, shares.length, terms);
        _tellAs(id, d, GuaranteeOffered.selector, arguments, 0);
        for (uint256 i = 0; i < layers.length; ++i) _offerLayer(id, d, grace, i, layers[i], shares);
        for (uint256 i = 0; i < shares.length; ++i) _offerShare(id, d, i, shares[i], layers.length);
    }

    /// @inheritdoc IGuarantees
    function accept(uint256 id, uint8 share, bytes32 terms) external nonReentrant {
        Subject memory d = _read(id);
        require(d.isOfferable, NotCoverable(id));
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
        _tellAs(id, d, ShareAccepted.selector, abi.encode(share, s.reserve), 0);
        if (s.reserve != 0) _cashOf(id).transferFrom(msg.sender, address(this), s.reserve);
    }

    /// @inheritdoc IGuarantees
    function payPremium(uint256 id, uint8 share) external nonReentrant {
        Subject memory d = _read(id);
        require(d.isOfferable, NotCoverable(id));
        require(msg.sender == _guarantees[id].arranger, NotTheArranger(id, msg.sender));
        Account storage account = _accepted(id, share);
        require(!account.isPremiumPaid, PremiumSettled(id, share));
        // Whoever could wait for the default would pay for what it needs only.
        uint256 until = _guarantees[id].dueAt;
        require(block.timestamp <= until, PremiumLate(id, until));
        account.isPremiumPaid = true;
        Share memory s = _shares[id][share];
        _tellAs(id, d, PremiumPaid.selector, abi.encode(share, s.premium), 0);
        _cashOf(id).transferFrom(msg.sender, s.guarantor, s.premium);
    }

    /// @inheritdoc IGuarantees
    function fund(uint256 id, uint8 share, uint96 amount) external nonReentrant {
        _asGuarantor(id, share);
        require(amount != 0, ZeroAmount());
        Subject memory d = _read(id);
        uint96 reserve = _accepted(id, share).reserve += amount;
        _tellAs(id, d, ReserveFunded.selector, abi.encode(share, amount, reserve), 0);
        _cashOf(id).transferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IGuarantees
    function demand(uint256 id, bytes32 reason) external {
        Subject memory d = _read(id);
        Guarantee storage g = _guarantees[id];
        require(d.isDemandable, NotCoverable(id));
        require(_mayDemand(id, msg.sender), NotAHolder(id, msg.sender));
        require(g.isAccepted, NoShare(id, 0));
        require(g.demandedAt == 0, AlreadyDemanded(id));
        uint256 from = d.defaultAt + g.grace;
        require(block.timestamp > from, NotInDefault(id, from));
        (g.demandedAt, g.demandedLoss) = (uint40(block.timestamp), uint96(d.loss));
        _tellAs(id, d, CoverDemanded.selector, abi.encode(msg.sender, d.loss, reason), 0);
    }

    /// @inheritdoc IGuarantees
    function payCover(uint256 id, uint8 share) external nonReentrant returns (uint96 amount) {
        Subject memory d = _read(id);
        require(d.isDemandable, NotCoverable(id));
        require(_guarantees[id].demandedAt != 0, NotDemanded(id));
        Account storage account = _accepted(id, share);
        amount = uint96(Math.min(_dueOf(id, d, share), account.reserve));
        require(amount != 0, NothingToPay(id, share));
        uint96 reserve = account.reserve -= amount;
        uint96 paid = account.paid += amount;
        _guarantees[id].paid += amount;
        _tellAs(id, d, CoverPaid.selector, abi.encode(share, amount, paid, reserve), amount);
    }

    /// @inheritdoc IGuarantees
    /// @dev The contract of the debt holds what came back; a guarantor whose check has expired is paid all the same.
    function recover(uint256 id, uint8 share) external nonReentrant returns (uint96 amount) {
        Subject memory d = _read(id);
        Account storage account = _accepted(id, share);
        amount = uint96(_recoverableOf(id, d, share));
        require(amount != 0, NothingToRecover(id, share));
        uint96 recovered = account.recovered += amount;
        _tellAs(id, d, CoverRecovered.selector, abi.encode(share, amount, recovered), 0);
        _cashOf(id).transferFrom(_keeper(), _shares[id][share].guarantor, amount);
    }

    /// @inheritdoc IGuarantees
    function release(uint256 id, uint8 share) external nonReentrant returns (uint96 amount) {
        _asGuarantor(id, share);
        Subject memory d = _read(id);
        Account storage account = _accepted(id, share);
        amount = uint96(_releasableOf(id, d, share));
        require(amount != 0, NothingToRelease(id, share));
        uint96 reserve = account.reserve -= amount;
        _tellAs(id, d, ReserveReleased.selector, abi.encode(share, amount, reserve), 0);
        _cashOf(id).transfer(msg.sender, amount);
    }

    /// @inheritdoc IGuarantees
    function guaranteeOf(uint256 id) external view returns (Guarantee memory) {
        return _guarantees[id];
    }

    /// @inheritdoc IGuarantees
    function layersOf(uint256 id) external view returns (Layer[] memory) {
        return _layers[id];
    }

    /// @inheritdoc IGuarantees
    function sharesOf(uint256 id) external view returns (Share[] memory) {
        return _shares[id];
    }

    /// @inheritdoc IGuarantees
    function accountOf(uint256 id, uint8 share) external view returns (Account memory) {
        return _accounts[id][share];
    }

    /// @inheritdoc IGuarantees
    function dueOf(uint256 id, uint8 share) external view returns (uint256) {
        return _guarantees[id].demandedAt == 0 ? 0 : _dueOf(id, _read(id), share);
    }

    /// @inheritdoc IGuarantees
    function recoverableOf(uint256 id, uint8 share) external view returns (uint256) {
        return _recoverableOf(id, _read(id), share);
    }

    /// @inheritdoc IGuarantees
    function releasableOf(uint256 id, uint8 share) external view returns (uint256) {
        return _releasableOf(id, _read(id), share);
    }

    function _read(uint256 id) internal view virtual returns (Subject memory);
    function _mayArrange(uint256 id, address account) internal view virtual returns (bool);
    function _mayDemand(uint256 id, address account) internal view virtual returns (bool);
    function _cashOf(uint256 id) internal view virtual returns (ICash);
    /// Who holds what came back.
    function _keeper() internal view virtual returns (address);
    /// Adds an entry to the debt's history, and has cover distributed to the holders.
    function _tell(uint256 id, Subject memory d, bytes32 topic, bytes memory arguments, uint96 cover) internal virtual;

    function _offerLayer(
        uint256 id,
        Subject memory d,
        uint32 grace,
        uint256 number,
        Layer calldata layer,
        Share[] calldata shares
    ) private {
        bool isShared = false;
        for (uint256 i = 0; i < shares.length; ++i) isShared = isShared || shares[i].layer == number;
        // Cover that ends before anybody can be in default would be a premium for nothing.
        bool isUseful = layer.cap != 0 && layer.validUntil > uint256(d.dueAt) + grace;
        require(isShared && isUseful && layer.bps <= BPS, BadLayer(number));
        _layers[id].push(layer);
        bytes memory arguments = abi.encode(number, layer.bps, layer.cap, layer.validUntil);
        _tellAs(id, d, LayerOffered.selector, arguments, 0);
    }

    function _offerShare(uint256 id, Subject memory d, uint256 number, Share calldata share, uint256 layers) private {
        bool isStranger = share.guarantor != d.debtor && parties.isAccount(share.guarantor);
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
        _tellAs(id, d, ShareOffered.selector, arguments, 0);
    }

    function _tellAs(uint256 id, Subject memory d, bytes32 topic, bytes memory arguments, uint96 cover) private {
        Standing caller = parties.carry(msg.sender);
        require(caller.sends(), CannotAct(msg.sender));
        _tell(id, d, topic, arguments, cover);
    }

    function _accepted(uint256 id, uint8 share) private view returns (Account storage account) {
        account = _accounts[id][share];
        require(account.isAccepted, NotAccepted(id, share));
    }

    function _asGuarantor(uint256 id, uint8 share) private view returns (Share memory s) {
        require(share < _shares[id].length, NoShare(id, share));
        s = _shares[id][share];
        require(msg.sender == s.guarantor, NotTheGuarantor(id, share, msg.sender));
    }

    function _dueOf(uint256 id, Subject memory d, uint8 share) private view returns (uint256) {
        Share[] memory shares = _shares[id];
        if (share >= shares.length) return 0;
        Account memory account = _accounts[id][share];
        uint256 layer = shares[share].layer;
        bool inForce = account.isAccepted && account.isPremiumPaid;
        if (!inForce || _guarantees[id].demandedAt > _layers[id][layer].validUntil) return 0;
        (uint256 before, uint256 all) = _weights(shares, share);
        uint256 borne = _borneBy(id, layer, d.loss);
        // Rounded down at every step from the whole layer, so that the shares add up to it exactly.
        uint256 part = (borne * (before + shares[share].weight)) / all - (borne * before) / all;
        return Math.min(Math.saturatingSub(part, account.paid), d.missing);
    }

    /// What a layer bears of a loss: a part of all of it, or what the layers before it leave.
    function _borneBy(uint256 id, uint256 layer, uint256 loss) private view returns (uint256 borne) {
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

    function _recoverableOf(uint256 id, Subject memory d, uint8 share) private view returns (uint256) {
        Account memory account = _accounts[id][share];
        if (account.paid == 0) return 0;
        Share[] memory shares = _shares[id];
        uint256 layer = shares[share].layer;
        uint256 all = _guarantees[id].paid;
        uint256 left = d.returned;
        // Interest that ran on cover comes last, to each by what it paid.
        uint256 interest = (Math.saturatingSub(left, all) * account.paid) / all;
        uint256 paidByLayer;
        for (uint256 i = 0; i < shares.length; ++i) {
            uint256 paid = _accounts[id][i].paid;
            if (shares[i].layer > layer) left = Math.saturatingSub(left, paid);
            if (shares[i].layer == layer) paidByLayer += paid;
        }
        return (Math.min(left, paidByLayer) * account.paid) / paidByLayer + interest - account.recovered;
    }

    function _releasableOf(uint256 id, Subject memory d, uint8 share) private view returns (uint256) {
        Account memory account = _accounts[id][share];
        Guarantee memory g = _guarantees[id];
        if (!d.isOwed || account.reserve == 0) return account.reserve;
        if (g.demandedAt != 0) return Math.saturatingSub(account.reserve, _dueOf(id, d, share));
        bool isExpired = block.timestamp > _layers[id][_shares[id][share].layer].validUntil;
        bool isUnpaid = !account.isPremiumPaid && block.timestamp > g.dueAt;
        return isExpired || isUnpaid ? account.reserve : 0;
    }
}
