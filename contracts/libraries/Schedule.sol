// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// @param dueDay Days since 1970-01-01 in the loan's own calendar.
/// @param principal Minor units that fall due with it; zero where only interest does.
struct Instalment {
    uint32 dueDay;
    uint96 principal;
}

/// What a schedule of repayment must be, whoever computed it.
library Schedule {
    uint256 internal constant MOST = 120;

    /// Between one and 120 instalments.
    error ScheduleLength(uint256 instalments);
    /// Every instalment falls due after the one before it, the first after the loan is made, the last by its maturity.
    error ScheduleDay(uint256 index, uint256 day, uint256 after_, uint256 until);
    error ScheduleSum(uint256 sum, uint256 principal);

    /// Refuses a schedule that does not repay the principal between two days.
    /// @param after_ The day on which the loan is made. @param until The last day that may be a due day.
    function check(Instalment[] calldata schedule, uint256 principal, uint256 after_, uint256 until) internal pure {
        require(schedule.length != 0 && schedule.length <= MOST, ScheduleLength(schedule.length));
        uint256 sum;
        for (uint256 i = 0; i < schedule.length; ++i) {
            uint256 day = schedule[i].dueDay;
            require(day > after_ && day <= until, ScheduleDay(i, day, after_, until));
            after_ = day;
            sum += schedule[i].principal;
        }
        require(sum == principal, ScheduleSum(sum, principal));
    }

    /// What is due of `funded` where `due` was due of `requested`: rounded down, hence exact at the last instalment.
    function scaledDown(uint256 due, uint256 funded, uint256 requested) internal pure returns (uint256) {
        return (due * funded) / requested;
    }
}
