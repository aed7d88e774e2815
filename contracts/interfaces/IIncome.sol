// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AssetId, ClaimId, FacilityId} from "./Types.sol";

/// @title Royalties and licence income as a source of payment of a facility
/// @notice The borrower assigns its claim on a licensee to the facility's agent, who holds the units for all lenders; here the
/// agent says that it does, and which asset the income flows from. Whatever the licensee then pays anybody can pass on to the
/// facility. What happens is told in the facility's history, see {ILendingEvents}.
interface IIncome {
    /// @param collected Of the claim's money, passed on to the facility so far.
    struct Source {
        FacilityId facility;
        AssetId asset;
        uint96 collected;
    }

    error NoSuchFacility(FacilityId id);
    error NotAgent(FacilityId id, address caller);
    /// The agent does not hold all its units, the borrower has not registered it, or it is in another currency.
    error NotAssigned(FacilityId id, ClaimId claim);
    /// The borrower does not own the asset.
    error NotOwned(AssetId asset, address borrower);
    error AlreadySource(ClaimId claim, FacilityId facility);
    error NotASource(ClaimId claim);
    error NothingToCollect(ClaimId claim);
    error CannotAssign(address caller);

    /// @notice The agent takes a claim as a source of payment: the income that flows from an asset of the borrower.
    function assign(FacilityId id, ClaimId claim, AssetId asset) external;

    /// @notice Withdraws what the claim has received for the agent and pays it on the facility, as far as anything is owed; the
    /// rest goes to the borrower. Anyone may call it.
    function collect(ClaimId claim) external;

    function sourceOf(ClaimId claim) external view returns (Source memory);
}
