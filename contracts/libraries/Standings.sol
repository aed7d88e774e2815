// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// What Parties knows of an address in one word, so that one call answers every question about it: bits 0-15 roles,
/// 16-55 last second of the check, 56 frozen, 57 sealed, 64-95 number, 96-111 country. Zero for a stranger.
type Standing is uint256;

using Standings for Standing global;

library Standings {
    uint256 private constant ROLES = type(uint16).max;
    uint256 private constant FROZEN = 1 << 56;
    uint256 private constant SEALED = 1 << 57;

    function admitted(
        uint16 roles_,
        bytes2 country_,
        uint40 validUntil_,
        uint32 number_
    ) internal pure returns (Standing) {
        return
            Standing.wrap(
                roles_ | (uint256(validUntil_) << 16) | (uint256(number_) << 64) | (uint256(uint16(country_)) << 96)
            );
    }

    function asSystem() internal pure returns (Standing) {
        return Standing.wrap(SEALED);
    }

    function withFrozen(Standing s, bool frozen) internal pure returns (Standing) {
        uint256 word = Standing.unwrap(s);
        return Standing.wrap(frozen ? word | FROZEN : word & ~FROZEN);
    }

    function roles(Standing s) internal pure returns (uint16) {
        return uint16(Standing.unwrap(s));
    }

    function validUntil(Standing s) internal pure returns (uint40) {
        return uint40(Standing.unwrap(s) >> 16);
    }

    function country(Standing s) internal pure returns (bytes2) {
        return bytes2(uint16(Standing.unwrap(s) >> 96));
    }

    /// The party's number, by which claims name it; zero for a system contract or a stranger.
    function number(Standing s) internal pure returns (uint32) {
        return uint32(Standing.unwrap(s) >> 64);
    }

    function isFrozen(Standing s) internal pure returns (bool) {
        return Standing.unwrap(s) & FROZEN != 0;
    }

    function isSealed(Standing s) internal pure returns (bool) {
        return Standing.unwrap(s) & SEALED != 0;
    }

    function isAccount(Standing s) internal pure returns (bool) {
        return number(s) != 0;
    }

    /// Known and not frozen: may give away what it has.
    function sends(Standing s) internal pure returns (bool) {
        return Standing.unwrap(s) != 0 && !isFrozen(s);
    }

    /// A party, not frozen, its check still valid: may receive.
    function receives(Standing s) internal view returns (bool) {
        return block.timestamp <= validUntil(s) && !isFrozen(s);
    }

    /// Can act now in all of the roles of the bit set.
    function actsAs(Standing s, uint16 wanted) internal view returns (bool) {
        return roles(s) & wanted == wanted && receives(s);
    }
}
