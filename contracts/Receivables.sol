// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IClaimToken} from "./interfaces/IClaimToken.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IFingerprints} from "./interfaces/IFingerprints.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IReceivables} from "./interfaces/IReceivables.sol";
import {BankRef, ClaimId, Currency} from "./interfaces/Types.sol";
import {Distribution} from "./libraries/Distribution.sol";
import {PartyRoles, Waivers} from "./libraries/Roles.sol";
import {ClaimToken} from "./ClaimToken.sol";

/// @title Receivables, see {IReceivables}
contract Receivables is IReceivables, ClaimToken {
    using Distribution for Distribution.Share;

    /// A claim as stored: three slots, the third written by the first payment.
    struct Slots {
        address seller;
        Status status;
        uint8 waivers;
        uint8 currency;
        uint32 seq;
        uint40 dueAt;
        address debtor;
        uint96 units;
        uint96 debtorPaid;
        uint96 paidOut;
        uint32 version;
    }

    /// @param units Units redeemed.
    /// @param remainders What rounding kept from the holders whose shares are final, times the units of the claim.
    struct Redemption {
        uint96 units;
        uint160 remainders;
    }

    struct CashOf {
        ICash cash;
        Currency currency;
    }

    /// Bit in `waivers` of a claim whose number the seller had used before.
    uint8 private constant SAME_NUMBER = 1 << 7;
    /// One byte for each status: the statuses it may turn into, as a bit set.
    uint256 private constant TRANSITIONS =
        (1 << uint8(Status.REGISTERED)) |
            (((1 << uint8(Status.ACKNOWLEDGED)) | (1 << uint8(Status.CANCELLED))) << (8 * uint8(Status.REGISTERED))) |
            ((1 << uint8(Status.SETTLED)) << (8 * uint8(Status.ACKNOWLEDGED)));

    IFingerprints public immutable fingerprints;

    mapping(ClaimId id => Slots) private _claims;
    mapping(ClaimId id => uint96) private _suspense;
    mapping(ClaimId id => Redemption) private _redemptions;
    /// Index 0 is unused, so that a claim without a currency cannot exist.
    CashOf[] private _cash;
    mapping(Currency currency => uint8) private _indexOf;

    constructor(address authority, IParties parties_, IFingerprints fingerprints_) ClaimToken(authority, parties_) {
        fingerprints = fingerprints_;
        _cash.push();
    }

    /// @inheritdoc IReceivables
    function register(Registration calldata registration) external returns (ClaimId) {
        return _register(msg.sender, registration);
    }

    /// @inheritdoc IReceivables
    function registerFor(address seller, Registration calldata registration) external onlySealed returns (ClaimId) {
        return _register(seller, registration);
    }

    /// @inheritdoc IReceivables
    function acknowledge(Acknowledgement calldata acknowledgement) external {
        _acknowledge(msg.sender, acknowledgement);
    }

    /// @inheritdoc IReceivables
    function acknowledgeFor(address debtor, Acknowledgement calldata acknowledgement) external onlySealed {
        _acknowledge(debtor, acknowledgement);
    }

    /// @inheritdoc IReceivables
    function cancel(ClaimId id, bytes32 reason) external {
        Slots storage c = _known(id);
        require(msg.sender == c.seller, NotSeller(msg.sender, c.seller));
        require(c.debtorPaid == 0, AlreadyPaid(id, c.debtorPaid));
        _transition(id, c, Status.CANCELLED);
        _append(ClaimId.unwrap(id), Cancelled.selector, abi.encode(reason));
        _burn(c.seller, ClaimId.unwrap(id), c.units);
    }

    /// @inheritdoc IReceivables
    function pay(ClaimId id, uint256 amount) external {
        Slots storage c = _known(id);
        uint256 due = _due(c);
        require(amount <= due, ExceedsDue(id, amount, due));
        Source source = msg.sender == c.debtor ? Source.DEBTOR : Source.THIRD_PARTY;
        _book(id, c, amount, source, BankRef.wrap(0));
        _cash[c.currency].cash.transferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IReceivables
    function payFromBank(ClaimId id, uint256 amount, BankRef ref) external restricted {
        Slots storage c = _known(id);
        uint256 due = _due(c);
        uint256 booked = amount < due ? amount : due;
        if (booked != 0) _book(id, c, booked, Source.BANK, ref);
        if (amount > booked) {
            uint96 suspense = _suspense[id] += uint96(amount - booked);
            _append(ClaimId.unwrap(id), Suspended.selector, abi.encode(amount - booked, suspense));
        }
        _cash[c.currency].cash.mintFor(msg.sender, address(this), amount, ref);
    }

    /// @inheritdoc IReceivables
    function refund(ClaimId id) external nonReentrant returns (uint256 amount) {
        Slots storage c = _known(id);
        amount = _suspense[id];
        require(amount != 0, NothingInSuspense(id));
        _suspense[id] = 0;
        _append(ClaimId.unwrap(id), Refunded.selector, abi.encode(c.debtor, amount));
        _cash[c.currency].cash.transfer(c.debtor, amount);
    }

    /// @inheritdoc IReceivables
    function redeem(ClaimId id) external {
        redeemFor(id, msg.sender);
    }

    /// @inheritdoc IReceivables
    function redeemFor(ClaimId id, address holder) public nonReentrant {
        Slots storage c = _known(id);
        require(c.status == Status.SETTLED, WrongStatus(id, c.status));
        uint256 units = balanceOf(holder, ClaimId.unwrap(id));
        uint256 amount = _withdraw(ClaimId.unwrap(id), holder);
        if (units != 0) {
            _burn(holder, ClaimId.unwrap(id), units);
            _append(ClaimId.unwrap(id), Redeemed.selector, abi.encode(holder, units));
        }
        uint256 remainder = _shares[ClaimId.unwrap(id)][holder].stripRemainder(c.units);
        require(units + amount + remainder != 0, NothingToRedeem(id, holder));
        Redemption storage r = _redemptions[id];
        r.units += uint96(units);
        r.remainders += uint160(remainder);
        _afterPayout(ClaimId.unwrap(id));
    }

    /// @inheritdoc IReceivables
    function setCash(ICash cash) external restricted {
        Currency currency = cash.currency();
        require(_indexOf[currency] == 0, CurrencySet(currency));
        _indexOf[currency] = uint8(_cash.length);
        _cash.push(CashOf(cash, currency));
        emit CashSet(currency, cash);
    }

    /// @inheritdoc IReceivables
    function claim(ClaimId id) external view returns (Claim memory) {
        Slots storage c = _claims[id];
        return
            Claim({
                seller: c.seller,
                debtor: c.debtor,
                currency: _cash[c.currency].currency,
                status: c.status,
                waivers: c.waivers & Waivers.ALL,
                sameNumber: c.waivers & SAME_NUMBER != 0,
                dueAt: c.dueAt,
                units: c.units,
                debtorPaid: c.debtorPaid,
                paidOut: c.paidOut,
                suspense: _suspense[id],
                version: c.version,
                seq: c.seq
            });
    }

    /// @inheritdoc IReceivables
    function debtorDue(ClaimId id) external view returns (uint256) {
        return _due(_known(id));
    }

    /// @inheritdoc IReceivables
    function cashOf(Currency currency) external view returns (ICash) {
        return _cash[_indexOf[currency]].cash;
    }

    /// @inheritdoc IReceivables
    function outstandingUnits(ClaimId id) external view returns (uint256) {
        Slots storage c = _claims[id];
        return c.status == Status.CANCELLED ? 0 : c.units - _redemptions[id].units;
    }

    /// @inheritdoc IClaimToken
    function isSaleable(uint256 id) external view returns (bool) {
        return _isTransferable(id, false);
    }

    /// @inheritdoc IClaimToken
    function versionOf(uint256 id) external view returns (uint32) {
        return _claims[ClaimId.wrap(id)].version;
    }

    /// @inheritdoc IClaimToken
    function sequenceOf(uint256 id) external view returns (uint32) {
        return _claims[ClaimId.wrap(id)].seq;
    }

    /// @inheritdoc ClaimToken
    function cashFor(uint256 id) public view override(ClaimToken, IClaimToken) returns (ICash) {
        return _cash[_claims[ClaimId.wrap(id)].currency].cash;
    }

    function _register(address seller, Registration calldata r) private whenNotPaused returns (ClaimId id) {
        IFingerprints.Fingerprint calldata f = r.fingerprint;
        uint8 currency = _indexOf[r.currency];
        require(currency != 0, UnknownCurrency(r.currency));
        require(r.face != 0, ZeroAmount());
        require(r.dueAt != 0, ZeroDueDate());
        require(seller == f.seller, NotSeller(seller, f.seller));
        require(seller != f.debtor, SelfDealing(seller));
        require(parties.hasRoles(seller, PartyRoles.ENTERPRISE), CannotActAs(seller, PartyRoles.ENTERPRISE));
        require(parties.hasRoles(f.debtor, PartyRoles.ENTERPRISE), CannotActAs(f.debtor, PartyRoles.ENTERPRISE));
        bool sameNumber = fingerprints.take(f, r.signature);

        id = ClaimId.wrap(uint256(f.tags[0]));
        Slots storage c = _claims[id];
        require(c.status == Status.NONE, ClaimExists(id));
        c.seller = seller;
        c.waivers = sameNumber ? SAME_NUMBER : 0;
        c.currency = currency;
        c.dueAt = r.dueAt;
        c.debtor = f.debtor;
        c.units = r.face;
        _transition(id, c, Status.REGISTERED);
        bytes memory tail = abi.encode(seller, f.debtor, r.currency, r.face, r.dueAt, f.documentRoot, sameNumber);
        _append(ClaimId.unwrap(id), Registered.selector, tail);
        _mint(seller, ClaimId.unwrap(id), r.face, "");
    }

    function _acknowledge(address debtor, Acknowledgement calldata a) private whenNotPaused {
        Slots storage c = _known(a.id);
        uint96 face = c.units;
        require(debtor == c.debtor, NotDebtor(debtor, c.debtor));
        require(parties.hasRoles(debtor, PartyRoles.ENTERPRISE), CannotActAs(debtor, PartyRoles.ENTERPRISE));
        require(a.amount != 0, ZeroAmount());
        require(a.dueAt != 0, ZeroDueDate());
        require(a.amount <= face, AmountAboveFace(a.id, a.amount, face));
        require(a.amount >= c.debtorPaid, AmountBelowPaid(a.id, a.amount, c.debtorPaid));
        require(a.waivers & ~Waivers.ALL == 0, UnknownWaiver(a.waivers));
        bool accepted = c.waivers & SAME_NUMBER == 0 || a.waivers & Waivers.SAME_NUMBER != 0;
        require(accepted, SameNumberNotAccepted(a.id));

        _transition(a.id, c, Status.ACKNOWLEDGED);
        c.waivers |= a.waivers;
        c.dueAt = a.dueAt;
        _append(ClaimId.unwrap(a.id), Acknowledged.selector, abi.encode(a.amount, a.dueAt, a.waivers, a.terms));
        if (a.amount < face) {
            c.units = a.amount;
            _burn(c.seller, ClaimId.unwrap(a.id), face - a.amount);
            _shares[ClaimId.unwrap(a.id)][c.seller].entitleSole(a.amount, c.debtorPaid);
        }
        _settleIfPaid(a.id, c);
    }

    /// Counts money that is about to come in.
    function _book(ClaimId id, Slots storage c, uint256 amount, Source source, BankRef ref) private {
        require(amount != 0, ZeroAmount());
        c.debtorPaid += uint96(amount);
        c.version += 1;
        _append(ClaimId.unwrap(id), Paid.selector, abi.encode(msg.sender, amount, source, ref, c.debtorPaid));
        _settleIfPaid(id, c);
    }

    function _settleIfPaid(ClaimId id, Slots storage c) private {
        if (c.status != Status.ACKNOWLEDGED || _due(c) != 0) return;
        _transition(id, c, Status.SETTLED);
        _append(ClaimId.unwrap(id), Settled.selector, "");
    }

    /// Gives what the rounding of all payouts left over to the seller, once nobody is owed anything else: former holders
    /// may still be owed for the time before they sold.
    function _afterPayout(uint256 id) internal override {
        Slots storage c = _claims[ClaimId.wrap(id)];
        if (c.status != Status.SETTLED) return;
        Redemption storage r = _redemptions[ClaimId.wrap(id)];
        uint256 units = c.units;
        if (r.units != units || (uint256(c.debtorPaid) - c.paidOut) * units != r.remainders) return;
        uint256 dust = r.remainders / units;
        c.paidOut += uint96(dust);
        _append(id, Closed.selector, abi.encode(dust));
        if (dust != 0) _cash[c.currency].cash.transfer(c.seller, dust);
    }

    function _transition(ClaimId id, Slots storage c, Status to) private {
        Status from = c.status;
        bool listed = (TRANSITIONS >> (8 * uint8(from))) & (1 << uint8(to)) != 0;
        require(listed, ForbiddenTransition(id, from, to));
        c.status = to;
    }

    function _known(ClaimId id) private view returns (Slots storage c) {
        c = _claims[id];
        require(c.status != Status.NONE, UnknownClaim(id));
    }

    /// What the debtor owes: of the face until it has acknowledged, nothing once the claim is cancelled.
    function _due(Slots storage c) private view returns (uint256) {
        return c.status == Status.CANCELLED ? 0 : c.units - c.debtorPaid;
    }

    function _received(uint256 id) internal view override returns (uint256) {
        return _claims[ClaimId.wrap(id)].debtorPaid;
    }

    function _issued(uint256 id) internal view override returns (uint256) {
        return _claims[ClaimId.wrap(id)].units;
    }

    function _isTransferable(uint256 id, bool forced) internal view override returns (bool) {
        Status status = _claims[ClaimId.wrap(id)].status;
        return status == Status.ACKNOWLEDGED || (forced && status == Status.SETTLED);
    }

    function _countPayout(uint256 id, uint256 amount) internal override {
        _claims[ClaimId.wrap(id)].paidOut += uint96(amount);
    }

    function _nextSequence(uint256 id) internal override returns (uint32) {
        return ++_known(ClaimId.wrap(id)).seq;
    }
}
