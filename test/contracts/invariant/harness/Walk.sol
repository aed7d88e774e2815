// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {vm} from "./Vm.sol";

/// What a handler tells of its walk: how often that came about which an invariant is about.
interface IWalked {
    function occasionsOf(string calldata what) external view returns (uint256);
}

/// A walk of random actions on one handler, as the test runner reads it. Of each there are two tests: one asserts all invariants
/// after every action, and that enough has happened (`npm test`); one asserts each by itself, on walks of its own, and is what
/// planted bugs are looked for with (`npm run plant`).
abstract contract Walk {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    error TooRare(string what, uint256 seen, uint256 least);

    IWalked private _handler;
    bytes4[] private _actions;

    function setUp() external {
        vm.warp(1_780_000_000);
        vm.recordLogs();
        (address handler, bytes4[] memory actions) = _begin();
        _handler = IWalked(handler);
        _actions = actions;
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_handler), _actions);
    }

    /// A new handler and its actions, those more than once of which a walk needs more.
    function _begin() internal virtual returns (address handler, bytes4[] memory actions);

    function _saw(string memory what, uint256 least) internal view {
        uint256 seen = _handler.occasionsOf(what);
        require(seen >= least, TooRare(what, seen, least));
    }
}
