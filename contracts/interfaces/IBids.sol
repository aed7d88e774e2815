// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AskId, BidId} from "./Types.sol";

/// @title Bids on asks, and rounds, which take the best one
/// @notice A bid is a price signed by its bidder, not a deposit: whether it can be paid shows when it is matched. Prices are
/// for all units of the bid, in minor units. Every match is bound to the version of the claim that the ask is bound to.
interface IBids {
    enum BidStatus {
        NONE,
        OPEN,
        ACCEPTED,
        WITHDRAWN,
        PASSED
    }

    /// Why the best bid of a round was passed over.
    enum Hindrance {
        NONE,
        NOT_ENTITLED,
        SHORT_OF_CASH,
        ABOVE_LIMIT
    }

    /// @param expiry Last second in which it can be accepted.
    /// @param counter The seller's answer: its price for this bidder. Stands while `counterExpiry` is not over.
    struct Bid {
        address bidder;
        uint40 expiry;
        BidStatus status;
        uint96 units;
        uint96 price;
        uint96 counter;
        uint40 counterExpiry;
        AskId ask;
    }

    event BidPlaced(
        BidId indexed bid,
        AskId indexed ask,
        address indexed bidder,
        uint256 units,
        uint256 price,
        uint256 expiry
    );
    event BidCountered(BidId indexed bid, AskId indexed ask, uint256 price, uint256 expiry);
    event BidWithdrawn(BidId indexed bid, AskId indexed ask);
    /// @param filled Units of the ask sold so far, these included.
    event BidAccepted(
        BidId indexed bid,
        AskId indexed ask,
        address indexed buyer,
        uint256 id,
        uint256 units,
        uint256 paid,
        uint256 filled
    );
    event BidPassed(BidId indexed bid, AskId indexed ask, Hindrance hindrance);
    /// @param winner The bid that was taken, zero if none could be.
    event RoundClosed(AskId indexed ask, BidId indexed winner);

    error BidNotOpen(BidId bid, BidStatus status);
    error BidExpired(BidId bid, uint256 expiry);
    error BidAlreadyExpired(uint256 expiry);
    /// A bid in a round stands until the round can no longer be closed.
    error BidTooShort(uint256 expiry, uint256 least);
    error BelowFloor(AskId ask, uint256 price, uint256 least);
    error NotWholeRound(AskId ask, uint256 units, uint256 all);
    error RoundFull(AskId ask, uint256 bids);
    error NotARound(AskId ask);
    error RoundOpen(AskId ask, uint256 deadline);
    error NotBidder(address caller, address bidder);
    error NoCounter(BidId bid);
    /// The price on the table is not the one that the caller agrees to.
    error PriceChanged(BidId bid, uint256 agreed, uint256 current);
    error ZeroPrice();

    /// @notice Bids for units of an ask, in a round for all of them. A further bid of the same bidder in a round replaces
    /// its former one.
    function bid(AskId ask, uint96 units, uint96 price, uint40 expiry) external returns (BidId);

    /// @notice The seller names its own price to one bidder. A further one replaces the former.
    function counter(BidId id, uint96 price, uint40 expiry) external;

    /// @notice The seller accepts a bid at the bidder's price, or the bidder the seller's counter-offer: units and cash move
    /// now or the call fails.
    /// @param price The price that the caller has seen and agrees to.
    function accept(BidId id, uint256 price) external;

    /// @notice The bidder takes its bid back, in a round only before the deadline.
    function withdrawBid(BidId id) external;

    /// @notice Sells a round to the highest price, among equals to the earliest bid. Anyone may call it once the deadline has
    /// passed. A bidder that cannot pay, may not finance, or would exceed its own limit is passed over for the next.
    /// @return winner Zero if no bid could be taken: the round is over all the same.
    function close(AskId ask) external returns (BidId winner);

    function bidOf(BidId id) external view returns (Bid memory);
    /// @return Open bids of a round, in no particular order.
    function bidsIn(AskId round) external view returns (BidId[] memory);
    /// @return The open bid of a round with the highest price, the earliest among equals, whether or not it can be paid.
    function bestBid(AskId round) external view returns (BidId);
}
