// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// What was seen to break an invariant, by the invariant's number.
abstract contract Findings {
    mapping(string invariant => string) private _first;

    /// Notes the first breach of an invariant; that it stands is asserted by the invariant itself.
    function _rule(bool holds, string memory invariant, string memory what) internal {
        if (!holds && bytes(_first[invariant]).length == 0) _first[invariant] = what;
    }

    function _assertUnbroken(string memory invariant) internal view {
        _assert(bytes(_first[invariant]).length == 0, invariant, _first[invariant]);
    }

    function _assert(bool holds, string memory invariant, string memory what) internal pure {
        if (!holds) revert(string.concat(invariant, ": ", what));
    }
}
