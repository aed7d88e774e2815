// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Convention, DayCount} from "../../../contracts/libraries/DayCount.sol";
import {Ltv} from "../../../contracts/libraries/Ltv.sol";
import {Instalment, Schedule} from "../../../contracts/libraries/Schedule.sol";
import {Debt, Waterfall} from "../../../contracts/libraries/Waterfall.sol";

/// The libraries of loans, to be asked by the tests of the published vectors.
contract LoanMath {
    function daysOverBasis(Convention convention, uint256 from, uint256 to) external pure returns (uint256, uint256) {
        return (DayCount.daysBetween(convention, from, to), DayCount.basisOf(convention));
    }

    function interest(
        Convention convention,
        uint256 principal,
        uint256 rate,
        uint256 from,
        uint256 to
    ) external pure returns (uint256) {
        uint256 exact = DayCount.exactInterest(convention, principal, rate, from, to);
        return DayCount.halfEven(exact, DayCount.denominatorOf(convention));
    }

    function checkSchedule(
        Instalment[] calldata schedule,
        uint256 principal,
        uint256 after_,
        uint256 until
    ) external pure {
        Schedule.check(schedule, principal, after_, until);
    }

    function countable(uint256 secured, uint256 valuation, uint256 senior) external pure returns (uint256) {
        return Ltv.countable(secured, valuation, senior);
    }

    function covenant(
        uint256 outstanding,
        uint256 value,
        uint256 maxBps
    ) external pure returns (bool, uint256, uint256, uint256) {
        return (
            Ltv.isAbove(outstanding, value, maxBps),
            Ltv.bpsDown(outstanding, value),
            Ltv.cureByPaymentUp(outstanding, value, maxBps),
            Ltv.cureByValueUp(outstanding, value, maxBps)
        );
    }

    function valueNeeded(uint256 outstanding, uint256 maxBps) external pure returns (uint256) {
        return Ltv.valueNeededUp(outstanding, maxBps);
    }

    function pay(Debt calldata owed, uint256 amount) external pure returns (Debt memory, uint256) {
        return Waterfall.pay(owed, amount);
    }

    function payAll(Debt[] calldata owed, uint256 amount) external pure returns (Debt[] memory, uint256) {
        return Waterfall.payAll(owed, amount);
    }

    function share(uint256 total, uint256[] calldata weights) external pure returns (uint256[] memory) {
        return Waterfall.share(total, weights);
    }
}
