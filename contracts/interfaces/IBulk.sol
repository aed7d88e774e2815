// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IReceivables} from "./IReceivables.sol";

/// @title Many acts of one party in one call, each isolated from the others
interface IBulk {
    /// @notice An item was skipped; the others stand.
    event Refused(uint256 indexed index, uint256 indexed id, bytes reason);

    /// @notice Registers invoices of the caller; what cannot be registered is skipped with {Refused}.
    function registerMany(IReceivables.Registration[] calldata registrations) external;

    /// @notice Acknowledges a payment run of the caller; what cannot be acknowledged is skipped with {Refused}.
    function acknowledgeMany(IReceivables.Acknowledgement[] calldata acknowledgements) external;
}
