// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IFingerprints} from "../../../../contracts/interfaces/IFingerprints.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {ClaimId} from "../../../../contracts/interfaces/Types.sol";
import {Waivers} from "../../../../contracts/libraries/Roles.sol";
import {Keys} from "../harness/Keys.sol";
import {Choosing} from "./Choosing.sol";

/// Invoices become claims, and debtors acknowledge them.
abstract contract RegistrationHandler is Choosing {
    struct Invoice {
        address seller;
        uint256 number;
        uint256 date;
    }

    Invoice[] private _invoices;
    mapping(bytes32 invoice => bool) private _registered;
    uint256 private _keyVersions = 1;
    uint256 private _lastNumber;

    function register(uint256 seed) external action(seed) {
        (uint256 seller, Invoice memory invoice, IReceivables.Registration memory r) = _draft();
        bool forged = _oneIn(16);
        if (forged) r.signature = Keys.sign(uint256(_word()) >> 1, fingerprints.digestOf(r.fingerprint));
        bool done = _as(seller, address(receivables), abi.encodeCall(receivables.register, (r)));
        _rule(!done || !forged, "04", "registered without a fingerprinter");
        _noteRegistered(invoice, done);
    }

    function registerFor(uint256 seed) external action(seed) {
        (uint256 seller, Invoice memory invoice, IReceivables.Registration memory r) = _draft();
        uint256 caller = _oneIn(4) ? _anyActor() : seller;
        bytes memory data = abi.encodeCall(receivables.registerFor, (actors[seller].account, r));
        bool done = _as(caller, address(receivables), data);
        _rule(!done || caller == seller, "09", "registered for another");
        _noteRegistered(invoice, done);
    }

    function registerMany(uint256 seed) external action(seed) {
        uint256 count = 1 + _pick(3);
        IReceivables.Registration[] memory many = new IReceivables.Registration[](count);
        Invoice[] memory invoices = new Invoice[](count);
        uint256 seller;
        for (uint256 i = 0; i < count; ++i) {
            uint256 before = seller;
            (seller, invoices[i], many[i]) = _draft();
            if (i != 0 && seller != before) (seller, many[i]) = (before, many[i - 1]);
        }
        bool done = _as(seller, address(bulk), abi.encodeCall(bulk.registerMany, (many)));
        for (uint256 i = 0; i < count && done; ++i) {
            bytes32 id = many[i].fingerprint.tags[0];
            bool registered = claims[uint256(id)].seen.status == IReceivables.Status.REGISTERED;
            if (_tag(0, invoices[i]) == id && registered) _registered[_keyOf(invoices[i])] = true;
        }
    }

    /// A later version of the ledger takes the tags of an invoice.
    function takeElsewhere(uint256 seed) external action(seed) {
        (, Invoice memory invoice, IReceivables.Registration memory r) = _draft();
        bytes memory data = abi.encodeCall(fingerprints.take, (r.fingerprint, r.signature));
        bool allowed = !_oneIn(8);
        bool done = _from(allowed ? OTHER_VERSION : STRANGER, address(fingerprints), data);
        _rule(!done || allowed, "04", "a stranger took a tag");
        _noteRegistered(invoice, done);
    }

    /// From now on tags are attested under one more key.
    function addTagKey(uint256 seed) external action(seed) {
        if (_keyVersions < 3 && _oneIn(4)) ++_keyVersions;
    }

    function acknowledge(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimIn(_oneIn(16) ? ANY : REGISTERED);
        if (!found) return;
        IReceivables.Claim storage s = claims[id].seen;
        if (s.units > 1 && _oneIn(3)) _payAsDebtor(id, 1 + _pick(s.units - 1));
        uint256 debtor = _oneIn(16) ? _anyActor() : actorOf[s.debtor];
        bool above = s.debtorPaid != 0 && s.debtorPaid < s.units;
        bytes memory data =
            _oneIn(4)
                ? abi.encodeCall(receivables.acknowledgeFor, (s.debtor, _acknowledgement(id)))
                : abi.encodeCall(receivables.acknowledge, (_acknowledgement(id)));
        bool done = _as(debtor, address(receivables), data);
        bool settled = done && s.status == IReceivables.Status.SETTLED;
        _occasion(above && settled, "settled by acknowledging what was paid of more");
        _rule(!done || actors[debtor].account == s.debtor, "09", "somebody else acknowledged");
    }

    function acknowledgeMany(uint256 seed) external action(seed) {
        (uint256 first, bool found) = _claimIn(REGISTERED);
        if (!found) return;
        address debtor = claims[first].seen.debtor;
        IReceivables.Acknowledgement[] memory many = new IReceivables.Acknowledgement[](2 + _pick(2));
        for (uint256 i = 0; i < many.length; ++i) {
            (uint256 id, ) = i == 0 ? (first, true) : _claimIn(_oneIn(3) ? ANY : REGISTERED);
            many[i] = _acknowledgement(id);
        }
        _as(actorOf[debtor], address(bulk), abi.encodeCall(bulk.acknowledgeMany, (many)));
    }

    function cancel(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimIn(_oneIn(4) ? ANY : REGISTERED);
        if (!found) return;
        uint256 seller = _oneIn(8) ? _anyActor() : actorOf[claims[id].seen.seller];
        bytes memory data = abi.encodeCall(servicing.cancel, (ClaimId.wrap(id), _word()));
        bool done = _as(seller, address(servicing), data);
        _rule(!done || actors[seller].account == claims[id].seen.seller, "09", "somebody else cancelled");
    }

    /// A claim as its debtor has just acknowledged it, for what would seldom find one: larger than most, and due soon.
    function _freshClaim() internal returns (uint256 id, bool made) {
        (uint256 seller, Invoice memory invoice, IReceivables.Registration memory r) = _draft();
        r.face = uint96(1_000 + _pick(10_000));
        bool done = _as(seller, address(receivables), abi.encodeCall(receivables.register, (r)));
        _noteRegistered(invoice, done);
        if (!done) return (0, false);
        id = uint256(r.fingerprint.tags[0]);
        uint40 dueAt = uint40(clock + 1 + _pick(6 hours));
        uint8 waivers = claims[id].seen.sameNumber ? Waivers.SAME_NUMBER : 0;
        bytes memory data = abi.encodeCall(
            receivables.acknowledge,
            (IReceivables.Acknowledgement(ClaimId.wrap(id), r.face, dueAt, waivers, _word()))
        );
        made = _as(actorOf[r.fingerprint.debtor], address(receivables), data);
    }

    /// Some of a claim's units go from its seller to a financier.
    function _sellOn(uint256 id) internal {
        address seller = claims[id].seen.seller;
        uint256 free = _unfrozen(id, seller);
        if (free == 0) return;
        address to = actors[_actorAs(FINANCIER)].account;
        bytes memory data = abi.encodeCall(receivables.assign, (id, to, _upTo(free), _word()));
        _as(actorOf[seller], address(receivables), data);
    }

    function _acknowledgement(uint256 id) private returns (IReceivables.Acknowledgement memory a) {
        IReceivables.Claim storage s = claims[id].seen;
        uint256 room = s.units - s.debtorPaid;
        // Now and then due at once, so that some debtors are in default before the run ends.
        uint256 dueAt = clock + (_oneIn(2) ? 90 days : _pick(3 days));
        // What is paid already may be all that the debtor acknowledges.
        uint256 amount = s.debtorPaid + (room == 0 || _oneIn(s.debtorPaid == 0 ? 8 : 2) ? 0 : _upTo(room));
        if (_oneIn(32)) amount = s.units + 1;
        uint8 waivers = _oneIn(3) ? uint8(_pick(4)) : 0;
        if (s.sameNumber && !_oneIn(8)) waivers |= Waivers.SAME_NUMBER;
        return IReceivables.Acknowledgement(ClaimId.wrap(id), uint96(amount), uint40(dueAt), waivers, _word());
    }

    /// An invoice between two enterprises: new as a rule, else one that is known, or one that reuses a number.
    function _draft()
        private
        returns (uint256 seller, Invoice memory invoice, IReceivables.Registration memory registration)
    {
        seller = _actorAs(ENTERPRISE);
        uint256 kind = _pick(6);
        invoice = Invoice(actors[seller].account, ++_lastNumber, _pick(3));
        if (kind < 2 && _invoices.length != 0) {
            Invoice storage known = _invoices[_pick(_invoices.length)];
            (seller, invoice) = (actorOf[known.seller], known);
            if (kind == 1) ++invoice.date;
        } else {
            _invoices.push(invoice);
        }
        address debtor = actors[_actorAs(ENTERPRISE)].account;
        if (debtor == invoice.seller) debtor = actors[FIRST_PARTY + ((seller - FIRST_PARTY + 1) % ENTERPRISES)].account;
        registration.currency = cashes[_pick(2)].currency();
        registration.face = uint96(_face());
        registration.dueAt = uint40(clock + 60 days);
        registration.fingerprint = _fingerprint(invoice, debtor);
        registration.signature = Keys.sign(FINGERPRINTER_KEY, fingerprints.digestOf(registration.fingerprint));
    }

    /// Small faces make roundings show.
    function _face() private returns (uint256) {
        uint256 kind = _pick(8);
        if (kind < 4) return 1 + _pick(12);
        return kind < 7 ? 1 + _pick(10_000) : 1 + _pick(1e12);
    }

    function _fingerprint(
        Invoice memory invoice,
        address debtor
    ) private view returns (IFingerprints.Fingerprint memory f) {
        f.numberTags = new bytes32[](_keyVersions);
        f.tags = new bytes32[](_keyVersions);
        for (uint256 version = 0; version < _keyVersions; ++version) {
            f.numberTags[version] = keccak256(abi.encode("number", version, invoice.seller, invoice.number));
            f.tags[version] = _tag(version, invoice);
        }
        f.seller = invoice.seller;
        f.debtor = debtor;
        f.documentRoot = keccak256(abi.encode("document", _keyOf(invoice)));
    }

    function _tag(uint256 version, Invoice memory invoice) private pure returns (bytes32) {
        return keccak256(abi.encode("tag", version, invoice.seller, invoice.number, invoice.date));
    }

    function _keyOf(Invoice memory invoice) private pure returns (bytes32) {
        return keccak256(abi.encode(invoice));
    }

    function _noteRegistered(Invoice memory invoice, bool done) private {
        if (!done) return;
        _rule(!_registered[_keyOf(invoice)], "04", "an invoice is registered twice");
        _registered[_keyOf(invoice)] = true;
    }
}
