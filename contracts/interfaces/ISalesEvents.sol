// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AssetId, Currency, IntentId, LienId, SaleId} from "./Types.sol";

/// @title Entries of an asset's history that its sale under a lien causes
/// @notice The asset contract emits them, which keeps the history.
interface ISalesEvents {
    /// @param owed What the lender demands, where the debt is not on the ledger. @param evidence Hash of what shows the default.
    event SaleOpened(
        AssetId indexed id,
        uint32 seq,
        IntentId intent,
        SaleId sale,
        LienId lien,
        address lender,
        Currency currency,
        uint96 owed,
        uint96 reserve,
        uint40 commitBy,
        uint40 revealBy,
        bytes32 evidence
    );
    /// The lender of a lien behind demands its part of the proceeds.
    event ProceedsDemanded(
        AssetId indexed id,
        uint32 seq,
        IntentId intent,
        SaleId sale,
        LienId lien,
        uint96 owed,
        bytes32 evidence
    );
    event SaleBidCommitted(
        AssetId indexed id,
        uint32 seq,
        IntentId intent,
        SaleId sale,
        address bidder,
        bytes32 commitment
    );
    /// @param isBest It is the best so far, and paid in.
    event SaleBidRevealed(
        AssetId indexed id,
        uint32 seq,
        IntentId intent,
        SaleId sale,
        address bidder,
        uint96 amount,
        bool isBest
    );
    /// @param surplus What was left for the former owners. @param surviving Liens before the one sold under: they stay.
    event AssetSold(
        AssetId indexed id,
        uint32 seq,
        IntentId intent,
        SaleId sale,
        address buyer,
        uint96 price,
        uint96 surplus,
        uint256 surviving
    );
    /// Nobody bid, or what was to be sold could not be any more: the best bid goes back.
    event SaleFailed(AssetId indexed id, uint32 seq, IntentId intent, SaleId sale);
    /// @param owed Of it secured. @param paid Out of the proceeds.
    event ProceedsPaid(
        AssetId indexed id,
        uint32 seq,
        IntentId intent,
        SaleId sale,
        LienId lien,
        uint96 owed,
        uint96 paid
    );
    event SurplusPaid(AssetId indexed id, uint32 seq, IntentId intent, SaleId sale, address owner, uint96 paid);
}
