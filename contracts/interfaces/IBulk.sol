// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IReceivables} from "./IReceivables.sol";

/// @title Many acts of one party in one call, each isolated from the others
interface IBulk {
    /// @notice An item was skipped; the others stand.
    event Refused(uint256 indexed index, uint256 indexed id, bytes reason);

    /// Says nothing of the item: all of them are left undone, to be sent again with more gas or fewer at a time.
    error NotEnoughGas(uint256 index);

    /// @notice Registers invoices of the caller; what the ledger refuses is skipped with {Refused}, lack of gas undoes all.
    function registerMany(IReceivables.Registration[] calldata registrations) external;

    /// @notice Acknowledges a payment run of the caller; what the ledger refuses is skipped with {Refused}, lack of gas undoes all.
    function acknowledgeMany(IReceivables.Acknowledgement[] calldata acknowledgements) external;
}
