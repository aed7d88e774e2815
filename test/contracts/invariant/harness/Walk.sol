// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {vm} from "./Vm.sol";

/// A walk of random actions on one handler, as the test runner reads it. Of each there are two tests: one asserts all invariants
/// after every action, and that enough has happened (`npm test`); one asserts each by itself, on walks of its own, and is what
/// planted bugs are looked for with (`npm run plant`).
abstract contract Walk {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    error TooRare(string what, uint256 seen, uint256 least);

    function setUp() external {
        vm.warp(1_780_000_000);
        vm.recordLogs();
        _begin();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = _handler();
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(_handler(), _actions());
    }

    function _begin() internal virtual;
    function _handler() internal view virtual returns (address);
    /// Those more than once of which a walk needs more.
    function _actions() internal view virtual returns (bytes4[] memory);
    function _occasionsOf(string memory what) internal view virtual returns (uint256);

    function _saw(string memory what, uint256 least) internal view {
        uint256 seen = _occasionsOf(what);
        require(seen >= least, TooRare(what, seen, least));
    }
}
