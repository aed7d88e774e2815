// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Currency} from "./Types.sol";
import {IClaimToken} from "./IClaimToken.sol";
import {ILoans} from "./ILoans.sol";

/// @title A financier's own limits on what it holds of one seller's claims, or of claims on one debtor
/// @notice Exposure on a claim is `ceil(units held x what the debtor still owes / units issued)`, in minor units; of a loan
/// its principal counts, the borrower is the debtor, and nobody the seller. It is counted whenever the financier buys or sells
/// units in the market; what happens elsewhere (payments, transfers) is counted when anyone asks for it with {recount}. A
/// match that would exceed a limit fails.
interface ILimits {
    /// Whose risk is limited: of who registered the claim, or of who owes it.
    enum Subject {
        SELLER,
        DEBTOR
    }

    /// @param cap Most exposure, in minor units; the largest value for no limit any more.
    /// @param used Exposure as last counted, over all claims.
    struct Limit {
        uint96 cap;
        uint128 used;
        bool isSet;
    }

    event LimitSet(address indexed financier, address indexed party, Subject subject, Currency currency, uint256 cap);
    /// @param exposure On this claim, as counted now. @param used Over all claims.
    event LimitUsed(
        address indexed financier,
        address indexed party,
        uint256 indexed id,
        Subject subject,
        Currency currency,
        uint256 exposure,
        uint256 used
    );

    error NotSealed(address caller);
    error LimitExceeded(address financier, Subject subject, address party, uint256 wanted, uint256 cap);

    /// @notice Limits the caller's exposure. What it holds already is counted by {recount}.
    function setLimit(Subject subject, address party, Currency currency, uint96 cap) external;

    /// @notice Counts a financier's exposure on a claim anew. Anyone may call it.
    function recount(address financier, IClaimToken token, uint256 id) external;

    /// @notice Counts what a financier is about to buy, and fails if that exceeds a limit. Restricted to system contracts.
    function reserve(address financier, IClaimToken token, uint256 id, uint256 units) external;

    /// @return Who counts what is owed on the token's units, if they are principal of loans; else zero.
    function loansOf(IClaimToken token) external view returns (ILoans);
    function limitOf(
        address financier,
        Subject subject,
        address party,
        Currency currency
    ) external view returns (Limit memory);
    /// @return Exposure on the claim that is part of `used`.
    function countedOf(
        address financier,
        Subject subject,
        IClaimToken token,
        uint256 id
    ) external view returns (uint256);
}
