// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// Payments on a claim, shared over its units without a loop over the holders.
/// @dev A holder is entitled to the sum of (its units x what was received while it held them), divided by the units
/// issued and rounded down. The sum is kept as `units x received + correction`: the correction holds it still whenever
/// units move. Nothing is lost between holders, and the remainder of all roundings is below one minor unit for each.
library Distribution {
    /// @param units What the holder holds.
    /// @param withdrawn What the holder has withdrawn.
    /// @param isBound Whether some of the units are frozen or locked; how many stands elsewhere.
    /// @param isCorrected Whether the correction was ever set: while it was not it need not be read.
    struct Share {
        uint96 units;
        uint96 withdrawn;
        bool isBound;
        bool isCorrected;
        int256 correction;
    }

    /// Adds units that earn from now on. @param received What the claim has received so far.
    function add(Share storage share, uint256 units, uint256 received) internal {
        share.units += uint96(units);
        if (received != 0) correct(share, -int256(units * received));
    }

    /// Takes units away, what they have earned stays. @param received What the claim has received so far.
    function remove(Share storage share, uint256 units, uint256 received) internal {
        share.units -= uint96(units);
        if (received != 0) correct(share, int256(units * received));
    }

    /// Entitles the only holder of a claim to all that was received, after the issue was reduced to its units.
    function entitleSole(Share storage share) internal {
        share.correction = 0;
    }

    /// Takes away the fraction of a minor unit that rounding keeps from a former holder, whose share is final.
    /// @return remainder The fraction times `issued`; over all holders they add up to `issued` times the dust.
    function stripRemainder(Share storage share, uint256 issued) internal returns (uint256 remainder) {
        remainder = uint256(share.correction) % issued;
        if (remainder != 0) share.correction -= int256(remainder);
    }

    /// @return What the holder may withdraw now, rounded down to the minor unit.
    function withdrawableDown(Share storage share, uint256 received, uint256 issued) internal view returns (uint256) {
        if (received == 0) return 0;
        int256 earned = int256(share.units * received);
        if (share.isCorrected) earned += share.correction;
        return uint256(earned) / issued - share.withdrawn;
    }

    function correct(Share storage share, int256 change) private {
        share.isCorrected = true;
        share.correction += change;
    }
}
