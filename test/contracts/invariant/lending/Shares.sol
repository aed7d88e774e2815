// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// What it is to share by the largest remainders, said by its result.
library Shares {
    /// @return Whether the parts sum to the total, each is its exact share rounded down or up, and those rounded up are the
    /// ones with the largest remainders, of equal ones the first.
    function areFair(uint256 total, uint256[] memory weights, uint256[] memory parts) internal pure returns (bool) {
        (uint256 sum, uint256 given) = (0, 0);
        for (uint256 i = 0; i < weights.length; ++i) (sum, given) = (sum + weights[i], given + parts[i]);
        if (given != total) return false;
        if (sum == 0) return true;
        for (uint256 i = 0; i < weights.length; ++i) {
            uint256 down = (total * weights[i]) / sum;
            if (parts[i] != down && parts[i] != down + 1) return false;
            if (parts[i] == down) continue;
            uint256 remainder = (total * weights[i]) % sum;
            for (uint256 k = 0; k < weights.length; ++k) {
                uint256 other = (total * weights[k]) % sum;
                bool isDown = parts[k] == (total * weights[k]) / sum;
                if (isDown && (other > remainder || (other == remainder && k < i))) return false;
            }
        }
        return true;
    }
}
