// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IntentId} from "./Types.sol";

/// Whoever calls a claim token and can say for which signed intent: a party's account, or a system contract acting for one.
interface IIntentSource {
    /// @return The intent being executed in this transaction frame, zero outside of one.
    function currentIntent() external view returns (IntentId);
}
