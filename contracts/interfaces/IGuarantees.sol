// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IGuaranteesEvents} from "./IGuaranteesEvents.sol";

/// @title Cover of what a debtor does not pay, in ordered layers
/// @notice One guarantee for a claim, offered by its seller or by whoever holds all its units, or for a facility, offered by
/// its borrower or agent; accepted share by share. On default any holder of units, or the agent, demands cover: what a share
/// pays is distributed to the holders, and the debtor owes as much as before.
/// What it pays later belongs to the holders until they are whole, then to the guarantors: the last layer first, shares of
/// a layer in proportion to what they paid. A holder's own retention is what no layer covers.
/// @dev What it does is told in the history of the claim or facility, by whose id it is called, see {IGuaranteesEvents}.
/// Amounts are minor units.
interface IGuarantees is IGuaranteesEvents {
    /// @param bps Ten-thousandths of the loss that the layer bears; zero for first loss: all that the layers before it leave.
    /// @param cap Most that it pays. @param validUntil Last second in which cover can be demanded from it.
    struct Layer {
        uint16 bps;
        uint96 cap;
        uint40 validUntil;
    }

    /// @param weight Its part of the layer, over the weights of all the layer's shares.
    /// @param premium What the arranger pays the guarantor. @param reserve What the guarantor sets aside on acceptance.
    struct Share {
        uint8 layer;
        uint16 weight;
        address guarantor;
        uint96 premium;
        uint96 reserve;
    }

    /// @param isPremiumPaid Without the premium, or an acceptance, a share covers nothing.
    /// @param reserve Set aside now. @param paid To holders. @param recovered Fetched by the guarantor since.
    struct Account {
        bool isAccepted;
        bool isPremiumPaid;
        uint96 reserve;
        uint96 paid;
        uint96 recovered;
    }

    /// @param dueAt When the claim was due as the guarantee was offered, or the end of the facility's last day: premiums are
    /// paid until then. @param grace Seconds after the due date, or after the facility's acceleration, from which cover can be
    /// demanded.
    /// @param isAccepted Whether a guarantor has accepted: from then on the terms stand.
    /// @param demandedAt When cover was demanded, zero for not yet. @param paid Cover paid by all shares.
    /// @param demandedLoss What the debtor owed as cover was demanded.
    struct Guarantee {
        address arranger;
        uint40 dueAt;
        uint32 grace;
        uint40 demandedAt;
        bool isAccepted;
        uint96 paid;
        uint96 demandedLoss;
        bytes32 terms;
    }

    /// The caller is frozen.
    error CannotAct(address caller);
    error NotTheArranger(uint256 id, address caller);
    error NotTheGuarantor(uint256 id, uint256 share, address caller);
    error NotAGuarantor(address caller);
    error NotAHolder(uint256 id, address caller);
    /// The claim is not acknowledged, or stands disputed, or nothing is due on it any more; a facility that is suspended
    /// takes no new cover, and one that is not accelerated has nothing to demand.
    error NotCoverable(uint256 id);
    error TermsStand(uint256 id);
    error OtherTerms(uint256 id);
    error NoShare(uint256 id, uint256 share);
    error TooManyShares(uint256 shares);
    error BadLayer(uint256 layer);
    error BadShare(uint256 share);
    error AlreadyAccepted(uint256 id, uint256 share);
    error NotAccepted(uint256 id, uint256 share);
    error PremiumSettled(uint256 id, uint256 share);
    error PremiumLate(uint256 id, uint256 until);
    error CoverExpired(uint256 id, uint256 layer, uint256 validUntil);
    error NotInDefault(uint256 id, uint256 from);
    error AlreadyDemanded(uint256 id);
    error NotDemanded(uint256 id);
    error ZeroAmount();
    error NothingToPay(uint256 id, uint256 share);
    error NothingToRecover(uint256 id, uint256 share);
    error NothingToRelease(uint256 id, uint256 share);

    /// @notice Offers the terms to the guarantors they name, in place of any that nobody has accepted. At most 8 shares.
    function offer(uint256 id, uint32 grace, Layer[] calldata layers, Share[] calldata shares) external;

    /// @notice The guarantor accepts its share of these very terms and sets its reserve aside.
    function accept(uint256 id, uint8 share, bytes32 terms) external;

    /// @notice The arranger pays a share's premium to its guarantor, until the due date that was offered.
    function payPremium(uint256 id, uint8 share) external;

    /// @notice The guarantor adds to its reserve.
    function fund(uint256 id, uint8 share, uint96 amount) external;

    /// @notice A holder demands cover once the debtor is in default: after the grace from the due date, or from that of the
    /// offer if it was later; of a facility after the grace from its acceleration.
    function demand(uint256 id, bytes32 reason) external;

    /// @notice Pays what a share owes, as far as its reserve reaches, to the holders. Anyone may call it.
    function payCover(uint256 id, uint8 share) external returns (uint96 amount);

    /// @notice Pays the guarantor of a share what has come back for it. Anyone may call it.
    function recover(uint256 id, uint8 share) external returns (uint96 amount);

    /// @notice The guarantor takes back what it can no longer be asked for.
    function release(uint256 id, uint8 share) external returns (uint96 amount);

    function guaranteeOf(uint256 id) external view returns (Guarantee memory);
    function layersOf(uint256 id) external view returns (Layer[] memory);
    function sharesOf(uint256 id) external view returns (Share[] memory);
    function accountOf(uint256 id, uint8 share) external view returns (Account memory);
    /// @return What the share owes the holders now, whether or not its reserve suffices; zero before cover is demanded.
    function dueOf(uint256 id, uint8 share) external view returns (uint256);
    /// @return What {recover} would pay now.
    function recoverableOf(uint256 id, uint8 share) external view returns (uint256);
    /// @return What {release} would pay now.
    function releasableOf(uint256 id, uint8 share) external view returns (uint256);
}
