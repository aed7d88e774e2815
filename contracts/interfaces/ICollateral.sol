// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ILendingEvents} from "./ILendingEvents.sol";
import {FacilityId, LienId} from "./Types.sol";

/// @title What the liens of a facility count for
/// @notice A lien secures a facility if it names it as its debt and is its agent's. It counts for what it secures, as far as
/// the liens before it leave that of what its asset is worth: by a valuation in its currency that holds now, on an asset that
/// can be used as collateral now. What has ended counts for nothing, without anybody saying so.
interface ICollateral {
    error UnknownDebt(FacilityId id);
    error NotBorrowerOrAgent(FacilityId id, address caller);
    error CannotAttach(address caller);
    /// It is not active, another lender's, for another debt or in another currency.
    error NotForFacility(FacilityId id, LienId lien);
    error AlreadyAttached(FacilityId id, LienId lien);
    error TooManyAttached(FacilityId id, uint256 most);

    /// @notice Counts a lien towards the facility from now on. By its borrower or agent.
    function attach(FacilityId id, LienId lien) external;

    /// @param policy Which valuation of an asset counts where several are valid.
    /// @return Value of all its liens in its currency, in minor units: of each what it secures, as far as senior liens leave
    /// of a valid valuation; nothing without one.
    function valueOf(FacilityId id, ILendingEvents.ValuationPolicy policy) external view returns (uint256);

    /// @return What one lien counts for, whatever it secures.
    function countableOf(LienId lien, ILendingEvents.ValuationPolicy policy) external view returns (uint256);

    /// @return Those attached, among them such as have ended since.
    function attachedTo(FacilityId id) external view returns (LienId[] memory);
}
