// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAssets} from "../../../../contracts/interfaces/IAssets.sol";
import {ICollateral} from "../../../../contracts/interfaces/ICollateral.sol";
import {ICovenants} from "../../../../contracts/interfaces/ICovenants.sol";
import {IFacilities} from "../../../../contracts/interfaces/IFacilities.sol";
import {ILiens} from "../../../../contracts/interfaces/ILiens.sol";
import {ILoans} from "../../../../contracts/interfaces/ILoans.sol";
import {ISyndication} from "../../../../contracts/interfaces/ISyndication.sol";
import {IVotes} from "../../../../contracts/interfaces/IVotes.sol";
import {BankRef} from "../../../../contracts/interfaces/Types.sol";
import {PartyRoles, Roles} from "../../../../contracts/libraries/Roles.sol";
import {Built} from "../harness/Built.sol";
import {Network} from "../harness/Network.sol";
import {vm} from "../harness/Vm.sol";
import {Findings} from "../mirror/Findings.sol";

/// Lending as it is deployed, with the assets that secure it and an appraiser, and parties with money.
abstract contract LendingNetwork is Network, Findings {
    uint256 internal constant PARTIES = ENTERPRISES + FINANCIERS;
    uint256 internal constant APPRAISER = FIRST_PARTY + PARTIES;
    uint40 internal constant FAR = type(uint40).max;

    IAssets internal immutable assets;
    ILiens internal immutable liens;
    IFacilities internal immutable facilities;
    ILoans internal immutable loans;
    ICollateral internal immutable collateral;
    ICovenants internal immutable covenants;
    ISyndication internal immutable syndication;
    IVotes internal immutable votes;

    constructor() {
        address register = Built.deploy("Assets", abi.encode(manager, parties));
        (assets, liens) = (IAssets(register), ILiens(register));
        facilities = IFacilities(Built.deploy("Facilities", abi.encode(manager, parties)));
        loans = ILoans(Built.deploy("Loans", abi.encode(manager, parties, facilities)));
        bytes memory arguments = abi.encode(parties, facilities, register, attestations);
        collateral = ICollateral(Built.deploy("Collateral", arguments));
        arguments = abi.encode(manager, parties, facilities, loans, collateral);
        covenants = ICovenants(Built.deploy("Covenants", arguments));
        arguments = abi.encode(manager, parties, facilities, loans, covenants);
        syndication = ISyndication(Built.deploy("Syndication", arguments));
        arguments = abi.encode(parties, facilities, loans, syndication, covenants);
        votes = IVotes(Built.deploy("Votes", arguments));
        _restrictAssets();
        _restrictFacilities();
        _restrictLending();
        _connect();
        _admit(actors[OPERATOR].account, "appraiser", PartyRoles.APPRAISER, 1, 1, FAR);
        _deposit();
    }

    function _party(uint256 place) internal view returns (address) {
        return actors[FIRST_PARTY + (place % PARTIES)].account;
    }

    function _restrictAssets() private {
        _permit(address(assets), Roles.REGISTRAR, IAssets.verify.selector);
        _permit(address(assets), Roles.REGISTRAR, ILiens.activate.selector);
    }

    function _restrictFacilities() private {
        address f = address(facilities);
        _permit(f, Roles.ENFORCER, facilities.freezeUnits.selector);
        _permit(f, Roles.ENFORCER, facilities.setFrozenTokens.selector);
        _permit(f, Roles.ENFORCER, facilities.forceTransfer.selector);
        _permit(f, Roles.ENFORCER, facilities.forcedTransfer.selector);
        _permit(f, Roles.ENFORCER, facilities.forcedWithdraw.selector);
        _permit(f, Roles.PAUSER, facilities.pause.selector);
        _permit(f, Roles.GUARDIAN, facilities.unpause.selector);
        _permit(f, Roles.GOVERNOR, facilities.setCash.selector);
        _permit(f, Roles.LENDING, facilities.propose.selector);
        _permit(f, Roles.LENDING, facilities.record.selector);
        _permit(f, Roles.LENDING, facilities.draw.selector);
        _permit(f, Roles.LENDING, facilities.receivePayment.selector);
        _permit(f, Roles.LENDING, facilities.lock.selector);
        _permit(f, Roles.LENDING, facilities.moveLocked.selector);
    }

    function _restrictLending() private {
        _permit(address(loans), Roles.LENDING, loans.agree.selector);
        _permit(address(loans), Roles.LENDING, loans.open.selector);
        _permit(address(loans), Roles.LENDING, loans.amend.selector);
        _permit(address(loans), Roles.LENDING, loans.accelerate.selector);
        _permit(address(syndication), Roles.LENDING, syndication.amend.selector);
        _permit(address(syndication), Roles.LENDING, syndication.hold.selector);
        _permit(address(covenants), Roles.LENDING, covenants.agree.selector);
        _permit(address(covenants), Roles.LENDING, covenants.amend.selector);
        _permit(address(covenants), Roles.LENDING, covenants.waive.selector);
    }

    function _connect() private {
        address[5] memory lending = [
            address(loans),
            address(collateral),
            address(covenants),
            address(syndication),
            address(votes)
        ];
        for (uint256 i = 0; i < lending.length; ++i) {
            _governs(address(manager), abi.encodeCall(manager.grantRole, (Roles.LENDING, lending[i], 0)));
            _governs(address(parties), abi.encodeCall(parties.seal, (lending[i])));
        }
        _governs(address(parties), abi.encodeCall(parties.seal, (address(assets))));
        _governs(address(parties), abi.encodeCall(parties.seal, (address(facilities))));
        _governs(address(facilities), abi.encodeCall(facilities.setCash, (cashes[0])));
    }

    /// Money for everybody, and checks that do not run out by themselves.
    function _deposit() private {
        address bank = actors[FIRST_BANK].account;
        _governs(address(cashes[0]), abi.encodeCall(cashes[0].setDailyCap, (bank, 1e14)));
        for (uint256 i = 0; i < PARTIES; ++i) {
            vm.prank(bank);
            cashes[0].mint(_party(i), 1e12, BankRef.wrap(keccak256(abi.encode("deposit", i))));
            _check(_party(i), FAR);
        }
    }

    /// The registrar's check of a party, as which it may act as before.
    function _check(address party, uint40 validUntil) internal {
        uint16 roles = parties.party(party).roles;
        vm.prank(actors[OPERATOR].account);
        parties.update(party, roles, validUntil);
    }

    function _permit(address target, uint64 role, bytes4 selector) private {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        _governs(address(manager), abi.encodeCall(manager.setTargetFunctionRole, (target, selectors, role)));
    }

    function _governs(address target, bytes memory data) private {
        vm.prank(actors[GOVERNOR].account);
        (bool done, ) = target.call(data);
        require(done);
    }
}
