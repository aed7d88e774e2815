// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {CollateralHandler} from "./collateral/CollateralHandler.sol";
import {vm} from "./harness/Vm.sol";

/// The invariants of the asset register and its liens: anybody does anything, and after every action they are asserted on the
/// asset that it touched.
contract CollateralTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    error TooFew(bytes4 selector, uint256 done, uint256 least);
    error TooRare(string what, uint256 seen, uint256 least);

    CollateralHandler private _handler;

    function setUp() external {
        vm.warp(1_780_000_000);
        vm.recordLogs();
        _handler = new CollateralHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_handler), _handler.actions());
    }

    function invariant_10_one_exclusive_lien_and_ranks_by_the_official_order() external view {
        _handler.assertRanked();
    }

    function invariant_14a_logs_of_assets_replay_to_storage() external view {
        _handler.assertReplayed();
    }

    /// A run in which too little succeeded shows nothing.
    function afterInvariant() external view {
        bytes4[] memory selectors = _handler.selectors();
        for (uint256 i = 0; i < selectors.length; ++i) {
            uint256 done = _handler.doneOf(selectors[i]);
            require(done >= 3, TooFew(selectors[i], done, 3));
        }
        _saw("inserted before another", 3);
        _saw("released before another", 3);
        _saw("active exclusively", 3);
        _saw("refused beside an exclusive one", 1);
        _saw("enforced with others on the asset", 1);
        _saw("transferred with a lien on it", 1);
        _saw("void by a transfer", 1);
    }

    function _saw(string memory what, uint256 least) private view {
        uint256 seen = _handler.occasionsOf(what);
        require(seen >= least, TooRare(what, seen, least));
    }
}
