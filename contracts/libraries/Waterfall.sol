// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// What is owed on a loan, or paid on it, by its kinds, in minor units.
struct Debt {
    uint256 fees;
    uint256 interest;
    uint256 principal;
}

/// The order in which a payment is used.
library Waterfall {
    /// One loan: fees, then interest, then principal.
    /// @return paid What the payment settles. @return left What is left of it when nothing is owed any more.
    function pay(Debt memory owed, uint256 amount) internal pure returns (Debt memory paid, uint256 left) {
        (paid.fees, left) = _use(owed.fees, amount);
        (paid.interest, left) = _use(owed.interest, left);
        (paid.principal, left) = _use(owed.principal, left);
    }

    /// All loans of an accelerated facility: costs and fees, then all interest, then all principal, each pro rata.
    function payAll(Debt[] memory owed, uint256 amount) internal pure returns (Debt[] memory paid, uint256 left) {
        uint256 n = owed.length;
        paid = new Debt[](n);
        uint256[] memory weights = new uint256[](n);
        uint256[] memory parts;

        for (uint256 i = 0; i < n; ++i) weights[i] = owed[i].fees;
        (parts, left) = _useAll(weights, amount);
        for (uint256 i = 0; i < n; ++i) (paid[i].fees, weights[i]) = (parts[i], owed[i].interest);
        (parts, left) = _useAll(weights, left);
        for (uint256 i = 0; i < n; ++i) (paid[i].interest, weights[i]) = (parts[i], owed[i].principal);
        (parts, left) = _useAll(weights, left);
        for (uint256 i = 0; i < n; ++i) paid[i].principal = parts[i];
    }

    /// Shares a total by the largest remainders, equal ones in order; the parts sum to it exactly.
    /// @dev At most the weight each, if the total is at most their sum. For a handful of parts: it takes their square.
    function share(uint256 total, uint256[] memory weights) internal pure returns (uint256[] memory parts) {
        parts = new uint256[](weights.length);
        uint256[] memory remainders = new uint256[](weights.length);
        (uint256 sum, uint256 left) = (_sum(weights), total);
        if (sum == 0) return parts;
        for (uint256 i = 0; i < weights.length; ++i) {
            uint256 exact = total * weights[i];
            (parts[i], remainders[i]) = (exact / sum, exact % sum);
            left -= parts[i];
        }
        for (; left != 0; --left) {
            uint256 largest;
            for (uint256 i = 1; i < weights.length; ++i) {
                if (remainders[i] > remainders[largest]) largest = i;
            }
            ++parts[largest];
            remainders[largest] = 0;
        }
    }

    function _useAll(uint256[] memory owed, uint256 amount) private pure returns (uint256[] memory, uint256) {
        (uint256 used, uint256 left) = _use(_sum(owed), amount);
        return (share(used, owed), left);
    }

    function _use(uint256 owed, uint256 amount) private pure returns (uint256 used, uint256 left) {
        used = owed < amount ? owed : amount;
        left = amount - used;
    }

    function _sum(uint256[] memory values) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < values.length; ++i) sum += values[i];
    }
}
