// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// Payments on a claim, shared over its units without a loop over the holders.
/// @dev For each holder `acc` sums balance x (what was received while it held that balance); its entitlement is
/// `floor(acc / units)`, `units` being the fixed issue. A holder who never transferred gets exactly its units when the
/// claim has received its face; the remainder of all roundings is below one unit for each holder.
library Distribution {
    /// @param seen What the claim had received when `acc` was last brought up to date.
    /// @param withdrawn What the holder has withdrawn.
    struct Share {
        uint96 seen;
        uint96 withdrawn;
        uint256 acc;
    }

    /// Brings a holder's accumulator up to date; must run before every change of its balance.
    function checkpoint(Share storage share, uint256 balance, uint256 received) internal {
        uint256 seen = share.seen;
        if (seen == received) return;
        if (balance != 0) share.acc += balance * (received - seen);
        share.seen = uint96(received);
    }

    /// Entitles the only holder of a claim to all that was received, after the issue was reduced to `units`.
    function entitleSole(Share storage share, uint256 units, uint256 received) internal {
        share.acc = units * received;
        share.seen = uint96(received);
    }

    /// Takes away the fraction of a minor unit that rounding keeps from a holder whose share is final.
    /// @return remainder The fraction times `units`; over all holders they add up to `units` times the dust.
    function stripRemainder(Share storage share, uint256 units) internal returns (uint256 remainder) {
        remainder = share.acc % units;
        if (remainder != 0) share.acc -= remainder;
    }

    /// @return What the holder may withdraw now, rounded down to the minor unit.
    function withdrawableDown(
        Share storage share,
        uint256 balance,
        uint256 received,
        uint256 units
    ) internal view returns (uint256) {
        if (units == 0) return 0;
        return (share.acc + balance * (received - share.seen)) / units - share.withdrawn;
    }
}
