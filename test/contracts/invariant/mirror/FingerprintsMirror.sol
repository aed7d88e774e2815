// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Vm} from "../harness/Vm.sol";
import {PartiesMirror} from "./PartiesMirror.sol";

/// Taken tags as the events tell them, and the invoices behind them.
abstract contract FingerprintsMirror is PartiesMirror {
    mapping(bytes32 tag => bool) internal tagTaken;
    mapping(bytes32 numberTag => bool) private _numberUsed;
    bytes32[2][] private _taken;
    uint256 private _checkedFrom;

    function _onTaken(Vm.Log memory l) internal {
        bytes32 tag = l.topics[1];
        (bytes32 numberTag, bool sameNumber) = abi.decode(l.data, (bytes32, bool));
        _rule(!tagTaken[tag], "04", "a tag is taken twice");
        _rule(sameNumber == _numberUsed[numberTag], "04", "the reuse of a number is not told");
        tagTaken[tag] = true;
        _numberUsed[numberTag] = true;
        _taken.push([numberTag, tag]);
    }

    function _isNumberUsed(bytes32 numberTag) internal view returns (bool) {
        return _numberUsed[numberTag];
    }

    function _forgetTags() internal {
        _checkedFrom = _taken.length;
    }

    function _touchAllTags() internal {
        _checkedFrom = 0;
    }

    function _assertTagsTaken() internal view {
        for (uint256 i = _checkedFrom; i < _taken.length; ++i) {
            bool taken = fingerprints.isTaken(_taken[i][0], _taken[i][1]);
            _assert(taken, "04", "a tag that was taken is free");
        }
    }
}
