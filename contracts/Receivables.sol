// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IClaimToken} from "./interfaces/IClaimToken.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IFingerprints} from "./interfaces/IFingerprints.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IPolicies} from "./interfaces/IPolicies.sol";
import {IReceivables} from "./interfaces/IReceivables.sol";
import {BankRef, ClaimId, Currency, IntentId} from "./interfaces/Types.sol";
import {Distribution} from "./libraries/Distribution.sol";
import {PartyRoles, Waivers} from "./libraries/Roles.sol";
import {Standing} from "./libraries/Standings.sol";
import {ClaimToken} from "./ClaimToken.sol";

/// @title Receivables, see {IReceivables}
/// @dev One file, although a long one: registration, acknowledgement, payment and close read and write the same five slots
/// by one table of transitions, and whoever checks that no unit or cent is lost has to see them side by side. What only
/// decides who may ask for a change stands apart, in {Servicing}.
contract Receivables is IReceivables, ClaimToken {
    using Distribution for Distribution.Share;

    /// The first slot of a claim. Parties stand in it by their numbers.
    struct Terms {
        uint32 seller;
        uint32 debtor;
        uint32 seq;
        uint40 dueAt;
        uint96 units;
        Status status;
        uint8 waivers;
        uint8 currency;
    }

    /// A claim as stored: its terms; a slot written by the first payment; one written by an excess or a redemption;
    /// what rounding kept from the holders whose shares are final, times the units of the claim; and one written by the
    /// first credit note; one written by the first cover that guarantors pay.
    struct Slots {
        Terms terms;
        uint96 received;
        uint96 paidOut;
        uint32 version;
        uint96 suspense;
        uint96 redeemed;
        bool isClosed;
        uint256 remainders;
        uint96 diluted;
        uint96 sellerPaid;
        uint96 covered;
    }

    struct CashOf {
        ICash cash;
        Currency currency;
    }

    /// Bit in `waivers` of a claim whose number the seller had used before.
    uint8 private constant SAME_NUMBER = 1 << 7;
    /// Bit in `waivers` of a claim that was paid on or serviced: while it is not set the second slot need not be read.
    uint8 private constant CHANGED = 1 << 6;
    /// Bit in `waivers` of a claim with a credit note or cover: while it is not set the last two slots need not be read.
    uint8 private constant ADJUSTED = 1 << 5;
    /// Bit in `waivers` of a claim whose debtor disputes a part of it.
    uint8 private constant DISPUTED = 1 << 4;
    /// Bit in `waivers` of a claim that is governed by the policy of a country: while it is not set none need be asked.
    uint8 private constant GOVERNED = 1 << 3;
    /// One byte for each status: the statuses it may turn into, as a bit set.
    uint256 private constant TRANSITIONS =
        (1 << uint8(Status.REGISTERED)) |
            (((1 << uint8(Status.ACKNOWLEDGED)) | (1 << uint8(Status.CANCELLED))) << (8 * uint8(Status.REGISTERED))) |
            (((1 << uint8(Status.SETTLED)) | (1 << uint8(Status.CANCELLED)) | (1 << uint8(Status.WRITTEN_OFF))) <<
                (8 * uint8(Status.ACKNOWLEDGED))) |
            ((1 << uint8(Status.SETTLED)) << (8 * uint8(Status.WRITTEN_OFF)));

    /// Statuses in which the enforcer, or whoever a holder has locked its units for, can move units.
    uint256 private constant FORCIBLE =
        (1 << uint8(Status.ACKNOWLEDGED)) | (1 << uint8(Status.SETTLED)) | (1 << uint8(Status.WRITTEN_OFF));

    IFingerprints public immutable fingerprints;
    IPolicies public immutable policies;

    mapping(ClaimId id => Slots) private _claims;
    /// Numbered from 1, so that a claim without a currency cannot exist.
    mapping(uint8 index => CashOf) private _cash;
    mapping(Currency currency => uint8) private _indexOf;
    uint8 private _lastCash;

    constructor(
        address authority,
        IParties parties_,
        IFingerprints fingerprints_,
        IPolicies policies_
    ) ClaimToken(authority, parties_) {
        fingerprints = fingerprints_;
        policies = policies_;
    }

    /// @inheritdoc IReceivables
    function register(Registration calldata registration) external returns (ClaimId) {
        return _register(msg.sender, registration);
    }

    /// @inheritdoc IReceivables
    function registerFor(address seller, Registration calldata registration) external returns (ClaimId) {
        return _register(seller, registration);
    }

    /// @inheritdoc IReceivables
    function acknowledge(Acknowledgement calldata acknowledgement) external {
        _acknowledge(msg.sender, acknowledgement);
    }

    /// @inheritdoc IReceivables
    function acknowledgeFor(address debtor, Acknowledgement calldata acknowledgement) external {
        _acknowledge(debtor, acknowledgement);
    }

    /// @inheritdoc IReceivables
    function pay(ClaimId id, uint256 amount) external {
        Slots storage c = _known(id);
        uint256 due = _due(c);
        require(amount <= due, ExceedsDue(id, amount, due));
        (Standing payer, IntentId intent) = _actor();
        _book(id, c, msg.sender, amount, _sourceOf(payer.number(), c.terms), BankRef.wrap(0), intent);
        _cash[c.terms.currency].cash.transferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IReceivables
    function payFromBank(ClaimId id, uint256 amount, BankRef ref) external restricted {
        Slots storage c = _known(id);
        uint256 due = _due(c);
        uint256 booked = amount < due ? amount : due;
        IntentId intent = _intent();
        if (booked != 0) _book(id, c, msg.sender, booked, Source.BANK, ref, intent);
        if (amount > booked) {
            uint96 suspense = c.suspense += SafeCast.toUint96(amount - booked);
            _append(
                ClaimId.unwrap(id),
                abi.encode(Suspended.selector, id, _nextSequence(ClaimId.unwrap(id)), intent, amount - booked, suspense)
            );
        }
        _cash[c.terms.currency].cash.mintFor(msg.sender, address(this), ClaimId.unwrap(id), amount, ref);
    }

    /// @inheritdoc IReceivables
    function refund(ClaimId id) external nonReentrant returns (uint256 amount) {
        Slots storage c = _known(id);
        amount = c.suspense;
        require(amount != 0, NothingInSuspense(id));
        address debtor = _accountAt(c.terms.debtor);
        c.suspense = 0;
        _append(
            ClaimId.unwrap(id),
            abi.encode(Refunded.selector, id, _nextSequence(ClaimId.unwrap(id)), _intent(), debtor, amount)
        );
        _payOut(ClaimId.unwrap(id), debtor, amount);
    }

    /// @inheritdoc IReceivables
    function redeem(ClaimId id) external {
        redeemFor(id, msg.sender);
    }

    /// @inheritdoc IReceivables
    function redeemFor(ClaimId id, address holder) public nonReentrant {
        Slots storage c = _known(id);
        require(c.terms.status == Status.SETTLED, WrongStatus(id, c.terms.status));
        uint256 units = balanceOf(holder, ClaimId.unwrap(id));
        (Standing standing, , , IntentId intent) = _standings(holder, address(0));
        uint256 amount = _withdraw(ClaimId.unwrap(id), holder, standing, intent);
        if (units != 0) {
            c.redeemed += uint96(units);
            _append(
                ClaimId.unwrap(id),
                abi.encode(Redeemed.selector, id, _nextSequence(ClaimId.unwrap(id)), intent, holder, units)
            );
            _retire(holder, ClaimId.unwrap(id), units, c.received);
        }
        uint256 remainder = _shares[ClaimId.unwrap(id)][holder].stripRemainder(c.terms.units);
        if (remainder != 0) c.remainders += remainder;
        bool closed = _afterPayout(ClaimId.unwrap(id), intent);
        require(closed || units + amount + remainder != 0, NothingToRedeem(id, holder));
    }

    /// @inheritdoc IReceivables
    function service(
        ClaimId id,
        bytes32 topic,
        bytes calldata arguments,
        Change calldata change
    ) external restricted nonReentrant {
        Slots storage c = _known(id);
        Terms memory t = c.terms;
        IntentId intent = _intent();
        if (change.status != t.status) t.status = _transition(id, t.status, change.status);
        t.waivers = (change.isDisputed ? t.waivers | DISPUTED : t.waivers & ~DISPUTED) | CHANGED;
        if (change.dilutedBy != 0) {
            t.waivers |= ADJUSTED;
            c.diluted += change.dilutedBy;
        }
        // All units go when the claim is cancelled: the issue stays what it was.
        if (t.status != Status.CANCELLED) t.units -= change.reducedBy;
        if (t.dueAt != change.dueAt) {
            t.dueAt = change.dueAt;
            _checkTenor(id, t);
        }
        if (change.isCover) t.waivers |= ADJUSTED;
        if (change.recalled != 0) c.suspense -= change.recalled;
        c.terms = t;
        c.version += 1;
        _append(
            ClaimId.unwrap(id),
            bytes.concat(abi.encode(topic, id, _nextSequence(ClaimId.unwrap(id)), intent), arguments)
        );
        if (change.reducedBy != 0) {
            require(c.received == 0, AlreadyReceived(id, c.received));
            _retire(_accountAt(t.seller), ClaimId.unwrap(id), change.reducedBy, 0);
        }
        if (change.paid != 0) {
            address payer = msg.sender;
            if (change.isCover) {
                c.received += change.paid;
                c.covered += change.paid;
            } else {
                payer = _accountAt(t.seller);
                _book(id, c, payer, change.paid, Source.DILUTION, BankRef.wrap(0), intent);
            }
            _cash[t.currency].cash.transferFrom(payer, address(this), change.paid);
        }
    }

    /// @inheritdoc IReceivables
    function setCash(ICash cash) external restricted {
        Currency currency = cash.currency();
        require(_indexOf[currency] == 0, CurrencySet(currency));
        uint8 index = ++_lastCash;
        _indexOf[currency] = index;
        _cash[index] = CashOf(cash, currency);
        emit CashSet(currency, cash);
    }

    /// @inheritdoc IReceivables
    function claim(ClaimId id) external view returns (Claim memory) {
        Slots storage c = _claims[id];
        Terms memory t = c.terms;
        return
            Claim({
                seller: _accountAt(t.seller),
                debtor: _accountAt(t.debtor),
                currency: _cash[t.currency].currency,
                status: t.status,
                waivers: t.waivers & Waivers.ALL,
                sameNumber: t.waivers & SAME_NUMBER != 0,
                isDisputed: t.waivers & DISPUTED != 0,
                dueAt: t.dueAt,
                units: t.units,
                debtorPaid: c.received - c.sellerPaid - c.covered,
                diluted: c.diluted,
                sellerPaid: c.sellerPaid,
                covered: c.covered,
                paidOut: c.paidOut,
                suspense: c.suspense,
                version: c.version,
                seq: t.seq
            });
    }

    /// @inheritdoc IReceivables
    function outstandingUnits(ClaimId id) external view returns (uint256) {
        Slots storage c = _claims[id];
        return c.terms.status == Status.CANCELLED ? 0 : c.terms.units - c.redeemed;
    }

    /// @inheritdoc IClaimToken
    function saleOf(uint256 id) external view returns (bool saleable, uint32 version, ICash cash) {
        Terms memory t = _claims[ClaimId.wrap(id)].terms;
        saleable = _isTradable(id, t);
        version = t.waivers & CHANGED == 0 ? 0 : _claims[ClaimId.wrap(id)].version;
        cash = _cash[t.currency].cash;
    }

    /// @inheritdoc IClaimToken
    function sequenceOf(uint256 id) external view returns (uint32) {
        return _claims[ClaimId.wrap(id)].terms.seq;
    }

    /// @inheritdoc ClaimToken
    function cashFor(uint256 id) public view override(ClaimToken, IClaimToken) returns (ICash) {
        return _cash[_claims[ClaimId.wrap(id)].terms.currency].cash;
    }

    function _register(address seller, Registration calldata r) private whenNotPaused returns (ClaimId id) {
        IFingerprints.Fingerprint calldata f = r.fingerprint;
        Terms memory t;
        t.currency = _indexOf[r.currency];
        t.units = r.face;
        t.dueAt = r.dueAt;
        require(t.currency != 0, UnknownCurrency(r.currency));
        require(r.face != 0, ZeroAmount());
        require(r.dueAt != 0, ZeroDueDate());
        require(seller == f.seller, NotSeller(seller, f.seller));
        require(seller != f.debtor, SelfDealing(seller));
        IntentId intent = _checkPair(t, seller, f.debtor);
        bool sameNumber = fingerprints.take(f, r.signature);
        if (sameNumber) t.waivers |= SAME_NUMBER;

        id = ClaimId.wrap(uint256(f.tags[0]));
        t.status = _transition(id, _claims[id].terms.status, Status.REGISTERED);
        t.seq = 1;
        _claims[id].terms = t;
        _append(ClaimId.unwrap(id), _registered(id, intent, r, seller, sameNumber));
        _issue(seller, ClaimId.unwrap(id), r.face);
    }

    /// The first event of a claim's history.
    function _registered(
        ClaimId id,
        IntentId intent,
        Registration calldata r,
        address seller,
        bool sameNumber
    ) private pure returns (bytes memory) {
        IFingerprints.Fingerprint calldata f = r.fingerprint;
        return
            abi.encode(
                Registered.selector,
                id,
                uint256(1),
                intent,
                seller,
                f.debtor,
                r.currency,
                r.face,
                r.dueAt,
                f.documentRoot,
                sameNumber
            );
    }

    function _acknowledge(address debtor, Acknowledgement calldata a) private {
        Slots storage c = _claims[a.id];
        Terms memory t = c.terms;
        require(t.status != Status.NONE, UnknownClaim(a.id));
        IntentId intent = _checkDebtor(debtor, t.debtor);
        uint256 paid = t.waivers & CHANGED == 0 ? 0 : c.received;
        uint256 surplus = _agree(t, a, paid);
        _checkTenor(a.id, t);
        c.terms = t;
        _append(
            ClaimId.unwrap(a.id),
            abi.encode(Acknowledged.selector, a.id, t.seq, intent, t.units, t.dueAt, a.waivers, a.terms)
        );
        if (surplus != 0) {
            address seller = _accountAt(t.seller);
            _retire(seller, ClaimId.unwrap(a.id), surplus, paid);
            _shares[ClaimId.unwrap(a.id)][seller].entitleSole();
        }
        if (t.units == paid) _settle(a.id, c, intent);
    }

    /// Turns the terms of an invoice into those that its debtor acknowledges.
    /// @return surplus By how much the invoice asked for more.
    function _agree(Terms memory t, Acknowledgement calldata a, uint256 paid) private pure returns (uint256 surplus) {
        (uint96 amount, uint40 dueAt, uint8 waivers) = (a.amount, a.dueAt, a.waivers);
        require(amount != 0, ZeroAmount());
        require(dueAt != 0, ZeroDueDate());
        require(amount <= t.units, AmountAboveFace(a.id, amount, t.units));
        require(amount >= paid, AmountBelowPaid(a.id, amount, paid));
        require(waivers & ~Waivers.ALL == 0, UnknownWaiver(waivers));
        bool accepted = t.waivers & SAME_NUMBER == 0 || waivers & Waivers.SAME_NUMBER != 0;
        require(accepted, SameNumberNotAccepted(a.id));
        t.status = _transition(a.id, t.status, Status.ACKNOWLEDGED);
        // The amount is at most the units, and no history has 2^32 events.
        unchecked {
            surplus = t.units - amount;
            t.seq += 1;
        }
        t.waivers |= waivers;
        t.dueAt = dueAt;
        t.units = amount;
    }

    /// Notes a seller and its debtor, and whether their countries govern the claim.
    /// @return intent By which it comes about.
    function _checkPair(Terms memory t, address seller, address debtor) private view returns (IntentId intent) {
        (Standing s, Standing d, Standing operator, IntentId under) = _standings(seller, debtor);
        require(msg.sender == seller || operator.isSealed(), NotSealed(msg.sender));
        require(s.actsAs(PartyRoles.ENTERPRISE), CannotActAs(seller, PartyRoles.ENTERPRISE));
        require(d.actsAs(PartyRoles.ENTERPRISE), CannotActAs(debtor, PartyRoles.ENTERPRISE));
        (t.seller, t.debtor, intent) = (s.number(), d.number(), under);
        if (policies.governs(s.country(), d.country())) t.waivers = GOVERNED;
    }

    function _checkDebtor(address debtor, uint32 expected) private view returns (IntentId intent) {
        Standing d;
        if (msg.sender == debtor) {
            (d, intent) = _actor();
        } else {
            Standing operator;
            (d, , operator, intent) = _standings(debtor, address(0));
            require(operator.isSealed(), NotSealed(msg.sender));
        }
        if (d.number() != expected) revert NotDebtor(debtor, _accountAt(expected));
        require(d.actsAs(PartyRoles.ENTERPRISE), CannotActAs(debtor, PartyRoles.ENTERPRISE));
    }

    function _sourceOf(uint32 payer, Terms storage t) private view returns (Source) {
        if (payer == t.debtor) return Source.DEBTOR;
        return payer == t.seller ? Source.TURN_OVER : Source.THIRD_PARTY;
    }

    /// Counts money that is about to come in.
    function _book(
        ClaimId id,
        Slots storage c,
        address payer,
        uint256 amount,
        Source source,
        BankRef ref,
        IntentId intent
    ) private {
        require(amount != 0, ZeroAmount());
        uint96 received = c.received + uint96(amount);
        bool isWhole = received >= c.terms.units;
        if (isWhole && c.terms.waivers & ADJUSTED != 0) {
            // Holders until whole; what is beyond is the guarantors', who fetch it.
            uint96 covered = c.covered -= received - c.terms.units;
            received = c.terms.units;
            isWhole = covered == 0;
        }
        c.received = received;
        if (source == Source.DILUTION) c.sellerPaid += uint96(amount);
        c.version += 1;
        c.terms.waivers |= CHANGED;
        _append(
            ClaimId.unwrap(id),
            abi.encode(
                Paid.selector,
                id,
                _nextSequence(ClaimId.unwrap(id)),
                intent,
                payer,
                amount,
                source,
                ref,
                received
            )
        );
        // What the debtor and the seller owe is what the units have not received, and what guarantors paid in their place.
        if (c.terms.status != Status.REGISTERED && isWhole) _settle(id, c, intent);
    }

    function _settle(ClaimId id, Slots storage c, IntentId intent) private {
        c.terms.status = _transition(id, c.terms.status, Status.SETTLED);
        _append(ClaimId.unwrap(id), abi.encode(Settled.selector, id, _nextSequence(ClaimId.unwrap(id)), intent));
    }

    /// Gives what the rounding of all payouts left over to the seller, once nobody is owed anything else: former holders
    /// may still be owed for the time before they sold. A seller who is frozen then holds nobody up: the claim is closed
    /// by the next call after that.
    function _afterPayout(uint256 id, IntentId intent) internal override returns (bool closed) {
        Slots storage c = _claims[ClaimId.wrap(id)];
        Terms storage t = c.terms;
        if (t.status != Status.SETTLED || c.redeemed != t.units || c.isClosed) return false;
        uint256 remainders = c.remainders;
        if ((uint256(c.received) - c.paidOut) * t.units != remainders) return false;
        address seller = _accountAt(t.seller);
        if (!parties.canSend(seller)) return false;
        uint256 dust = remainders / t.units;
        c.paidOut += uint96(dust);
        c.isClosed = true;
        _append(id, abi.encode(Closed.selector, id, _nextSequence(id), intent, dust));
        if (dust != 0) _payOut(id, seller, dust);
        return true;
    }

    function _transition(ClaimId id, Status from, Status to) private pure returns (Status) {
        bool listed = (TRANSITIONS >> (8 * uint8(from))) & (1 << uint8(to)) != 0;
        require(listed, ForbiddenTransition(id, from, to));
        return to;
    }

    function _known(ClaimId id) private view returns (Slots storage c) {
        c = _claims[id];
        require(c.terms.status != Status.NONE, UnknownClaim(id));
    }

    /// What the debtor owes: of the face until it has acknowledged, nothing once the claim is cancelled.
    function _due(Slots storage c) private view returns (uint256) {
        Terms storage t = c.terms;
        if (t.status == Status.CANCELLED) return 0;
        if (t.waivers & ADJUSTED == 0) return t.units - c.received;
        return t.units - (c.received - c.sellerPaid - c.covered) - c.diluted;
    }

    function _payments(uint256 id) internal view override returns (uint256, uint256) {
        Slots storage c = _claims[ClaimId.wrap(id)];
        return (c.received, c.terms.units);
    }

    function _mobility(uint256 id, bool forced) internal view override returns (bool movable, uint256 received) {
        Slots storage c = _claims[ClaimId.wrap(id)];
        Terms memory t = c.terms;
        if (forced) {
            movable = (1 << uint8(t.status)) & FORCIBLE != 0;
        } else {
            movable = _isTradable(id, t);
        }
        received = t.waivers & CHANGED == 0 ? 0 : c.received;
    }

    function _isTradable(uint256 id, Terms memory t) private view returns (bool) {
        if (t.status != Status.ACKNOWLEDGED || t.waivers & DISPUTED != 0) return false;
        return t.waivers & GOVERNED == 0 || policies.permits(id, t.seller, t.debtor);
    }

    function _checkTenor(ClaimId id, Terms memory t) private view {
        if (t.waivers & GOVERNED != 0) policies.checkTenor(ClaimId.unwrap(id), t.seller, t.debtor, t.dueAt);
    }

    function _countPayout(uint256 id, uint256 amount) internal override {
        _claims[ClaimId.wrap(id)].paidOut += uint96(amount);
    }

    function _nextSequence(uint256 id) internal override returns (uint32) {
        return ++_known(ClaimId.wrap(id)).terms.seq;
    }
}
