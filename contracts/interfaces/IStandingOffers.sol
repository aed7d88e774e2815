// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Currency, OfferId} from "./Types.sol";
import {IClaimToken} from "./IClaimToken.sol";

/// @title Standing offers: a financier signs beforehand that it buys acknowledged claims at a rate, up to a limit
/// @notice `discount = ceil(units x rate x days / (10,000 x basis))`, `price = units - discount`: the rounding favours the
/// financier by less than one minor unit. `days` are whole days from now to the end of the due day, the due day itself not
/// counted: the days between today's date and the due date in the claim's own zone (ACT/360 or ACT/365F; in a zone with
/// summer time, one more or less within an hour of midnight). Nothing is escrowed. Only a claim of version 0, on which
/// nothing has changed since it was acknowledged, is bought so.
interface IStandingOffers {
    enum OfferStatus {
        NONE,
        OPEN,
        WITHDRAWN
    }

    /// @param seller Who may sell; zero for any holder.
    /// @param debtor On whom the claim must be; zero for any. Seller or debtor is named.
    /// @param limit Units bought in all, at most.
    /// @param rate Annual discount rate on face, in basis points.
    /// @param basis 360 or 365 days.
    /// @param maxDays Longest time to the due date.
    /// @param until Last second in which it can be taken.
    struct Terms {
        IClaimToken token;
        address seller;
        address debtor;
        Currency currency;
        uint96 limit;
        uint16 rate;
        uint16 basis;
        uint16 maxDays;
        uint40 until;
    }

    /// @param used Units bought so far.
    struct StandingOffer {
        address financier;
        OfferStatus status;
        uint96 used;
        Terms terms;
    }

    event StandingOfferMade(OfferId indexed offer, address indexed financier, Terms terms);
    event StandingOfferTaken(
        OfferId indexed offer,
        address indexed seller,
        uint256 indexed id,
        uint256 units,
        uint256 paid,
        uint256 days_,
        uint256 used
    );
    event StandingOfferWithdrawn(OfferId indexed offer);
    event SalesEntrusted(OfferId indexed offer, address indexed seller, bool entrusted);

    error UnknownToken(IClaimToken token);
    error NotAFinancier(address buyer);
    error NotSaleable(uint256 id);
    error ZeroUnits();
    error NobodyNamed();
    error BadBasis(uint256 basis);
    error ZeroLimit();
    error OfferNotOpen(OfferId offer, OfferStatus status);
    error OfferExpired(OfferId offer, uint256 until);
    error OfferAlreadyExpired(uint256 until);
    error NotOfferor(address caller, address financier);
    error NotNamedSeller(OfferId offer, address caller, address seller);
    error NotNamedDebtor(OfferId offer, address debtor, address named);
    error OtherCurrency(OfferId offer, Currency currency);
    error OfferUsedUp(OfferId offer, uint256 wanted, uint256 left);
    error OfferFreshClaimsOnly(uint256 id, uint256 version);
    error ClaimDue(uint256 id, uint256 dueAt);
    error TenorTooLong(OfferId offer, uint256 days_, uint256 most);
    error NothingLeft(uint256 units, uint256 discount);
    error PriceBelowLeast(OfferId offer, uint256 price, uint256 least);
    error OwnOffer(address financier);
    error NotEntrusted(OfferId offer, address seller);

    /// @notice Offers to buy, until withdrawn or over.
    function offer(Terms calldata terms) external returns (OfferId);

    /// @notice Sells units of the caller at the offer's price of this moment.
    /// @param least Least price that the caller accepts.
    function takeOffer(OfferId id, uint256 claim, uint96 units, uint256 least) external returns (uint256 paid);

    /// @notice The caller lets anybody sell for it what it holds of any claim that it registered and the offer covers, or no
    /// longer: with the financier's own signature, both sides of a sale on acknowledgement have then signed beforehand.
    function entrust(OfferId id, bool entrusted) external;

    /// @notice Sells to the offer, at its price of this moment, all that a claim's seller holds of it, if the seller has
    /// entrusted that. Anyone may call it.
    function finance(OfferId id, uint256 claim) external returns (uint256 paid);

    function withdrawOffer(OfferId id) external;

    function isEntrusted(OfferId id, address seller) external view returns (bool);
    function standingOffer(OfferId id) external view returns (StandingOffer memory);
    /// @return price What the units would fetch now. @return days_ To the due date.
    function quoteOf(OfferId id, uint256 claim, uint96 units) external view returns (uint256 price, uint256 days_);
    /// @return `ceil(face x rate x days / (10,000 x basis))`
    function discountOf(uint96 face, uint16 rate, uint256 days_, uint16 basis) external pure returns (uint256);
}
