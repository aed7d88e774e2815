// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// How the days of a period are counted, and what a year has of them.
enum Convention {
    ACT_360,
    ACT_365F,
    THIRTY_E_360
}

/// Simple interest by day count, exact until it is rounded once.
/// @dev Source: 2006 ISDA Definitions, section 4.16 (d), (e) and (g). A day is a number of days since 1970-01-01.
library DayCount {
    /// Rates are parts of a million a year.
    uint256 internal constant MILLION = 1_000_000;

    /// The days from the first to the second, which includes the first and excludes the second.
    /// @dev A difference of two ordinals, so that a period may be cut anywhere and its parts add up.
    function daysBetween(Convention convention, uint256 from, uint256 to) internal pure returns (uint256) {
        return ordinal(convention, to) - ordinal(convention, from);
    }

    function basisOf(Convention convention) internal pure returns (uint256) {
        return convention == Convention.ACT_365F ? 365 : 360;
    }

    /// Interest in `1 / denominatorOf` minor units.
    /// @param rate Parts of a million a year.
    function exactInterest(
        Convention convention,
        uint256 principal,
        uint256 rate,
        uint256 from,
        uint256 to
    ) internal pure returns (uint256) {
        return principal * rate * daysBetween(convention, from, to);
    }

    function denominatorOf(Convention convention) internal pure returns (uint256) {
        return basisOf(convention) * MILLION;
    }

    /// `numerator / denominator` to the nearest, ties to the even neighbour.
    function halfEven(uint256 numerator, uint256 denominator) internal pure returns (uint256 quotient) {
        quotient = numerator / denominator;
        uint256 doubled = 2 * (numerator % denominator);
        if (doubled > denominator || (doubled == denominator && quotient % 2 == 1)) ++quotient;
    }

    function ordinal(Convention convention, uint256 day) private pure returns (uint256) {
        if (convention != Convention.THIRTY_E_360) return day;
        (uint256 year, uint256 month, uint256 dayOfMonth) = civil(day);
        return 360 * year + 30 * month + (dayOfMonth > 30 ? 30 : dayOfMonth);
    }

    /// The Gregorian calendar's name of a day.
    /// @dev Years begin in March, so that the leap day is the last. Source: H. Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms", civil_from_days.
    function civil(uint256 day) private pure returns (uint256 year, uint256 month, uint256 dayOfMonth) {
        uint256 shifted = day + 719_468;
        uint256 era = shifted / 146_097;
        uint256 dayOfEra = shifted % 146_097;
        uint256 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        uint256 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        uint256 fromMarch = (5 * dayOfYear + 2) / 153;
        dayOfMonth = dayOfYear - (153 * fromMarch + 2) / 5 + 1;
        month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    }
}
