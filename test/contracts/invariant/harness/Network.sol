// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IAttestations} from "../../../../contracts/interfaces/IAttestations.sol";
import {IBulk} from "../../../../contracts/interfaces/IBulk.sol";
import {ICash} from "../../../../contracts/interfaces/ICash.sol";
import {IFingerprints} from "../../../../contracts/interfaces/IFingerprints.sol";
import {IGuarantees} from "../../../../contracts/interfaces/IGuarantees.sol";
import {ILoans} from "../../../../contracts/interfaces/ILoans.sol";
import {IMarket} from "../../../../contracts/interfaces/IMarket.sol";
import {IParties} from "../../../../contracts/interfaces/IParties.sol";
import {IPartyAccount} from "../../../../contracts/interfaces/IPartyAccount.sol";
import {IPolicies} from "../../../../contracts/interfaces/IPolicies.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {IRelay} from "../../../../contracts/interfaces/IRelay.sol";
import {IStandingOffers} from "../../../../contracts/interfaces/IStandingOffers.sol";
import {IServicing} from "../../../../contracts/interfaces/IServicing.sol";
import {Currency, EntityId} from "../../../../contracts/interfaces/Types.sol";
import {PartyRoles, Roles} from "../../../../contracts/libraries/Roles.sol";
import {Built} from "./Built.sol";
import {Keys} from "./Keys.sol";
import {vm} from "./Vm.sol";

/// The ledger as it is deployed, with parties whose keys are known.
abstract contract Network {
    /// @param keys Ascending by address.
    struct Actor {
        address account;
        uint8 threshold;
        uint256[] keys;
    }

    string private constant ACCESS_MANAGER =
        "artifacts/@openzeppelin/contracts/access/manager/AccessManager.sol/AccessManager.json";
    /// The role of the AccessManager that governs the others.
    uint64 private constant ADMIN = 0;
    uint256 internal constant OPERATOR = 0;
    uint256 internal constant GOVERNOR = 1;
    uint256 internal constant FIRST_BANK = 2;
    uint256 internal constant BANKS = 2;
    uint256 internal constant FIRST_PARTY = 4;
    uint256 internal constant ENTERPRISES = 4;
    uint256 internal constant FINANCIERS = 3;
    uint16 internal constant ENTERPRISE = PartyRoles.ENTERPRISE;
    uint16 internal constant FINANCIER = PartyRoles.FINANCIER;
    uint16 internal constant GUARANTOR = PartyRoles.GUARANTOR;
    bytes32 internal constant NETWORK_ID = keccak256("network of the tests");
    /// Short, so that checks do not all expire while it passes; that it is seven days elsewhere, other tests show.
    uint48 internal constant RECOVERY_DELAY = 1 days;
    uint256 internal constant FINGERPRINTER_KEY = uint256(keccak256("fingerprinter")) >> 1;
    /// A key that belongs to nobody here, which relays.
    address internal constant STRANGER = address(0xbeef);
    /// A later version of the ledger, which shares the registers with this one.
    address internal constant OTHER_VERSION = address(0x4e5);

    IAccessManager internal immutable manager;
    IParties internal immutable parties;
    IFingerprints internal immutable fingerprints;
    IRelay internal immutable relay;
    IAttestations internal immutable attestations;
    IPolicies internal immutable policies;
    IReceivables internal immutable receivables;
    IBulk internal immutable bulk;
    IMarket internal immutable market;
    IStandingOffers internal immutable standingOffers;
    IServicing internal immutable servicing;
    IGuarantees internal immutable guarantees;
    ICash[] internal cashes;
    Actor[] internal actors;
    mapping(address account => uint256) internal actorOf;

    constructor() {
        manager = IAccessManager(Built.deployFrom(ACCESS_MANAGER, abi.encode(address(this))));
        parties = IParties(Built.deploy("Parties", abi.encode(manager, NETWORK_ID, RECOVERY_DELAY)));
        fingerprints = IFingerprints(Built.deploy("Fingerprints", abi.encode(manager, NETWORK_ID)));
        relay = IRelay(Built.deploy("Relay", abi.encode(parties)));
        attestations = IAttestations(Built.deploy("Attestations", abi.encode(manager, parties)));
        policies = IPolicies(Built.deploy("Policies", abi.encode(manager, parties, attestations)));
        bytes memory arguments = abi.encode(manager, parties, fingerprints, policies);
        receivables = IReceivables(Built.deploy("Receivables", arguments));
        bulk = IBulk(Built.deploy("Bulk", abi.encode(parties, receivables)));
        market = IMarket(Built.deploy("Market", abi.encode(manager, parties)));
        standingOffers = IStandingOffers(Built.deploy("StandingOffers", abi.encode(parties, market)));
        servicing = IServicing(Built.deploy("Servicing", abi.encode(manager, parties, receivables)));
        guarantees = IGuarantees(Built.deploy("Guarantees", abi.encode(parties, receivables)));
        cashes.push(_deployCash("EUR"));
        cashes.push(_deployCash("CNY"));
        parties.seal(address(receivables));
        parties.seal(address(market));
        parties.seal(address(bulk));
        parties.seal(address(standingOffers));
        parties.seal(address(servicing));
        parties.seal(address(guarantees));
        for (uint256 i = 0; i < cashes.length; ++i) {
            parties.seal(address(cashes[i]));
            receivables.setCash(cashes[i]);
        }
        market.list(receivables, ILoans(address(0)));
        _admitFirst();
        _restrict();
        _grant();
    }

    function _deployCash(bytes3 code) internal returns (ICash) {
        bytes memory arguments = abi.encode(manager, parties, code, string(bytes.concat(code)), uint8(2));
        return ICash(Built.deploy("Cash", arguments));
    }

    function _admitFirst() private {
        _admit(address(this), "operator", PartyRoles.OPERATOR, 1, 1, type(uint40).max);
        _admit(address(this), "governor", PartyRoles.OPERATOR, 2, 2, type(uint40).max);
        for (uint256 i = 0; i < BANKS; ++i) {
            _admit(address(this), keccak256(abi.encode("bank", i)), PartyRoles.SETTLEMENT_BANK, 2, 3, type(uint40).max);
        }
        uint40 validUntil = uint40(block.timestamp + 60 days);
        for (uint256 i = 0; i < ENTERPRISES + FINANCIERS; ++i) {
            // The last enterprise finances, too: it can buy what it sold.
            uint16 roles = i < ENTERPRISES ? ENTERPRISE : FINANCIER | GUARANTOR;
            if (i == ENTERPRISES - 1) roles |= FINANCIER;
            _admit(address(this), keccak256(abi.encode("party", i)), roles, uint8(1 + (i % 2)), 2, validUntil);
        }
    }

    /// Admits an entity, as the sender, with `count` signers of which `threshold` sign.
    function _admit(
        address sender,
        bytes32 entity,
        uint16 roles,
        uint8 threshold,
        uint256 count,
        uint40 validUntil
    ) internal returns (bool admitted) {
        uint256[] memory keys = Keys.derive(entity, count);
        IParties.Admission memory a = IParties.Admission({
            entity: EntityId.wrap(entity),
            roles: roles,
            country: "DE",
            validUntil: validUntil,
            threshold: threshold,
            signers: _signersOf(keys)
        });
        bytes[] memory possession = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) {
            possession[i] = Keys.sign(keys[i], parties.possessionDigestOf(a.entity, vm.addr(keys[i])));
        }
        address account = parties.predict(a);
        admitted = _send(sender, address(parties), abi.encodeCall(parties.admit, (a, possession)));
        if (!admitted) return false;
        actorOf[account] = actors.length;
        actors.push(Actor(account, threshold, keys));
    }

    function _signersOf(uint256[] memory keys) internal pure returns (IPartyAccount.Signer[] memory signers) {
        signers = new IPartyAccount.Signer[](keys.length);
        for (uint256 i = 0; i < keys.length; ++i) {
            signers[i] = IPartyAccount.Signer(vm.addr(keys[i]), IPartyAccount.Custody(1 + (i % 3)));
        }
    }

    /// How a sender makes a call; while the ledger is set up, this contract makes it itself.
    function _send(address sender, address target, bytes memory data) internal virtual returns (bool ok) {
        if (sender != address(this)) vm.prank(sender);
        (ok, ) = target.call(data);
    }

    function _restrict() private {
        _assign(address(parties), Roles.REGISTRAR, parties.admit.selector, parties.update.selector);
        _assign(address(parties), Roles.REGISTRAR, parties.proposeRecovery.selector, parties.update.selector);
        _assign(address(parties), Roles.ENFORCER, parties.freeze.selector, parties.freeze.selector);
        _assign(address(parties), Roles.GOVERNOR, parties.seal.selector, parties.confirmRecovery.selector);
        _assign(address(parties), Roles.GUARDIAN, parties.unfreeze.selector, parties.cancelRecovery.selector);
        IReceivables r = receivables;
        _assign(address(r), Roles.ENFORCER, r.freezeUnits.selector, r.setFrozenTokens.selector);
        _assign(address(r), Roles.ENFORCER, r.forceTransfer.selector, r.forcedTransfer.selector);
        _assign(address(r), Roles.ENFORCER, r.forcedWithdraw.selector, r.forcedWithdraw.selector);
        _assign(address(policies), Roles.GOVERNOR, policies.setPolicy.selector, policies.setPolicy.selector);
        _assign(address(attestations), Roles.REGISTRAR, attestations.strike.selector, attestations.strike.selector);
        _assign(address(r), Roles.SETTLEMENT, r.payFromBank.selector, r.payFromBank.selector);
        _assign(address(r), Roles.PAUSER, r.pause.selector, r.pause.selector);
        _assign(address(r), Roles.GUARDIAN, r.unpause.selector, r.unpause.selector);
        _assign(address(r), Roles.GOVERNOR, r.setCash.selector, r.setCash.selector);
        _assign(address(r), Roles.SERVICING, r.service.selector, r.lock.selector);
        _assign(address(r), Roles.SERVICING, r.moveLocked.selector, r.moveLocked.selector);
        _assign(address(servicing), Roles.REGISTRAR, servicing.writeOff.selector, servicing.writeOff.selector);
        _assign(address(servicing), Roles.SETTLEMENT, servicing.recallWire.selector, servicing.recallWire.selector);
        _assign(address(market), Roles.GOVERNOR, market.list.selector, market.list.selector);
        _assign(address(fingerprints), Roles.LEDGER, fingerprints.take.selector, fingerprints.take.selector);
        for (uint256 i = 0; i < cashes.length; ++i) _restrictCash(cashes[i]);
    }

    function _restrictCash(ICash cash) internal {
        _assign(address(cash), Roles.SETTLEMENT, cash.mint.selector, cash.payPayout.selector);
        _assign(address(cash), Roles.SETTLEMENT, cash.rejectPayout.selector, cash.rejectPayout.selector);
        _assign(address(cash), Roles.SETTLEMENT, cash.recall.selector, cash.recall.selector);
        _assign(address(cash), Roles.SERVICING, cash.recallFor.selector, cash.recallFor.selector);
        _assign(address(cash), Roles.LEDGER, cash.mintFor.selector, cash.mintFor.selector);
        _assign(address(cash), Roles.GOVERNOR, cash.setDailyCap.selector, cash.setDailyCap.selector);
    }

    function _assign(address target, uint64 role, bytes4 one, bytes4 another) private {
        bytes4[] memory selectors = new bytes4[](2);
        (selectors[0], selectors[1]) = (one, another);
        manager.setTargetFunctionRole(target, selectors, role);
    }

    function _grant() private {
        address operator = actors[OPERATOR].account;
        address governor = actors[GOVERNOR].account;
        manager.grantRole(Roles.REGISTRAR, operator, 0);
        manager.grantRole(Roles.ENFORCER, operator, 0);
        manager.grantRole(Roles.PAUSER, operator, 0);
        manager.grantRole(Roles.GOVERNOR, governor, 0);
        manager.grantRole(Roles.GUARDIAN, governor, 0);
        manager.grantRole(Roles.LEDGER, address(receivables), 0);
        manager.grantRole(Roles.SERVICING, address(servicing), 0);
        manager.grantRole(Roles.SERVICING, address(guarantees), 0);
        manager.grantRole(Roles.LEDGER, OTHER_VERSION, 0);
        manager.grantRole(Roles.FINGERPRINTER, vm.addr(FINGERPRINTER_KEY), 0);
        for (uint256 i = 0; i < BANKS; ++i) {
            manager.grantRole(Roles.SETTLEMENT, actors[FIRST_BANK + i].account, 0);
        }
        manager.grantRole(ADMIN, governor, 0);
        manager.renounceRole(ADMIN, address(this));
    }
}
