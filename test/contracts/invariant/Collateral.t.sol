// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {CollateralHandler} from "./collateral/CollateralHandler.sol";
import {Walk} from "./harness/Walk.sol";

/// The invariants of the asset register and its liens: anybody does anything, and after every action they are asserted on the
/// asset that it touched.
abstract contract CollateralWalk is Walk {
    CollateralHandler internal _walked;

    function _begin() internal override returns (address, bytes4[] memory) {
        _walked = new CollateralHandler();
        return (address(_walked), _walked.actions());
    }
}

contract CollateralTest is CollateralWalk {
    error TooFew(bytes4 selector, uint256 done, uint256 least);

    function invariant_all_hold() external view {
        _walked.assertRanked();
        _walked.assertReplayed();
    }

    /// A run in which too little succeeded shows nothing.
    function afterInvariant() external view {
        bytes4[] memory selectors = _walked.selectors();
        for (uint256 i = 0; i < selectors.length; ++i) {
            uint256 done = _walked.doneOf(selectors[i]);
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
}

contract CollateralSinglyTest is CollateralWalk {
    function invariant_10_one_exclusive_lien_and_ranks_by_the_official_order() external view {
        _walked.assertRanked();
    }

    function invariant_14a_logs_of_assets_replay_to_storage() external view {
        _walked.assertReplayed();
    }
}
