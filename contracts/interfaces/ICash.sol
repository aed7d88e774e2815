// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {BankRef, Currency, PayoutId} from "./Types.sol";

/// @title Deposits at the settlement banks, in one currency; one unit is one minor unit
interface ICash is IERC20Metadata {
    enum PayoutStatus {
        NONE,
        REQUESTED,
        PAID,
        REJECTED
    }

    struct Payout {
        address holder;
        uint88 amount;
        PayoutStatus status;
        bytes32 accountHash;
    }

    event Minted(BankRef indexed ref, address indexed bank, address indexed to, uint256 amount);
    event DailyCapSet(address indexed bank, uint256 cap);
    /// @param accountHash Salted hash of the holder's bank account.
    event PayoutRequested(PayoutId indexed id, address indexed holder, uint256 amount, bytes32 accountHash);
    event PayoutPaid(PayoutId indexed id, address indexed bank, BankRef ref);
    event PayoutRejected(PayoutId indexed id, address indexed bank, bytes32 reason);

    error RefUsed(BankRef ref);
    error EmptyRef();
    error ZeroAmount();
    error DailyCapExceeded(address bank, uint256 wanted, uint256 left);
    /// Money is created and destroyed by two keys at least.
    error SingleKey(address bank);
    error CannotSend(address account);
    error CannotReceive(address account);
    error PayoutNotOpen(PayoutId id, PayoutStatus status);

    /// @notice Books a deposit. Restricted to settlement banks, under their daily cap.
    /// @param ref Hash of the bank's reference, usable once.
    function mint(address to, uint256 amount, BankRef ref) external;

    /// @notice Books a wire straight into a claim contract, for the bank that called it. Restricted to claim contracts.
    function mintFor(address bank, address to, uint256 amount, BankRef ref) external;

    /// @notice Locks cash of the caller until a bank has paid it out or rejected the request.
    function requestPayout(uint256 amount, bytes32 accountHash) external returns (PayoutId id);

    /// @notice Burns the locked cash, after the wire went out. Restricted to settlement banks.
    function payPayout(PayoutId id, BankRef ref) external;

    /// @notice Gives the locked cash back. Restricted to settlement banks.
    function rejectPayout(PayoutId id, bytes32 reason) external;

    /// @notice Restricted to the governor. @param cap Largest amount a bank may mint in one UTC day.
    function setDailyCap(address bank, uint256 cap) external;

    function currency() external view returns (Currency);
    function payout(PayoutId id) external view returns (Payout memory);
    function refUsed(BankRef ref) external view returns (bool);
    /// @return What the bank may still mint today.
    function capLeft(address bank) external view returns (uint256);
}
