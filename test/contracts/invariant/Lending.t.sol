// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {LendingHandler} from "./lending/LendingHandler.sol";
import {LendingSelectors} from "./lending/LendingSelectors.sol";
import {Walk} from "./harness/Walk.sol";
import {vm} from "./harness/Vm.sol";

/// The invariants of lending: facilities are agreed, drawn, voted on and repaid or not while days pass and units change hands,
/// and after every call they are asserted on what it was about, now and then on everything.
abstract contract LendingWalk is Walk {
    LendingHandler internal _walked;

    function _begin() internal override returns (address, bytes4[] memory) {
        _walked = new LendingHandler();
        return (address(_walked), _walked.actions());
    }
}

contract LendingTest is LendingWalk {
    error NotCovered(string contract_, string name);
    error TooFew(string contract_, string name, uint256 done, uint256 least);

    LendingSelectors private _selectors = new LendingSelectors();
    mapping(string contract_ => mapping(string name => bool)) private _listed;

    function test_every_function_that_changes_state_is_covered() external {
        LendingSelectors.Covered[] memory covered = _selectors.covered();
        for (uint256 i = 0; i < covered.length; ++i) _listed[covered[i].contract_][covered[i].name] = true;
        string[5] memory names = ["Facilities", "Syndication", "Loans", "Covenants", "Votes"];
        for (uint256 i = 0; i < names.length; ++i) {
            uint256 found = _requireListed(names[i]);
            require(found != 0, NotCovered(names[i], "anything"));
        }
    }

    function invariant_all_hold() external view {
        _walked.assertUnitsConserved();
        _walked.assertCashHeld();
        _walked.assertLentAndRepaid();
        _walked.assertReplayed();
        _walked.assertVoted();
    }

    /// A run in which too little succeeded shows nothing.
    function afterInvariant() external view {
        LendingSelectors.Covered[] memory covered = _selectors.covered();
        for (uint256 i = 0; i < covered.length; ++i) {
            LendingSelectors.Covered memory c = covered[i];
            uint256 done = _walked.doneOf(c.contract_, c.selector);
            require(done >= c.least, TooFew(c.contract_, c.name, done, c.least));
        }
        _saw("drawn on collateral", 10);
        _saw("refunded above the cap", 1);
        _saw("drawn without a lender that had paid in", 1);
        _saw("taken back beside a loan", 1);
        _saw("late interest", 3);
        _saw("repaid", 5);
        _saw("repaid after acceleration", 1);
        _saw("several loans accelerated", 1);
        _saw("shared by several loans", 1);
        _saw("transferred after a payment", 5);
        _saw("a party frozen", 3);
        _saw("voted with and seized", 1);
        _saw("voted without carrying", 5);
        _saw("carried by all", 1);
        _saw("another rate on what is owed", 2);
        _saw("waived", 1);
        _saw("closed", 5);
        _saw("closed with a remainder", 3);
    }

    /// Reads the functions, inherited ones too, from what the build put into `artifacts`.
    function _requireListed(string memory name) private view returns (uint256 found) {
        string memory json = vm.readFile(string.concat("artifacts/contracts/", name, ".sol/", name, ".json"));
        for (uint256 i = 0; ; ++i) {
            string memory entry = string.concat(".abi[", _decimal(i), "]");
            if (!vm.keyExistsJson(json, entry)) return found;
            string memory mutability = string.concat(entry, ".stateMutability");
            bool isFunction =
                vm.keyExistsJson(json, mutability) && vm.keyExistsJson(json, string.concat(entry, ".name"));
            if (!isFunction || !_isSame(vm.parseJsonString(json, mutability), "nonpayable")) continue;
            string memory changing = vm.parseJsonString(json, string.concat(entry, ".name"));
            require(_listed[name][changing], NotCovered(name, changing));
            ++found;
        }
    }

    function _decimal(uint256 number) private pure returns (string memory) {
        bytes1 last = bytes1(uint8(48 + (number % 10)));
        return string.concat(number < 10 ? "" : _decimal(number / 10), string(abi.encodePacked(last)));
    }

    function _isSame(string memory a, string memory b) private pure returns (bool) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }
}

contract LendingSinglyTest is LendingWalk {
    function invariant_01b_units_of_a_loan_sum_to_what_was_lent_less_redeemed() external view {
        _walked.assertUnitsConserved();
    }

    function invariant_03c_cash_of_loans_and_requests_is_what_holders_and_lenders_are_due() external view {
        _walked.assertCashHeld();
    }

    function invariant_11_drawn_is_within_funds_and_collateral_and_payments_are_used_to_the_unit() external view {
        _walked.assertLentAndRepaid();
    }

    function invariant_14b_logs_of_facilities_replay_to_storage() external view {
        _walked.assertReplayed();
    }

    function invariant_18_votes_are_carried_by_enough_and_lock_their_units() external view {
        _walked.assertVoted();
    }
}
