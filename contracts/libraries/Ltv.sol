// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// Loan to value, compared in integers: 1,000,000 on 1,333,333 is above 75 %, though every percentage printed says 75.
library Ltv {
    uint256 internal constant ONE = 10_000;

    /// What a lien adds: no more than it secures, and only what the liens before it leave of the value.
    /// @param senior What the liens of a better rank secure.
    function countable(uint256 secured, uint256 valuation, uint256 senior) internal pure returns (uint256) {
        return Math.min(secured, Math.saturatingSub(valuation, senior));
    }

    function isAbove(uint256 outstanding, uint256 value, uint256 maxBps) internal pure returns (bool) {
        return outstanding * ONE > value * maxBps;
    }

    /// For people: basis points rounded down; the largest number where a loan stands on nothing.
    function bpsDown(uint256 outstanding, uint256 value) internal pure returns (uint256) {
        if (outstanding == 0) return 0;
        return value == 0 ? type(uint256).max : (outstanding * ONE) / value;
    }

    /// The least that is to be repaid for the loan not to be above.
    function cureByPaymentUp(uint256 outstanding, uint256 value, uint256 maxBps) internal pure returns (uint256) {
        return Math.saturatingSub(outstanding, (value * maxBps) / ONE);
    }

    /// The least value that is to be added for the loan not to be above.
    function cureByValueUp(uint256 outstanding, uint256 value, uint256 maxBps) internal pure returns (uint256) {
        return Math.saturatingSub(valueNeededUp(outstanding, maxBps), value);
    }

    function valueNeededUp(uint256 outstanding, uint256 maxBps) internal pure returns (uint256) {
        return Math.ceilDiv(outstanding * ONE, maxBps);
    }
}
