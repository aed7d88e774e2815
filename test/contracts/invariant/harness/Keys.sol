// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {vm} from "./Vm.sol";

/// Private keys that the tests know, and signatures made with them.
library Keys {
    /// Keys derived from a label, in ascending order of their addresses, as accounts want their signatures.
    function derive(bytes32 label, uint256 count) internal pure returns (uint256[] memory keys) {
        keys = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 key = uint256(keccak256(abi.encode("key", label, i))) >> 1;
            uint256 place = i;
            for (; place > 0 && vm.addr(keys[place - 1]) > vm.addr(key); --place) keys[place] = keys[place - 1];
            keys[place] = key;
        }
    }

    function sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// Signatures of `count` neighbouring keys from `first` on.
    function signAll(
        uint256[] memory keys,
        uint256 first,
        uint256 count,
        bytes32 digest
    ) internal pure returns (bytes memory signatures) {
        for (uint256 i = first; i < first + count; ++i) signatures = bytes.concat(signatures, sign(keys[i], digest));
    }
}
