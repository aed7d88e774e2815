// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ICash} from "../interfaces/ICash.sol";
import {IClaimToken} from "../interfaces/IClaimToken.sol";

/// Delivery versus payment.
library Delivery {
    /// Both legs of a match, or none. Runs after the match is announced.
    /// @param reference_ What the history of the claim says the units were sold on.
    function deliver(
        IClaimToken token,
        uint256 id,
        address seller,
        address buyer,
        uint256 units,
        uint256 paid,
        ICash cash,
        uint256 reference_
    ) internal {
        if (paid != 0) cash.transferFrom(buyer, seller, paid);
        token.safeTransferFrom(seller, buyer, id, units, abi.encode(reference_));
    }
}
