// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAssets} from "../../../../contracts/interfaces/IAssets.sol";
import {IFacilities} from "../../../../contracts/interfaces/IFacilities.sol";
import {ILiens} from "../../../../contracts/interfaces/ILiens.sol";
import {ISales} from "../../../../contracts/interfaces/ISales.sol";
import {BankRef} from "../../../../contracts/interfaces/Types.sol";
import {Roles} from "../../../../contracts/libraries/Roles.sol";
import {Built} from "../harness/Built.sol";
import {Network} from "../harness/Network.sol";
import {vm} from "../harness/Vm.sol";
import {Findings} from "../mirror/Findings.sol";

/// Assets, liens and their sales as they are deployed, and parties with money.
abstract contract SalesNetwork is Network, Findings {
    IAssets internal immutable assets;
    ILiens internal immutable liens;
    ISales internal immutable sales;

    constructor() {
        address register = Built.deploy("Assets", abi.encode(manager, parties));
        address facilities = Built.deploy("Facilities", abi.encode(manager, parties));
        address loans = Built.deploy("Loans", abi.encode(manager, parties, facilities));
        address selling = Built.deploy("Sales", abi.encode(parties, register, facilities, loans));
        (assets, liens, sales) = (IAssets(register), ILiens(register), ISales(selling));
        _permit(register, Roles.REGISTRAR, IAssets.verify.selector);
        _permit(register, Roles.REGISTRAR, IAssets.recordRestraint.selector);
        _permit(register, Roles.REGISTRAR, ILiens.activate.selector);
        _permit(register, Roles.COLLATERAL, ILiens.enforce.selector);
        _permit(register, Roles.SALES, ILiens.note.selector);
        _permit(facilities, Roles.GOVERNOR, IFacilities.setCash.selector);
        _governs(address(manager), abi.encodeCall(manager.grantRole, (Roles.COLLATERAL, selling, 0)));
        _governs(address(manager), abi.encodeCall(manager.grantRole, (Roles.SALES, selling, 0)));
        _governs(facilities, abi.encodeCall(IFacilities.setCash, (cashes[0])));
        address[4] memory system = [register, facilities, loans, selling];
        for (uint256 i = 0; i < system.length; ++i)
            _governs(address(parties), abi.encodeCall(parties.seal, (system[i])));
        address bank = actors[FIRST_BANK].account;
        _governs(address(cashes[0]), abi.encodeCall(cashes[0].setDailyCap, (bank, 1e14)));
        for (uint256 i = FIRST_PARTY; i < actors.length; ++i) {
            vm.prank(bank);
            cashes[0].mint(actors[i].account, 1e12, BankRef.wrap(keccak256(abi.encode("deposit", i))));
        }
    }

    function _permit(address target, uint64 role, bytes4 selector) private {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        _governs(address(manager), abi.encodeCall(manager.setTargetFunctionRole, (target, selectors, role)));
    }

    function _governs(address target, bytes memory data) internal {
        vm.prank(actors[GOVERNOR].account);
        (bool done, ) = target.call(data);
        require(done);
    }
}
