// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IParties} from "./interfaces/IParties.sol";
import {IPartyAccount} from "./interfaces/IPartyAccount.sol";
import {IRelay} from "./interfaces/IRelay.sol";
import {Bubble} from "./libraries/Bubble.sol";

/// @title Relay, see {IRelay}
contract Relay is IRelay {
    /// Kept back from every item, so that the batch can always say where it stopped.
    uint256 private constant KEPT = 10_000;

    IParties public immutable parties;

    constructor(IParties parties_) {
        parties = parties_;
    }

    /// @inheritdoc IRelay
    function relay(Item[] calldata items) external {
        for (uint256 i = 0; i < items.length; ++i) {
            Item calldata item = items[i];
            if (!parties.isAccount(item.account)) {
                bytes memory foreign = abi.encodeWithSelector(NotAnAccount.selector, item.account);
                emit IntentRefused(i, item.account, item.intent.id, foreign);
                continue;
            }
            bytes memory data = abi.encodeCall(IPartyAccount.execute, (item.intent, item.signatures));
            uint256 available = gasleft();
            if (available < 2 * KEPT) {
                emit NotAttempted(i);
                return;
            }
            // The account itself bounds what the calls may use, so it is given all but what is kept.
            (bool ok, bytes memory answer) = Bubble.tryCall(item.account, available - KEPT, data);
            if (ok) continue;
            // An account refuses with an error of its own; an empty answer means that it ran out of gas.
            if (answer.length == 0 || bytes4(answer) == IPartyAccount.InsufficientGas.selector) {
                emit NotAttempted(i);
                return;
            }
            emit IntentRefused(i, item.account, item.intent.id, answer);
        }
    }
}
