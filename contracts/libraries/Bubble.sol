// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// Calls whose answer is copied up to 256 bytes only, so that a callee cannot make its caller pay for memory.
library Bubble {
    uint256 private constant MAX = 256;

    /// @return ok Whether the call succeeded. @return answer Its return data or revert reason, cut at 256 bytes.
    function tryCall(
        address target,
        uint256 gasLimit,
        bytes memory data
    ) internal returns (bool ok, bytes memory answer) {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            ok := call(gasLimit, target, 0, add(data, 0x20), mload(data), 0, 0)
            let size := returndatasize()
            if gt(size, MAX) {
                size := MAX
            }
            answer := mload(0x40)
            mstore(answer, size)
            returndatacopy(add(answer, 0x20), 0, size)
            mstore(0x40, add(add(answer, 0x20), and(add(size, 0x1f), not(0x1f))))
        }
    }

    function revertWith(bytes memory reason) internal pure {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}
