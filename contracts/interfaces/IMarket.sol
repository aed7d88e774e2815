// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AskId, Currency} from "./Types.sol";
import {IClaimToken} from "./IClaimToken.sol";
import {ILoans} from "./ILoans.sol";

/// @title Offers to sell units; a match moves claim and cash in one step or not at all
/// @notice Nothing is escrowed. An ask binds the claim's version: whatever changes the claim's worth voids it. Bids are in
/// {IBids}, a financier's standing offers in {IStandingOffers}, its limits in {ILimits}.
interface IMarket {
    enum AskStatus {
        NONE,
        OPEN,
        CLOSED
    }

    /// @param price For all of `units`, in minor units: who pays it gets them at once. Zero in a round, where nobody can.
    /// @param floor Least price, for all of `units`, at which a bid is heard.
    /// @param deadline Zero for an ordinary ask. Else the ask is a round: last second in which bids are heard.
    /// @param expiry Last second in which units can be sold.
    /// @param buyers Who may take it or bid; empty for every financier.
    struct Offer {
        IClaimToken token;
        uint256 id;
        uint96 units;
        uint96 price;
        uint96 floor;
        uint40 deadline;
        uint40 expiry;
        address[] buyers;
    }

    /// @param limited Whether the seller kept limits of its own when it asked: what it sells then lowers their use.
    /// @param filled Units sold so far, for `ceil(price x filled / units)`.
    struct Ask {
        address seller;
        uint40 expiry;
        uint32 version;
        AskStatus status;
        bool named;
        bool limited;
        IClaimToken token;
        uint96 units;
        uint96 filled;
        uint96 price;
        uint40 deadline;
        uint256 id;
    }

    event Asked(
        AskId indexed ask,
        address indexed seller,
        uint256 indexed id,
        Offer offer,
        Currency currency,
        uint32 version
    );
    event AskTaken(
        AskId indexed ask,
        address indexed buyer,
        uint256 indexed id,
        uint256 units,
        uint256 paid,
        uint256 filled
    );
    event AskCancelled(AskId indexed ask);
    event TokenListed(IClaimToken indexed token, ILoans loans);

    error UnknownToken(IClaimToken token);
    error AskNotOpen(AskId ask, AskStatus status);
    error AskExpired(AskId ask, uint256 expiry);
    error AskAlreadyExpired(uint256 expiry);
    /// A round hears bids before it sells: its deadline lies ahead, and before its expiry.
    error BadDeadline(uint256 deadline, uint256 expiry);
    /// In a round nothing is sold at a price that the seller names.
    error PriceInRound(uint256 price);
    error IsRound(AskId ask);
    error RoundOver(AskId ask, uint256 deadline);
    error FloorAbovePrice(uint256 floor, uint256 price);
    error NotSeller(address caller, address seller);
    error NotAllowedBuyer(AskId ask, address buyer);
    error NotAFinancier(address buyer);
    error ClaimChanged(AskId ask, uint256 bound, uint256 current);
    error NotSaleable(uint256 id);
    error NotEnoughUnits(AskId ask, uint256 wanted, uint256 left);
    error PriceAboveLimit(AskId ask, uint256 price, uint256 limit);
    error InsufficientUnits(address seller, uint256 wanted, uint256 held);
    error ZeroUnits();
    error OwnAsk(address seller);

    /// @notice Offers units of the caller.
    function ask(Offer calldata offer) external returns (AskId);

    /// @notice Buys units of an ask for `ceil(price x (filled + units) / all units)` less the same for what was sold before.
    /// @param limit Most that the caller is ready to pay.
    function take(AskId id, uint96 units, uint256 limit) external returns (uint256 paid);

    /// @notice Takes an ask back; a round only while it hears bids.
    function cancel(AskId id) external;

    /// @notice Admits a claim contract to the market. Restricted to the governor.
    /// @param loans Who counts what is owed on its units, if they are principal of loans; zero for receivables.
    function list(IClaimToken token, ILoans loans) external;

    /// @return Whether claims of the contract can be offered.
    function isListed(IClaimToken token) external view returns (bool);
    function askOf(AskId id) external view returns (Ask memory);
    function isBuyer(AskId id, address buyer) external view returns (bool);
    /// @return Least price for all units of the ask at which a bid is heard.
    function floorOf(AskId id) external view returns (uint256);
    /// @return What taking the units would cost now.
    function priceOf(AskId id, uint96 units) external view returns (uint256);
}
