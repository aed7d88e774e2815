// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ILendingEvents} from "./ILendingEvents.sol";
import {FacilityId} from "./Types.sol";

/// @title What the liens of a facility count for
interface ICollateral {
    /// @param policy Which valuation of an asset counts where several are valid.
    /// @return Value of all its liens in its currency, in minor units: of each what it secures, as far as senior liens leave
    /// of a valid valuation; nothing without one.
    function valueOf(FacilityId id, ILendingEvents.ValuationPolicy policy) external view returns (uint256);
}
