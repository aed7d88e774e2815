// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IntentId} from "./Types.sol";

/// @title Entries of the history of a claim or a facility that its guarantee causes
/// @notice The contract emits them that keeps the history. Layers and shares are numbered from 0, as offered.
interface IGuaranteesEvents {
    /// @param terms keccak256 of the ABI-encoded (dueAt, grace, layers, shares), which guarantors accept.
    event GuaranteeOffered(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        address arranger,
        uint40 dueAt,
        uint32 grace,
        uint8 layers,
        uint8 shares,
        bytes32 terms
    );
    event LayerOffered(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        uint8 layer,
        uint16 bps,
        uint256 cap,
        uint40 validUntil
    );
    event ShareOffered(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        uint8 share,
        uint8 layer,
        address guarantor,
        uint16 weight,
        uint256 premium,
        uint256 reserve
    );
    event ShareAccepted(uint256 indexed id, uint32 seq, IntentId intent, uint8 share, uint256 reserve);
    event PremiumPaid(uint256 indexed id, uint32 seq, IntentId intent, uint8 share, uint256 amount);
    event ReserveFunded(uint256 indexed id, uint32 seq, IntentId intent, uint8 share, uint256 amount, uint256 reserve);
    /// @param loss What the debtor owed and had not paid. @param reason Hash of the demand's grounds.
    event CoverDemanded(uint256 indexed id, uint32 seq, IntentId intent, address holder, uint256 loss, bytes32 reason);
    /// @param paid By the share so far. @param reserve What it has left.
    event CoverPaid(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        uint8 share,
        uint256 amount,
        uint256 paid,
        uint256 reserve
    );
    /// @param recovered By the share so far, out of what the debtor paid once the holders were whole.
    event CoverRecovered(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        uint8 share,
        uint256 amount,
        uint256 recovered
    );
    event ReserveReleased(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        uint8 share,
        uint256 amount,
        uint256 reserve
    );
}
