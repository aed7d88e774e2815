// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {vm} from "./Vm.sol";

/// Deploys contracts from what the build put into `artifacts`: the tests hold for the very code that is deployed, not for
/// what their own compiler settings would make of its source.
library Built {
    error NotDeployed(string artifact);

    /// @param name Of a contract in a file of the same name in `contracts`.
    function deploy(string memory name, bytes memory arguments) internal returns (address) {
        return deployFrom(string.concat("artifacts/contracts/", name, ".sol/", name, ".json"), arguments);
    }

    function deployFrom(string memory artifact, bytes memory arguments) internal returns (address deployed) {
        bytes memory code = bytes.concat(vm.parseJsonBytes(vm.readFile(artifact), ".bytecode"), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        require(deployed != address(0), NotDeployed(artifact));
    }
}
