// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {BankRef, IntentId} from "./Types.sol";

/// @title Entries of a claim's history that servicing causes
/// @notice The claim contract emits them, which keeps the history.
interface IServicingEvents {
    /// How a credit note is made good to whoever holds units of the claim.
    enum Making {
        /// The seller pays the amount in when the debtor accepts.
        PAID,
        /// The seller owes the amount from the debtor's acceptance on.
        OWED,
        /// The seller's own units are burnt; nothing may have been received on the claim yet.
        REDUCED
    }

    event Rejected(uint256 indexed id, uint32 seq, IntentId intent, bytes32 reason);
    event Disputed(uint256 indexed id, uint32 seq, IntentId intent, uint256 amount, uint40 resolveBy, bytes32 reason);
    event DisputeWithdrawn(uint256 indexed id, uint32 seq, IntentId intent, bytes32 reason);
    event CreditProposed(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        uint256 amount,
        Making making,
        bytes32 documentRoot
    );
    event CreditDeclined(uint256 indexed id, uint32 seq, IntentId intent, address by, bytes32 reason);
    /// @param disputed What is still disputed.
    event Credited(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        uint256 amount,
        Making making,
        bytes32 documentRoot,
        uint256 disputed
    );
    event AmendmentProposed(uint256 indexed id, uint32 seq, IntentId intent, uint40 dueAt, bytes32 documentRoot);
    event Amended(uint256 indexed id, uint32 seq, IntentId intent, uint40 dueAt, bytes32 documentRoot);
    event RecourseGiven(uint256 indexed id, uint32 seq, IntentId intent, uint32 grace, uint32 buyBackTime);
    event DiscountGranted(uint256 indexed id, uint32 seq, IntentId intent, uint16 bps, uint40 until);
    /// @param amount What the debtor kept, and the seller owes from now on.
    event DiscountTaken(uint256 indexed id, uint32 seq, IntentId intent, uint256 amount);
    /// @param suspense What is left in suspense.
    event WireRecalled(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        address bank,
        BankRef ref,
        uint256 amount,
        bytes32 reason,
        uint256 suspense
    );
    event PutMade(uint256 indexed id, uint32 seq, IntentId intent, address holder, uint256 units, uint40 deadline);
    event PutWithdrawn(uint256 indexed id, uint32 seq, IntentId intent, address holder, uint256 units);
    event BoughtBack(uint256 indexed id, uint32 seq, IntentId intent, address holder, uint256 units, uint256 price);
    /// The seller pays on what it owes for credit notes.
    event CreditPaid(uint256 indexed id, uint32 seq, IntentId intent, uint256 amount);
    event WrittenOff(uint256 indexed id, uint32 seq, IntentId intent, bytes32 reason);
}
