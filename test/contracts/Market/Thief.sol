// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IReceivables} from "../../../contracts/interfaces/IReceivables.sol";
import {ClaimId, Currency} from "../../../contracts/interfaces/Types.sol";

/// A claim token and its cash in one that say yes to everything, and use each leg of a match to call somebody else.
contract Thief {
    address private immutable _seller;
    address private immutable _debtor;
    address private _target;
    bytes private _call;

    constructor(address seller, address debtor) {
        (_seller, _debtor) = (seller, debtor);
    }

    function arm(address target, bytes calldata data) external {
        (_target, _call) = (target, data);
    }

    function safeTransferFrom(address, address, uint256, uint256, bytes calldata) external {
        _strike();
    }

    function transferFrom(address, address, uint256) external returns (bool) {
        _strike();
        return true;
    }

    function saleOf(uint256) external view returns (bool, uint32, address) {
        return (true, 0, address(this));
    }

    function claim(ClaimId) external view returns (IReceivables.Claim memory c) {
        (c.seller, c.debtor, c.currency) = (_seller, _debtor, currency());
        (c.units, c.dueAt) = (1_000_000, uint40(block.timestamp + 30 days));
    }

    function balanceOf(address, uint256) external pure returns (uint256) {
        return 1_000_000;
    }

    function balanceOf(address) external pure returns (uint256) {
        return 1_000_000;
    }

    function currency() public pure returns (Currency) {
        return Currency.wrap("EUR");
    }

    function _strike() private {
        (bool done, bytes memory answer) = _target.call(_call);
        if (done) return;
        assembly ("memory-safe") {
            revert(add(answer, 0x20), mload(answer))
        }
    }
}
