// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AssetId, Currency, LienId, SaleId} from "./Types.sol";
import {ISalesEvents} from "./ISalesEvents.sol";

/// @title Sale of an asset under a lien, by sealed bids
/// @notice `OPEN -settle(anyone, when bids are revealed)-> SOLD | FAILED`. Bidders commit to a hash, then reveal; whoever
/// reveals the best bid so far pays it in, so that it cannot be withdrawn. The proceeds go to the lien sold under and to
/// those behind it by rank, what is left to the former owners by their parts. Those liens end; liens before it stay with the
/// asset, as in UCC 9-615 and 9-617. What happens is told in the asset's history, see {ISalesEvents}.
interface ISales is ISalesEvents {
    enum SaleStatus {
        NONE,
        OPEN,
        SOLD,
        FAILED
    }

    /// @param owed Demanded under the lien, at most what it secures; zero where the debt is a facility, which counts itself.
    /// @param reserve The least that is accepted. @param commitBy Last instant for sealed bids. @param revealBy For their opening.
    /// @param evidence Hash of what shows the default and the right to sell.
    struct Terms {
        LienId lien;
        uint96 owed;
        uint96 reserve;
        uint40 commitBy;
        uint40 revealBy;
        bytes32 evidence;
    }

    /// @param best Paid in by `bidder`; both zero while nobody has.
    struct Sale {
        AssetId asset;
        LienId lien;
        Currency currency;
        SaleStatus status;
        uint96 reserve;
        uint40 commitBy;
        uint40 revealBy;
        uint96 best;
        address bidder;
        bytes32 evidence;
    }

    error UnknownSale(SaleId sale);
    error SaleNotOpen(SaleId sale, SaleStatus status);
    error NotSalesLender(LienId lien, address caller);
    error LienNotActive(LienId lien);
    /// The debt is not due, or the facility not accelerated.
    error DebtNotInDefault(LienId lien);
    error SaleRuns(AssetId asset, SaleId sale);
    error BadTimes(uint40 commitBy, uint40 revealBy);
    /// Nothing, more than the lien secures, or a number where the ledger counts itself.
    error BadDemand(LienId lien, uint96 owed);
    /// A lien behind is in another currency: nobody could say what it is to get.
    error MixedCurrencies(LienId lien, LienId behind);
    error NotBehind(SaleId sale, LienId lien);
    error BadEvidence();
    /// An owner, or a party that cannot receive.
    error CannotBid(SaleId sale, address bidder);
    error AlreadyCommitted(SaleId sale, address bidder);
    error CommitOver(SaleId sale, uint40 commitBy);
    error NotRevealing(SaleId sale, uint40 commitBy, uint40 revealBy);
    error OtherBid(SaleId sale, address bidder);
    error BelowReserve(SaleId sale, uint96 amount, uint96 reserve);
    error StillRevealing(SaleId sale, uint40 revealBy);
    error NothingKept(SaleId sale, address account);
    error CannotAct(address caller);

    /// @notice The lender of an active lien whose debt is in default puts the asset up for sale.
    function open(Terms calldata terms) external returns (SaleId sale);

    /// @notice The lender of a lien behind, whose debt is not on the ledger, says what it is owed; without it the lien ends
    /// without a payment.
    function demand(SaleId sale, LienId lien, uint96 owed, bytes32 evidence) external;

    /// @notice Bids, sealed; once. @param commitment See {commitmentOf}.
    function commit(SaleId sale, bytes32 commitment) external;

    /// @notice Opens the caller's bid. The best so far is paid in, and the one that it beats paid back; of equal ones the first
    /// to be opened stands.
    function reveal(SaleId sale, uint96 amount, bytes32 salt) external;

    /// @notice Ends the sale. Anyone may call it.
    function settle(SaleId sale) external;

    /// @notice Pays what could not be paid at once, to an account that was frozen. Anyone may call it.
    function payKept(SaleId sale, address account) external;

    function saleOf(SaleId sale) external view returns (Sale memory);
    function commitmentIn(SaleId sale, address bidder) external view returns (bytes32);
    function demanded(SaleId sale, LienId lien) external view returns (uint96);
    function keptFor(SaleId sale, address account) external view returns (uint96);
    /// @return What the lien secures of its debt now: of a facility all that is owed, of another debt what was demanded.
    function owedUnder(SaleId sale, LienId lien) external view returns (uint96);
    function commitmentOf(SaleId sale, address bidder, uint96 amount, bytes32 salt) external pure returns (bytes32);
}
