// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ICollateral} from "../../../contracts/interfaces/ICollateral.sol";
import {ILendingEvents} from "../../../contracts/interfaces/ILendingEvents.sol";
import {FacilityId} from "../../../contracts/interfaces/Types.sol";

/// Collateral that is worth what one says.
contract FixedCollateral is ICollateral {
    mapping(FacilityId id => uint256) private _values;

    function set(FacilityId id, uint256 value) external {
        _values[id] = value;
    }

    /// @inheritdoc ICollateral
    function valueOf(FacilityId id, ILendingEvents.ValuationPolicy) external view returns (uint256) {
        return _values[id];
    }
}
