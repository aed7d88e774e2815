// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IntentId, RecoveryId} from "./Types.sol";

/// @title A party's account: k of n signers, each signed intent has at most one outcome
/// @notice `msg.sender` of everything a party does is its account; keys rotate without moving a token.
interface IPartyAccount {
    /// Who keeps a signer's key; shown in provenance.
    enum Custody {
        NONE,
        CUSTODIAL,
        EXTERNAL,
        HSM
    }

    /// Where the recovery of an account stands: the last one that was proposed.
    enum RecoveryState {
        NONE,
        PROPOSED,
        CONFIRMED,
        CANCELLED,
        EXECUTED
    }

    /// @param number Recoveries proposed so far.
    /// @param executableAt First second in which it can be carried out, once confirmed.
    struct Recovery {
        RecoveryId id;
        uint32 number;
        uint48 executableAt;
        RecoveryState state;
    }

    /// Who has a step of a recovery taken, and under which of its intents.
    struct Author {
        address actor;
        IntentId intent;
    }

    struct Signer {
        address key;
        Custody custody;
    }

    struct Call {
        address target;
        bytes data;
    }

    /// @param id Identifier, unique for the account for ever.
    /// @param deadline Last second in which it may be executed.
    /// @param gas Gas that its calls are given, all together.
    /// @param epoch Signer epoch it was signed under.
    /// @param calls What to do, in order, all or nothing.
    struct Intent {
        IntentId id;
        uint48 deadline;
        uint64 gas;
        uint32 epoch;
        Call[] calls;
    }

    /// @notice The set of signers was replaced; whatever was signed under an older epoch is void.
    event SignersChanged(uint256 indexed epoch, uint32 seq, IntentId intent, uint8 threshold, Signer[] signers);
    /// @notice The registrar has asked to give the account other signers; `seq` continues the account's history.
    event RecoveryProposed(
        RecoveryId indexed id,
        uint32 seq,
        Author author,
        bytes32 reason,
        uint8 threshold,
        Signer[] signers
    );
    /// @notice The governor agrees; from `executableAt` on it can be carried out.
    event RecoveryConfirmed(RecoveryId indexed id, uint32 seq, Author author, uint48 executableAt);
    /// @notice Given up by the account's signers or by the guardian.
    event RecoveryCancelled(RecoveryId indexed id, uint32 seq, Author author, bytes32 reason);
    /// @notice The signers are about to be replaced: {SignersChanged} follows.
    event RecoveryExecuted(RecoveryId indexed id, uint32 seq, Author author);
    /// @notice The intent was executed, all its calls succeeded.
    event IntentDone(IntentId indexed id, bytes32 intentHash);
    /// @notice The intent was executed and failed as a whole; it can never be executed again.
    event IntentFailed(IntentId indexed id, bytes32 intentHash, bytes reason);
    /// @notice The signers have given the intent up before it was executed.
    event IntentCancelled(IntentId indexed id);

    error OnlySelf(address caller);
    error OnlyParties(address caller);
    error AlreadyInitialised();
    error IntentInProgress(IntentId current);
    error IntentConsumed(IntentId id);
    error IntentExpired(IntentId id, uint256 deadline);
    error StaleEpoch(uint256 signed, uint256 current);
    /// Too little gas to give the intent what it was signed for; nothing was consumed.
    error InsufficientGas(uint256 available, uint256 needed);
    error ZeroIntent();
    error WrongSignatureCount(uint256 bytesGiven, uint256 signaturesNeeded);
    error NotASigner(address recovered);
    error SignersNotAscending(address previous, address next);
    error MalformedSignature(uint256 index);
    error BadThreshold(uint256 threshold, uint256 signers);
    error BadSigner(address key);
    /// A call to the account itself may only change its signers, or cancel the recovery that would.
    error ForbiddenSelfCall(bytes4 selector);
    /// Only the account's own code says under which intent it acts.
    error ForbiddenEntry();
    error NoCode(address target);
    /// The account has another recovery under way, or none.
    error WrongRecovery(RecoveryId given, RecoveryId present);
    error WrongRecoveryState(RecoveryId id, RecoveryState state);
    error RecoveryTooEarly(RecoveryId id, uint256 executableAt);
    /// Whoever holds the keys of a frozen party cannot keep them by cancelling.
    error FrozenPartyCannotCancel(RecoveryId id);

    /// @notice Sets the first signers; called once, by Parties, in the transaction that creates the account.
    function initialise(Signer[] calldata signers, uint8 threshold) external;

    /// @notice Runs a signed intent; anyone may submit it. A failure of its calls consumes it and does not revert.
    /// @param signatures `threshold` signatures of 65 bytes (r, s, v), ascending by signer.
    /// @return succeeded Whether its calls succeeded.
    function execute(Intent calldata intent, bytes calldata signatures) external returns (bool succeeded);

    /// @notice Consumes an intent that was not executed yet, by the signers' own signatures over (id, deadline, epoch).
    function cancel(IntentId id, uint48 deadline, bytes calldata signatures) external;

    /// @notice Runs calls; only the account itself can call it.
    function run(Call[] calldata calls) external;

    /// @notice Replaces the signers and opens a new epoch; only by an intent of the account.
    function setSigners(Signer[] calldata signers, uint8 threshold) external;

    /// @notice Puts down that other signers are proposed; by Parties, for the registrar.
    function proposeRecovery(
        Signer[] calldata signers,
        uint8 threshold,
        bytes32 reason,
        Author calldata author
    ) external returns (RecoveryId id);

    /// @notice Puts down that the proposal is agreed to; by Parties, for the governor.
    function confirmRecovery(RecoveryId id, uint48 executableAt, Author calldata author) external;

    /// @notice Gives a recovery up before it is carried out; by an intent of the account, unless its party is frozen.
    function cancelRecovery(RecoveryId id, bytes32 reason) external;

    /// @notice Gives a recovery up before it is carried out; by Parties, for the guardian.
    function revokeRecovery(RecoveryId id, bytes32 reason, Author calldata author) external;

    /// @notice Carries a confirmed recovery out, once its delay has passed; anyone may.
    /// @param signers As they were proposed.
    function executeRecovery(RecoveryId id, Signer[] calldata signers, uint8 threshold) external;

    /// @return The intent being executed now, zero outside of one.
    function currentIntent() external view returns (IntentId);

    /// @return Zero while unused, else the intent's hash with its two lowest bits replaced: 1 done, 2 failed, 3 cancelled.
    function outcomeOf(IntentId id) external view returns (bytes32);

    /// @return The EIP-712 digest that the signers of an intent sign.
    function digestOf(Intent calldata intent) external view returns (bytes32);

    /// @return The EIP-712 digest that the signers of a cancellation sign.
    function cancelDigestOf(IntentId id, uint48 deadline) external view returns (bytes32);

    function epoch() external view returns (uint32);
    function threshold() external view returns (uint8);
    /// @return How the key is kept; NONE when it is not a signer of the present epoch.
    function custodyOf(address key) external view returns (Custody);
    /// @return The last recovery that was proposed.
    function recovery() external view returns (Recovery memory);
    /// @return History head over the account's signer changes and recoveries.
    function head() external view returns (bytes32);
    function sequence() external view returns (uint32);
}
