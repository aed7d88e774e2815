// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IBulk} from "./interfaces/IBulk.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IReceivables} from "./interfaces/IReceivables.sol";
import {ClaimId} from "./interfaces/Types.sol";

/// @title Bulk, see {IBulk}
contract Bulk is IBulk {
    IParties public immutable parties;
    IReceivables public immutable receivables;

    constructor(IParties parties_, IReceivables receivables_) {
        parties = parties_;
        receivables = receivables_;
    }

    /// @inheritdoc IBulk
    function registerMany(IReceivables.Registration[] calldata registrations) external {
        parties.carry(msg.sender);
        for (uint256 i = 0; i < registrations.length; ++i) {
            // solhint-disable-next-line no-empty-blocks
            try receivables.registerFor(msg.sender, registrations[i]) {} catch (bytes memory reason) {
                _requireReason(i, reason);
                bytes32[] calldata tags = registrations[i].fingerprint.tags;
                emit Refused(i, tags.length == 0 ? 0 : uint256(tags[0]), reason);
            }
        }
    }

    /// @inheritdoc IBulk
    function acknowledgeMany(IReceivables.Acknowledgement[] calldata acknowledgements) external {
        parties.carry(msg.sender);
        for (uint256 i = 0; i < acknowledgements.length; ++i) {
            // solhint-disable-next-line no-empty-blocks
            try receivables.acknowledgeFor(msg.sender, acknowledgements[i]) {} catch (bytes memory reason) {
                _requireReason(i, reason);
                emit Refused(i, ClaimId.unwrap(acknowledgements[i].id), reason);
            }
        }
    }

    /// The ledger refuses with an error of its own; an empty one means that an item ran out of gas, not that it is wrong.
    function _requireReason(uint256 index, bytes memory reason) private pure {
        require(reason.length != 0, NotEnoughGas(index));
    }
}
