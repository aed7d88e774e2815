// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IReceivables} from "./interfaces/IReceivables.sol";
import {IServicing} from "./interfaces/IServicing.sol";
import {BankRef, ClaimId} from "./interfaces/Types.sol";
import {Waivers} from "./libraries/Roles.sol";

/// @title Servicing, see {IServicing}
/// @dev It checks who may do what; the claim contract keeps what the claim is worth, its units and its history.
contract Servicing is IServicing, AccessManaged, ReentrancyGuardTransient {
    uint256 private constant BASIS = 10_000;

    IParties public immutable parties;
    IReceivables public immutable receivables;

    mapping(ClaimId id => Dispute) private _disputes;
    mapping(ClaimId id => Credit) private _credits;
    mapping(ClaimId id => Amendment) private _amendments;
    mapping(ClaimId id => Recourse) private _recourses;
    mapping(ClaimId id => Discount) private _discounts;
    mapping(ClaimId id => mapping(address holder => uint40)) private _putDeadlines;

    constructor(address authority, IParties parties_, IReceivables receivables_) AccessManaged(authority) {
        parties = parties_;
        receivables = receivables_;
    }

    /// @inheritdoc IServicing
    function cancel(ClaimId id, bytes32 reason) external {
        IReceivables.Claim memory c = _asSeller(id);
        require(c.status == IReceivables.Status.REGISTERED, NotRegistered(id));
        IReceivables.Change memory change = _unchanged(c);
        (change.status, change.reducedBy) = (IReceivables.Status.CANCELLED, c.units);
        _service(id, IReceivables.Cancelled.selector, abi.encode(reason), change);
    }

    /// @inheritdoc IServicing
    function reject(ClaimId id, bytes32 reason) external {
        IReceivables.Claim memory c = _asDebtor(id);
        require(c.status == IReceivables.Status.REGISTERED, NotRegistered(id));
        _service(id, Rejected.selector, abi.encode(reason), _unchanged(c));
    }

    /// @inheritdoc IServicing
    function dispute(ClaimId id, uint96 amount, uint40 resolveBy, bytes32 reason) external {
        IReceivables.Claim memory c = _asDebtor(id);
        _requireAcknowledged(id, c);
        require(c.waivers & Waivers.DEFENCES == 0, DefencesWaived(id));
        _requireWithin(id, amount, _debtorDue(c));
        require(block.timestamp < resolveBy, DeadlinePassed(id, resolveBy));
        _disputes[id] = Dispute(amount, resolveBy);
        IReceivables.Change memory change = _unchanged(c);
        change.isDisputed = true;
        _service(id, Disputed.selector, abi.encode(amount, resolveBy, reason), change);
    }

    /// @inheritdoc IServicing
    function withdrawDispute(ClaimId id, bytes32 reason) external {
        IReceivables.Claim memory c = _asDebtor(id);
        require(c.isDisputed, NotDisputed(id));
        delete _disputes[id];
        IReceivables.Change memory change = _unchanged(c);
        change.isDisputed = false;
        _service(id, DisputeWithdrawn.selector, abi.encode(reason), change);
    }

    /// @inheritdoc IServicing
    function proposeCredit(ClaimId id, uint96 amount, Making making, bytes32 documentRoot) external {
        IReceivables.Claim memory c = _asSeller(id);
        _requireAcknowledged(id, c);
        require(_credits[id].amount == 0, CreditOpen(id));
        _requireWithin(id, amount, _debtorDue(c));
        _credits[id] = Credit(amount, making, documentRoot);
        _service(id, CreditProposed.selector, abi.encode(amount, making, documentRoot), _unchanged(c));
    }

    /// @inheritdoc IServicing
    function declineCredit(ClaimId id, bytes32 reason) external {
        IReceivables.Claim memory c = receivables.claim(id);
        require(msg.sender == c.debtor || msg.sender == c.seller, NotAParty(id, msg.sender));
        require(_credits[id].amount != 0, NoCredit(id));
        delete _credits[id];
        _service(id, CreditDeclined.selector, abi.encode(msg.sender, reason), _unchanged(c));
    }

    /// @inheritdoc IServicing
    function acceptCredit(ClaimId id, uint96 amount, bytes32 documentRoot) external {
        IReceivables.Claim memory c = _asDebtor(id);
        Credit memory credit = _credits[id];
        require(credit.amount != 0, NoCredit(id));
        require(credit.amount == amount && credit.documentRoot == documentRoot, OtherTerms(id));
        _requireAcknowledged(id, c);
        _requireWithin(id, amount, _debtorDue(c));
        delete _credits[id];
        uint96 disputed = _disputed(id, c);
        disputed = disputed > amount ? disputed - amount : 0;
        if (disputed == 0) delete _disputes[id];
        else _disputes[id].amount = disputed;

        IReceivables.Change memory change = _unchanged(c);
        change.isDisputed = disputed != 0;
        if (credit.making == Making.REDUCED) {
            change.reducedBy = amount;
            if (amount == c.units) change.status = IReceivables.Status.CANCELLED;
        } else {
            change.dilutedBy = amount;
            if (credit.making == Making.PAID) change.paid = amount;
        }
        bytes memory arguments = abi.encode(amount, credit.making, documentRoot, disputed);
        _service(id, Credited.selector, arguments, change);
    }

    /// @inheritdoc IServicing
    function payCredit(ClaimId id, uint96 amount) external {
        IReceivables.Claim memory c = _asSeller(id);
        _requireWithin(id, amount, c.diluted - c.sellerPaid);
        IReceivables.Change memory change = _unchanged(c);
        change.paid = amount;
        _service(id, CreditPaid.selector, abi.encode(amount), change);
    }

    /// @inheritdoc IServicing
    function proposeAmendment(ClaimId id, uint40 dueAt, bytes32 documentRoot) external {
        IReceivables.Claim memory c = _asSeller(id);
        _requireUnsold(id, c);
        require(dueAt != 0, DeadlinePassed(id, dueAt));
        _amendments[id] = Amendment(dueAt, documentRoot);
        _service(id, AmendmentProposed.selector, abi.encode(dueAt, documentRoot), _unchanged(c));
    }

    /// @inheritdoc IServicing
    function acceptAmendment(ClaimId id, uint40 dueAt, bytes32 documentRoot) external {
        IReceivables.Claim memory c = _asDebtor(id);
        Amendment memory a = _amendments[id];
        require(a.dueAt != 0, NoAmendment(id));
        require(a.dueAt == dueAt && a.documentRoot == documentRoot, OtherTerms(id));
        _requireUnsold(id, c);
        delete _amendments[id];
        IReceivables.Change memory change = _unchanged(c);
        change.dueAt = dueAt;
        _service(id, Amended.selector, abi.encode(dueAt, documentRoot), change);
    }

    /// @inheritdoc IServicing
    function giveRecourse(ClaimId id, uint32 grace, uint32 buyBackTime) external {
        IReceivables.Claim memory c = _asSeller(id);
        require(!_recourses[id].given, RecourseFixed(id));
        _requireWhole(id, c);
        _recourses[id] = Recourse(true, grace, buyBackTime);
        _service(id, RecourseGiven.selector, abi.encode(grace, buyBackTime), _unchanged(c));
    }

    /// @inheritdoc IServicing
    function grantDiscount(ClaimId id, uint16 bps, uint40 until) external {
        IReceivables.Claim memory c = _asSeller(id);
        require(_discounts[id].until == 0, DiscountFixed(id));
        _requireWhole(id, c);
        _requireWithin(id, bps, BASIS - 1);
        require(block.timestamp <= until, DeadlinePassed(id, until));
        _discounts[id] = Discount(bps, until);
        _service(id, DiscountGranted.selector, abi.encode(bps, until), _unchanged(c));
    }

    /// @inheritdoc IServicing
    function takeDiscount(ClaimId id) external {
        IReceivables.Claim memory c = _asDebtor(id);
        _requireAcknowledged(id, c);
        Discount memory d = _discounts[id];
        require(d.until != 0, NoDiscount(id));
        require(block.timestamp <= d.until, DeadlinePassed(id, d.until));
        require(!c.isDisputed, StillDisputed(id));
        uint256 due = _debtorDue(c);
        _requireWithin(id, due, Math.mulDiv(c.units - c.diluted, d.bps, BASIS));
        IReceivables.Change memory change = _unchanged(c);
        change.dilutedBy = uint96(due);
        _service(id, DiscountTaken.selector, abi.encode(due), change);
    }

    /// @inheritdoc IServicing
    function recallWire(ClaimId id, BankRef ref, uint256 left, uint96 amount, bytes32 reason) external restricted {
        IReceivables.Claim memory c = receivables.claim(id);
        require(amount <= c.suspense, NotInSuspense(id, amount, c.suspense));
        IReceivables.Change memory change = _unchanged(c);
        change.recalled = amount;
        bytes memory arguments = abi.encode(msg.sender, ref, amount, reason, c.suspense - amount);
        _service(id, WireRecalled.selector, arguments, change);
        receivables.cashFor(ClaimId.unwrap(id)).recallFor(
            msg.sender,
            address(receivables),
            ClaimId.unwrap(id),
            ICash.Recall(ref, left, amount, reason)
        );
    }

    /// @inheritdoc IServicing
    function put(ClaimId id, uint96 units) external {
        IReceivables.Claim memory c = receivables.claim(id);
        Recourse memory r = _recourses[id];
        require(r.given, NoRecourse(id));
        require(msg.sender != c.seller, NotAParty(id, msg.sender));
        bool isOpen = c.status == IReceivables.Status.ACKNOWLEDGED || c.status == IReceivables.Status.WRITTEN_OFF;
        require(isOpen, NotAcknowledged(id));
        uint256 from = uint256(c.dueAt) + r.grace;
        require(block.timestamp > from, NotInDefault(id, from));
        require(_putDeadlines[id][msg.sender] == 0, PutOpen(id, msg.sender));
        require(units != 0, AmountOutOfRange(id, units, 0));
        uint40 deadline = uint40(block.timestamp + r.buyBackTime);
        _putDeadlines[id][msg.sender] = deadline;
        _service(id, PutMade.selector, abi.encode(msg.sender, units, deadline), _unchanged(c));
        receivables.lock(ClaimId.unwrap(id), msg.sender, units);
    }

    /// @inheritdoc IServicing
    function withdrawPut(ClaimId id, address holder) external {
        IReceivables.Claim memory c = receivables.claim(id);
        _closePut(id, holder);
        bool over = c.status == IReceivables.Status.SETTLED;
        require(over || msg.sender == holder, StillDue(id, holder));
        uint256 units = receivables.lockedOf(ClaimId.unwrap(id), holder);
        _service(id, PutWithdrawn.selector, abi.encode(holder, units), _unchanged(c));
        receivables.lock(ClaimId.unwrap(id), holder, 0);
    }

    /// @inheritdoc IServicing
    /// @dev The price goes through this contract, so that an expired check of the holder keeps nothing from it.
    function buyBack(ClaimId id, address holder) external nonReentrant returns (uint256 price) {
        IReceivables.Claim memory c = _asSeller(id);
        _closePut(id, holder);
        require(c.status != IReceivables.Status.SETTLED, NotAcknowledged(id));
        uint256 units = receivables.lockedOf(ClaimId.unwrap(id), holder);
        price = _priceOf(c, units);
        _service(id, BoughtBack.selector, abi.encode(holder, units, price), _unchanged(c));
        receivables.moveLocked(ClaimId.unwrap(id), holder, c.seller, BoughtBack.selector);
        ICash cash = receivables.cashFor(ClaimId.unwrap(id));
        cash.transferFrom(c.seller, address(this), price);
        cash.transfer(holder, price);
    }

    /// @inheritdoc IServicing
    function writeOff(ClaimId id, bytes32 reason) external restricted {
        IReceivables.Status to = IReceivables.Status.WRITTEN_OFF;
        IReceivables.Claim memory c = receivables.claim(id);
        require(c.status != to, IReceivables.ForbiddenTransition(id, c.status, to));
        IReceivables.Change memory change = _unchanged(c);
        change.status = to;
        _service(id, WrittenOff.selector, abi.encode(reason), change);
    }

    /// @inheritdoc IServicing
    function disputeOf(ClaimId id) external view returns (Dispute memory) {
        return Dispute(_disputed(id, receivables.claim(id)), _disputes[id].resolveBy);
    }

    /// @inheritdoc IServicing
    function creditOf(ClaimId id) external view returns (Credit memory) {
        return _credits[id];
    }

    /// @inheritdoc IServicing
    function amendmentOf(ClaimId id) external view returns (Amendment memory) {
        return _amendments[id];
    }

    /// @inheritdoc IServicing
    function recourseOf(ClaimId id) external view returns (Recourse memory) {
        return _recourses[id];
    }

    /// @inheritdoc IServicing
    function discountOf(ClaimId id) external view returns (Discount memory) {
        return _discounts[id];
    }

    /// @inheritdoc IServicing
    function putDeadlineOf(ClaimId id, address holder) external view returns (uint40) {
        return _putDeadlines[id][holder];
    }

    /// @inheritdoc IServicing
    function debtorDue(ClaimId id) external view returns (uint256) {
        IReceivables.Claim memory c = receivables.claim(id);
        return c.status == IReceivables.Status.CANCELLED ? 0 : _debtorDue(c);
    }

    /// @inheritdoc IServicing
    function sellerDue(ClaimId id) external view returns (uint256) {
        IReceivables.Claim memory c = receivables.claim(id);
        return c.diluted - c.sellerPaid;
    }

    /// @inheritdoc IServicing
    function buyBackPrice(ClaimId id, uint256 units) external view returns (uint256) {
        return _priceOf(receivables.claim(id), units);
    }

    function _service(ClaimId id, bytes32 topic, bytes memory arguments, IReceivables.Change memory change) private {
        require(parties.carry(msg.sender).sends(), CannotAct(msg.sender));
        receivables.service(id, topic, arguments, change);
    }

    function _closePut(ClaimId id, address holder) private {
        require(_putDeadlines[id][holder] != 0, NoPut(id, holder));
        delete _putDeadlines[id][holder];
    }

    function _asSeller(ClaimId id) private view returns (IReceivables.Claim memory c) {
        c = receivables.claim(id);
        require(msg.sender == c.seller, NotTheSeller(id, msg.sender));
    }

    function _asDebtor(ClaimId id) private view returns (IReceivables.Claim memory c) {
        c = receivables.claim(id);
        require(msg.sender == c.debtor, NotTheDebtor(id, msg.sender));
    }

    /// Payments end the dispute from its end: what is paid is not disputed any more.
    function _disputed(ClaimId id, IReceivables.Claim memory c) private view returns (uint96) {
        return uint96(Math.min(_disputes[id].amount, _debtorDue(c)));
    }

    /// While the seller holds all units and nothing is paid, the claim is a matter of seller and debtor alone.
    function _requireUnsold(ClaimId id, IReceivables.Claim memory c) private view {
        _requireAcknowledged(id, c);
        bool unsold = receivables.balanceOf(c.seller, ClaimId.unwrap(id)) == c.units;
        require(unsold && c.debtorPaid + c.sellerPaid + c.covered == 0, AlreadySold(id));
    }

    /// What the seller promises to holders is fixed before there are any.
    function _requireWhole(ClaimId id, IReceivables.Claim memory c) private view {
        bool open = c.status == IReceivables.Status.REGISTERED || c.status == IReceivables.Status.ACKNOWLEDGED;
        require(open && receivables.balanceOf(c.seller, ClaimId.unwrap(id)) == c.units, AlreadySold(id));
    }

    function _requireAcknowledged(ClaimId id, IReceivables.Claim memory c) private pure {
        require(c.status == IReceivables.Status.ACKNOWLEDGED, NotAcknowledged(id));
    }

    function _requireWithin(ClaimId id, uint256 amount, uint256 most) private pure {
        require(amount != 0 && amount <= most, AmountOutOfRange(id, amount, most));
    }

    function _unchanged(IReceivables.Claim memory c) private pure returns (IReceivables.Change memory change) {
        (change.status, change.isDisputed, change.dueAt) = (c.status, c.isDisputed, c.dueAt);
    }

    function _debtorDue(IReceivables.Claim memory c) private pure returns (uint256) {
        return uint256(c.units) - c.debtorPaid - c.diluted;
    }

    function _priceOf(IReceivables.Claim memory c, uint256 units) private pure returns (uint256) {
        uint256 missing = uint256(c.units) - c.debtorPaid - c.sellerPaid - c.covered;
        return Math.mulDiv(units, missing, c.units, Math.Rounding.Ceil);
    }
}
