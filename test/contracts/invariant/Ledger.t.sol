// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Actions} from "./handlers/Actions.sol";
import {Handlers} from "./handlers/Handlers.sol";
import {Walk} from "./harness/Walk.sol";
import {Selectors} from "./Selectors.sol";

/// The invariants of the ledger, by their numbers in the design. Each is held against the same kind of run: anybody does
/// anything, and after every action the invariant is asserted on what the action touched, now and then on everything.
abstract contract LedgerWalk is Walk {
    Handlers internal _walked;

    function _begin() internal override returns (address, bytes4[] memory) {
        _walked = new Handlers();
        return (address(_walked), Actions.all());
    }
}

contract LedgerTest is LedgerWalk {
    Selectors private _selectors = new Selectors();

    function invariant_all_hold() external {
        _walked.assertUnitsConserved();
        _walked.assertPaidWithinDebt();
        _walked.assertCashConserved();
        _walked.assertWholeShares();
        _walked.assertTagsTakenOnce();
        _walked.assertReceiversEntitled();
        _walked.assertOnlySaleableMoves();
        _walked.assertMatchesWhole();
        _walked.assertOneOutcome();
        _walked.assertTransitionsListed();
        _walked.assertCoverWithinTerms();
        _walked.assertPaymentsNeverStopped();
        _walked.assertReplayed();
    }

    /// A run in which too little succeeded shows nothing.
    function afterInvariant() external view {
        Selectors.Covered[] memory covered = _selectors.covered();
        for (uint256 i = 0; i < covered.length; ++i) {
            (uint256 done, ) = _walked.tallyOf(covered[i].name, covered[i].selector);
            require(done >= covered[i].least, TooFew(covered[i].name, covered[i].selector, done, covered[i].least));
        }
        _saw("paid under pause", 1);
        _saw("withdrawn under pause", 1);
        _saw("withdrawn by an expired party", 1);
        _saw("sold for money", 3);
        _saw("sold in part", 2);
        _saw("sold in a round", 1);
        _saw("passed over in a round", 1);
        _saw("sold by bid", 1);
        _saw("sold by counter-offer", 1);
        _saw("refused beyond a limit", 1);
        _saw("sold on a standing offer", 3);
        _saw("sold on acknowledgement", 3);
        _saw("closed", 3);
        _saw("settled with several holders", 3);
        _saw("paid while disputed", 1);
        _saw("paid into what was disputed", 1);
        _saw("paid after a write-off", 1);
        _saw("withdrawn while disputed", 1);
        _saw("withdrawn after a write-off", 1);
        _saw("settled by acknowledging what was paid of more", 1);
        _saw("settled by the seller", 1);
        _saw("credited and paid at once", 1);
        _saw("credited and owed", 1);
        _saw("owed by the seller alone", 1);
        _saw("credited and burnt", 1);
        _saw("cancelled by a credit note", 1);
        _saw("bought back", 1);
        _saw("put and seized", 1);
        _saw("refused what was put", 1);
        _saw("refused while disputed", 1);
        _saw("covered as far as a reserve reached", 2);
        _saw("recovered by a later layer", 2);
        _saw("recovered in part of several layers", 2);
        _saw("failed as an intent", 3);
        _saw("refused a replay", 3);
        _saw("recovered", 1);
        _saw("kept a thief from cancelling", 1);
    }

    error TooFew(string name, bytes4 selector, uint256 done, uint256 least);
}

contract LedgerSinglyTest is LedgerWalk {
    function invariant_01_balances_sum_to_units_issued_less_burnt() external view {
        _walked.assertUnitsConserved();
    }

    function invariant_02_no_more_is_paid_than_owed_and_settled_means_nothing_due() external view {
        _walked.assertPaidWithinDebt();
    }

    function invariant_03_cash_held_is_what_holders_and_debtors_are_owed() external view {
        _walked.assertCashConserved();
    }

    function invariant_03b_a_holder_who_never_transferred_gets_exactly_its_units() external view {
        _walked.assertWholeShares();
    }

    function invariant_04_a_tag_is_taken_once() external view {
        _walked.assertTagsTakenOnce();
    }

    function invariant_05_nothing_reaches_a_frozen_expired_or_unknown_party() external view {
        _walked.assertReceiversEntitled();
    }

    function invariant_06_nothing_unacknowledged_disputed_written_off_or_put_is_sold() external view {
        _walked.assertOnlySaleableMoves();
    }

    function invariant_07_a_match_or_a_buy_back_moves_both_legs_or_none() external view {
        _walked.assertMatchesWhole();
    }

    function invariant_08_an_intent_has_at_most_one_outcome() external view {
        _walked.assertOneOutcome();
    }

    function invariant_09_only_listed_transitions_happen() external view {
        _walked.assertTransitionsListed();
    }

    function invariant_12_cover_is_within_cap_and_loss_and_recoveries_within_what_is_owed() external {
        _walked.assertCoverWithinTerms();
    }

    function invariant_13_no_pause_dispute_or_write_off_stops_payments_and_withdrawals() external view {
        _walked.assertPaymentsNeverStopped();
    }

    function invariant_14_logs_replay_to_storage() external {
        _walked.assertReplayed();
    }
}
