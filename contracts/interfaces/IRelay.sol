// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IntentId} from "./Types.sol";
import {IPartyAccount} from "./IPartyAccount.sol";

/// @title Many signed intents in one transaction, each isolated from the others
interface IRelay {
    struct Item {
        address account;
        IPartyAccount.Intent intent;
        bytes signatures;
    }

    /// @notice The account refused the item (signature, deadline, epoch, replay): nothing of it was consumed.
    event IntentRefused(uint256 indexed index, address account, IntentId id, bytes reason);
    /// @notice From this item on nothing was tried, for want of gas.
    event NotAttempted(uint256 indexed from);

    error NotAnAccount(address account);

    /// @notice Executes the items in order. Anyone may call it. Outcomes are events of the accounts.
    function relay(Item[] calldata items) external;
}
