// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IAttestations} from "../../../../contracts/interfaces/IAttestations.sol";
import {IFingerprints} from "../../../../contracts/interfaces/IFingerprints.sol";
import {IPolicies} from "../../../../contracts/interfaces/IPolicies.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {AttestationId, ClaimId, Currency} from "../../../../contracts/interfaces/Types.sol";
import {PartyRoles} from "../../../../contracts/libraries/Roles.sol";
import {Keys} from "../harness/Keys.sol";
import {vm} from "../harness/Vm.sol";
import {Statements} from "./Statements.sol";

/// Everybody attests, sets policies and moves claims; what the policies ask for is counted apart, from what was done.
contract PolicyHandlers is Statements {
    uint256 private constant APPRAISERS = FIRST_PARTY + ENTERPRISES + FINANCIERS;
    bytes2 private constant COUNTRY = "DE";
    uint256 private constant MOST_CLAIMS = 12;

    mapping(string name => mapping(bytes4 selector => uint256)) private _done;
    mapping(string what => uint256) private _occasions;
    mapping(uint256 claim => bool) private _governed;
    uint256[] private _claims;
    IPolicies.Policy private _policy;
    uint256 private _entropy;
    uint256 private _steps;
    uint256 private _numbers;
    /// When the last statement ends.
    uint256 private _ends;

    modifier action(uint256 seed) {
        _entropy = uint256(keccak256(abi.encode(seed, ++_steps)));
        vm.warp(clock);
        vm.recordLogs();
        _;
    }

    constructor() {
        clock = block.timestamp;
        address registrar = actors[OPERATOR].account;
        for (uint256 i = 0; i < 2; ++i) {
            _admit(registrar, keccak256(abi.encode("appraiser", i)), PartyRoles.APPRAISER, 1, 1, type(uint40).max);
            _admit(registrar, keccak256(abi.encode("auditor", i)), PartyRoles.AUDITOR, 1, 1, type(uint40).max);
        }
        for (uint256 i = FIRST_PARTY; i < APPRAISERS; ++i) {
            uint16 roles = parties.party(actors[i].account).roles;
            bytes memory data = abi.encodeCall(parties.update, (actors[i].account, roles, type(uint40).max));
            _send(registrar, address(parties), data);
        }
    }

    function tallyOf(string calldata name, bytes4 selector) external view returns (uint256) {
        return _done[name][selector];
    }

    function occasionsOf(string calldata what) external view returns (uint256) {
        return _occasions[what];
    }

    function register(uint256 seed) external action(seed) {
        if (_claims.length == MOST_CLAIMS) return;
        uint256 seller = FIRST_PARTY + _pick(ENTERPRISES);
        IFingerprints.Fingerprint memory f;
        (f.numberTags, f.tags) = (new bytes32[](1), new bytes32[](1));
        f.numberTags[0] = keccak256(abi.encode("number", ++_numbers));
        f.tags[0] = keccak256(abi.encode("tag", _numbers));
        f.seller = actors[seller].account;
        f.debtor = actors[FIRST_PARTY + ((seller - FIRST_PARTY + 1) % ENTERPRISES)].account;
        f.documentRoot = _word();
        bytes memory signature = Keys.sign(FINGERPRINTER_KEY, fingerprints.digestOf(f));
        IReceivables.Registration memory r = IReceivables.Registration(
            cashes[0].currency(),
            1_000,
            uint40(clock + 1 days),
            f,
            signature
        );
        if (!_act(seller, address(receivables), "Receivables", abi.encodeCall(receivables.register, (r)))) return;
        uint256 id = uint256(f.tags[0]);
        _claims.push(id);
        _governed[id] = _policy.warnedTenor | _policy.longestTenor != 0 || _policy.needsRegistration;
    }

    function acknowledge(uint256 seed) external action(seed) {
        (uint256 id, IReceivables.Claim memory c) = _anyClaim();
        uint40 dueAt = uint40(clock + _pick(500 days));
        IReceivables.Acknowledgement memory a = IReceivables.Acknowledgement(ClaimId.wrap(id), c.units, dueAt, 0, 0);
        bytes memory data = abi.encodeCall(receivables.acknowledge, (a));
        _checkTenor(id, dueAt, _act(actorOf[c.debtor], address(receivables), "Receivables", data));
    }

    function amend(uint256 seed) external action(seed) {
        (uint256 id, IReceivables.Claim memory c) = _anyClaim();
        uint40 dueAt = uint40(clock + _pick(500 days));
        bytes memory proposal = abi.encodeCall(servicing.proposeAmendment, (ClaimId.wrap(id), dueAt, bytes32(0)));
        bytes memory data = abi.encodeCall(servicing.acceptAmendment, (ClaimId.wrap(id), dueAt, bytes32(0)));
        if (!_act(actorOf[c.seller], address(servicing), "Servicing", proposal)) return;
        _checkTenor(id, dueAt, _act(actorOf[c.debtor], address(servicing), "Servicing", data));
    }

    /// By every selector that moves units of a holder's own will.
    function move(uint256 seed) external action(seed) {
        (uint256 id, ) = _anyClaim();
        uint256 from = FIRST_PARTY + _pick(ENTERPRISES + FINANCIERS);
        uint256 held = receivables.balanceOf(actors[from].account, id);
        if (held == 0 && _pick(4) != 0) return;
        (address holder, address to) = (actors[from].account, actors[FIRST_PARTY + _pick(7)].account);
        uint256 units = 1 + (held == 0 ? 0 : _pick(held));
        uint256 way = _pick(3);
        bytes memory data = abi.encodeCall(receivables.assign, (id, to, units, _word()));
        if (way == 1) data = abi.encodeCall(receivables.safeTransferFrom, (holder, to, id, units, ""));
        if (way == 2) {
            (uint256[] memory ids, uint256[] memory amounts) = (new uint256[](1), new uint256[](1));
            (ids[0], amounts[0]) = (id, units);
            data = abi.encodeCall(receivables.safeBatchTransferFrom, (holder, to, ids, amounts, ""));
        }
        bool asked = _governed[id] && _policy.needsRegistration;
        bool registered = _isStated(bytes32(id), IAttestations.Kind.REGISTRATION);
        bool can = receivables.canTransfer(holder, to, id, units);
        bool done = _act(from, address(receivables), "Receivables", data);
        _rule(!done || !asked || registered, "15", "units moved without the registration that a country asks for");
        _rule(done == can || units == 0, "15", "the standard's question is answered otherwise than the transfer");
        _occasion(done && asked, "moved, registered");
        _occasion(!done && asked && !registered && held != 0, "refused, not registered");
    }

    function setPolicy(uint256 seed) external action(seed) {
        uint256 actor = _pick(8) == 0 ? _pick(actors.length) : GOVERNOR;
        IPolicies.Policy memory p = IPolicies.Policy(
            uint32(_pick(2) * 180 days),
            uint32(_pick(3) * 150 days),
            _pick(3) != 0
        );
        if (_pick(12) == 0) delete p;
        bytes memory data = abi.encodeCall(policies.setPolicy, (COUNTRY, p));
        bool done = _act(actor, address(policies), "Policies", data);
        _rule(!done || actor == GOVERNOR, "15", "a policy is set by somebody else than the governor");
        if (done) _policy = p;
    }

    function attest(uint256 seed) external action(seed) {
        IAttestations.Statement memory s;
        s.subject = _pick(6) == 0 ? bytes32(uint256(uint160(actors[_pick(actors.length)].account))) : _subject();
        s.kind = IAttestations.Kind(_pick(uint256(type(IAttestations.Kind).max) + 1));
        if (_pick(3) == 0) s.kind = IAttestations.Kind.REGISTRATION;
        if (s.kind == IAttestations.Kind.VALUATION) (s.value, s.currency) = (uint96(_pick(100)), Currency.wrap("EUR"));
        s.date = uint40(clock - _pick(30 days));
        s.expiresAt = uint40(clock + _pick(40 days));
        (s.document, s.details) = (_word(), _word());
        uint256 actor = _pick(6) == 0 ? _pick(actors.length) : _issuerOf(s.kind);
        bool done = _act(actor, address(attestations), "Attestations", abi.encodeCall(attestations.attest, (s)));
        if (done) _ends = s.expiresAt;
    }

    function revoke(uint256 seed) external action(seed) {
        AttestationId[] storage ids = stated[_subject()];
        if (ids.length == 0) return;
        AttestationId id = ids[_pick(ids.length)];
        uint256 actor = _pick(6) == 0 ? _pick(actors.length) : actorOf[seen[id].issuer];
        bytes memory data = abi.encodeCall(attestations.revoke, (id, _word()));
        bool done = _act(actor, address(attestations), "Attestations", data);
        _rule(!done || actors[actor].account == seen[id].issuer, "16", "somebody else than its issuer revokes");
    }

    function strike(uint256 seed) external action(seed) {
        AttestationId[] storage ids = stated[_subject()];
        if (ids.length == 0) return;
        AttestationId id = ids[_pick(ids.length)];
        uint256 actor = _pick(3) == 0 ? _pick(actors.length) : OPERATOR;
        bytes memory data = abi.encodeCall(attestations.strike, (id, _word()));
        bool done = _act(actor, address(attestations), "Attestations", data);
        _rule(!done || actor == OPERATOR, "16", "somebody else than the registrar strikes");
    }

    function setAuthority(uint256 seed) external action(seed) {
        (address target, string memory name) = (address(policies), "Policies");
        if (_pick(2) == 0) (target, name) = (address(attestations), "Attestations");
        bytes memory data = abi.encodeCall(IAccessManaged.setAuthority, (address(manager)));
        bool done = _act(_pick(actors.length), target, name, data);
        _rule(!done, "15", "the authority of the policies was replaced past it");
        bytes memory through = abi.encodeCall(manager.updateAuthority, (target, address(manager)));
        if (_act(GOVERNOR, address(manager), "AccessManager", through)) ++_done[name][bytes4(data)];
    }

    /// Now and then to the very second in which the last statement ends.
    function elapse(uint256 seed) external action(seed) {
        if (_pick(3) == 0 && _ends > clock) clock = _ends;
        else clock += _pick(6 days);
    }

    function assertPolicyKept() external view {
        _assertUnbroken("15");
        IPolicies.Policy memory stored = policies.policyOf(COUNTRY);
        _assert(keccak256(abi.encode(stored)) == keccak256(abi.encode(_policy)), "15", "a policy differs");
    }

    /// On the newest subjects each time, on all of them now and then.
    function assertStatementsReplayed() external {
        vm.warp(clock);
        _assertUnbroken("16");
        _assertStatements(_steps % 64 == 0 || subjects.length < 2 ? 0 : subjects.length - 2);
    }

    function _checkTenor(uint256 id, uint40 dueAt, bool done) private {
        bool late = _governed[id] && _policy.longestTenor != 0 && dueAt > clock + _policy.longestTenor;
        _rule(!done || !late, "15", "a claim is due later than a country allows");
        _occasion(!done && late, "refused, due too late");
    }

    function _act(uint256 actor, address target, string memory name, bytes memory data) private returns (bool done) {
        vm.prank(actors[actor].account);
        (done, ) = target.call(data);
        if (done) _replay(vm.getRecordedLogs());
        else vm.getRecordedLogs();
        if (done) ++_done[name][bytes4(data)];
    }

    function _anyClaim() private returns (uint256 id, IReceivables.Claim memory c) {
        if (_claims.length == 0) return (0, c);
        id = _claims[_pick(_claims.length)];
        c = receivables.claim(ClaimId.wrap(id));
    }

    function _subject() private returns (bytes32) {
        return _claims.length == 0 ? keccak256("a thing") : bytes32(_claims[_pick(_claims.length)]);
    }

    function _issuerOf(IAttestations.Kind kind) private returns (uint256) {
        if (kind == IAttestations.Kind.REGISTRATION) return OPERATOR;
        return APPRAISERS + 2 * _pick(2) + (kind == IAttestations.Kind.VALUATION ? 0 : 1);
    }

    function _occasion(bool seenIt, string memory what) private {
        if (seenIt) ++_occasions[what];
    }

    function _pick(uint256 bound) private returns (uint256) {
        _entropy = uint256(keccak256(abi.encode(_entropy)));
        return _entropy % bound;
    }

    function _word() private returns (bytes32) {
        _pick(1);
        return bytes32(_entropy);
    }
}
