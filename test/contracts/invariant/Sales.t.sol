// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {SalesHandler} from "./sales/SalesHandler.sol";
import {vm} from "./harness/Vm.sol";

/// The invariants of sales under a lien: anybody sells, bids and settles, parties are frozen and titles withheld meanwhile.
contract SalesTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    error TooFew(bytes4 selector, uint256 done, uint256 least);
    error TooRare(string what, uint256 seen, uint256 least);

    SalesHandler private _handler;

    function setUp() external {
        vm.warp(1_780_000_000);
        vm.recordLogs();
        _handler = new SalesHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_handler), _handler.actions());
    }

    function invariant_17_sales_pay_by_rank_to_the_unit_and_hold_best_bids_only() external view {
        _handler.assertHeld();
    }

    /// A run in which too little succeeded shows nothing.
    function afterInvariant() external view {
        bytes4[] memory selectors = _handler.selectors();
        for (uint256 i = 0; i < selectors.length; ++i) {
            uint256 done = _handler.doneOf(selectors[i]);
            require(done >= 3, TooFew(selectors[i], done, 3));
        }
        _saw("sold", 10);
        _saw("failed", 5);
        _saw("failed with a bid", 1);
        _saw("beaten", 3);
        _saw("short", 3);
        _saw("surplus", 3);
        _saw("surviving", 3);
        _saw("kept at a settlement", 1);
    }

    function _saw(string memory what, uint256 least) private view {
        uint256 seen = _handler.occasionsOf(what);
        require(seen >= least, TooRare(what, seen, least));
    }
}
