// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {SalesHandler} from "./sales/SalesHandler.sol";
import {Walk} from "./harness/Walk.sol";

/// The invariants of sales under a lien: anybody sells, bids and settles, parties are frozen and titles withheld meanwhile.
abstract contract SalesWalk is Walk {
    SalesHandler internal _walked;

    function _begin() internal override returns (address, bytes4[] memory) {
        _walked = new SalesHandler();
        return (address(_walked), _walked.actions());
    }
}

contract SalesTest is SalesWalk {
    error TooFew(bytes4 selector, uint256 done, uint256 least);

    function invariant_all_hold() external view {
        _walked.assertHeld();
    }

    /// A run in which too little succeeded shows nothing.
    function afterInvariant() external view {
        bytes4[] memory selectors = _walked.selectors();
        for (uint256 i = 0; i < selectors.length; ++i) {
            uint256 done = _walked.doneOf(selectors[i]);
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
}

contract SalesSinglyTest is SalesWalk {
    function invariant_17_sales_pay_by_rank_to_the_unit_and_hold_best_bids_only() external view {
        _walked.assertHeld();
    }
}
