// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAssets} from "../../../../contracts/interfaces/IAssets.sol";
import {ILiens} from "../../../../contracts/interfaces/ILiens.sol";
import {Roles} from "../../../../contracts/libraries/Roles.sol";
import {Built} from "../harness/Built.sol";
import {Network} from "../harness/Network.sol";
import {vm} from "../harness/Vm.sol";
import {Findings} from "../mirror/Findings.sol";

/// The asset register as it is deployed, beside the ledger whose parties it knows.
abstract contract CollateralNetwork is Network, Findings {
    IAssets internal immutable assets;
    ILiens internal immutable liens;

    constructor() {
        address deployed = Built.deploy("Assets", abi.encode(manager, parties));
        (assets, liens) = (IAssets(deployed), ILiens(deployed));
        bytes4[] memory registrar = new bytes4[](12);
        registrar[0] = IAssets.verify.selector;
        registrar[1] = IAssets.reject.selector;
        registrar[2] = IAssets.recordStage.selector;
        registrar[3] = IAssets.recordTerm.selector;
        registrar[4] = IAssets.recordFees.selector;
        registrar[5] = IAssets.recordContest.selector;
        registrar[6] = IAssets.recordRestraint.selector;
        registrar[7] = IAssets.expire.selector;
        registrar[8] = IAssets.invalidate.selector;
        registrar[9] = IAssets.restore.selector;
        registrar[10] = ILiens.refuse.selector;
        registrar[11] = ILiens.activate.selector;
        bytes4[] memory collateral = new bytes4[](1);
        collateral[0] = ILiens.enforce.selector;
        bytes4[] memory sales = new bytes4[](1);
        sales[0] = ILiens.note.selector;
        address governor = actors[GOVERNOR].account;
        vm.prank(governor);
        manager.setTargetFunctionRole(deployed, registrar, Roles.REGISTRAR);
        vm.prank(governor);
        manager.setTargetFunctionRole(deployed, collateral, Roles.COLLATERAL);
        vm.prank(governor);
        manager.setTargetFunctionRole(deployed, sales, Roles.SALES);
        vm.prank(governor);
        manager.grantRole(Roles.SALES, actors[OPERATOR].account, 0);
        vm.prank(governor);
        manager.grantRole(Roles.COLLATERAL, actors[OPERATOR].account, 0);
    }
}
