// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ILendingEvents} from "../../../contracts/interfaces/ILendingEvents.sol";
import {FacilityId} from "../../../contracts/interfaces/Types.sol";

/// Collateral that is worth what one says.
contract FixedCollateral {
    mapping(FacilityId id => uint256) private _values;

    function set(FacilityId id, uint256 value) external {
        _values[id] = value;
    }

    /// As ICollateral.valueOf.
    function valueOf(FacilityId id, ILendingEvents.ValuationPolicy) external view returns (uint256) {
        return _values[id];
    }
}
