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

    /// A wire that was booked and that its sender's bank calls back.
    /// @param left What was booked under the reference and is not recalled yet. @param amount Of it, to be taken back.
    /// @param reason Salted hash of why.
    struct Recall {
        BankRef ref;
        uint256 left;
        uint256 amount;
        bytes32 reason;
    }

    /// @param claim For which the wire was, zero for a deposit.
    event Minted(BankRef indexed ref, address indexed bank, address indexed to, uint256 amount, uint256 claim);
    event DailyCapSet(address indexed bank, uint256 cap);
    /// @param accountHash Salted hash of the holder's bank account.
    event PayoutRequested(PayoutId indexed id, address indexed holder, uint256 amount, bytes32 accountHash);
    event PayoutPaid(PayoutId indexed id, address indexed bank, BankRef ref);
    event PayoutRejected(PayoutId indexed id, address indexed bank, bytes32 reason);
    /// @param amount Taken from `from` and burnt. @param left What of the booking is not recalled.
    event Recalled(
        BankRef indexed ref,
        address indexed bank,
        address indexed from,
        uint256 amount,
        uint256 left,
        bytes32 reason,
        uint256 claim
    );

    error RefUsed(BankRef ref);
    error EmptyRef();
    error ZeroAmount();
    error DailyCapExceeded(address bank, uint256 wanted, uint256 left);
    /// Money is created and destroyed by two keys at least.
    error SingleKey(address bank);
    error CannotSend(address account);
    error CannotReceive(address account);
    /// Nothing, or not that much, stands booked under the reference by that bank for that recipient.
    error NotBooked(BankRef ref, address bank, address from, uint256 left);
    error RecallAboveBooking(BankRef ref, uint256 amount, uint256 left);
    /// The recipient no longer has the money: who has it is not made to give it back.
    error RecallUncovered(BankRef ref, uint256 amount, uint256 held);
    error PayoutNotOpen(PayoutId id, PayoutStatus status);

    /// @notice Books a deposit. Restricted to settlement banks, under their daily cap.
    /// @param ref Hash of the bank's reference, usable once.
    function mint(address to, uint256 amount, BankRef ref) external;

    /// @notice Books a wire straight into a claim contract, for the bank that called it. Restricted to claim contracts.
    /// @param claim The claim that the wire was for.
    function mintFor(address bank, address to, uint256 claim, uint256 amount, BankRef ref) external;

    /// @notice Takes back a deposit, or a part of it, whose wire was recalled. Restricted to settlement banks: the one that
    /// booked it, as far as the recipient still has the money and is not frozen.
    /// @param from To whom it was booked. @param left What was booked and is not recalled yet. @param reason Salted hash.
    function recall(BankRef ref, address from, uint256 left, uint256 amount, bytes32 reason) external;

    /// @notice Takes back a wire that was booked for a claim. Restricted to the servicing contract, which has taken it out of
    /// the claim's suspense.
    /// @param bank Which booked it. @param from The claim contract. @param claim For which it was booked.
    function recallFor(address bank, address from, uint256 claim, Recall calldata r) external;

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
