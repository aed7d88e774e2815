// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ICash} from "./ICash.sol";
import {IERC7943MultiToken} from "./IERC7943MultiToken.sol";
import {IntentId} from "./Types.sol";

/// @title Units of claims: restricted, freezable, and entitled to what is paid on the claim
/// @notice One unit is one minor unit of the claim's face. Every event that carries `seq` enters the claim's history:
/// `head = keccak256(abi.encode(head, seq, keccak256(topic0 ++ id ++ data)))`, over the log exactly as emitted.
interface IClaimToken is IERC1155, IERC7943MultiToken {
    /// @param reference_ Salted hash of what the units pay for (a sub-invoice), or the number of the ask they were sold on.
    event Transferred(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        address from,
        address to,
        uint256 units,
        bytes32 reference_
    );
    event Withdrawn(uint256 indexed id, uint32 seq, IntentId intent, address holder, uint256 amount, uint256 withdrawn);
    event Redeemed(uint256 indexed id, uint32 seq, IntentId intent, address holder, uint256 units);
    event UnitsFrozen(uint256 indexed id, uint32 seq, IntentId intent, address holder, uint256 units, bytes32 reason);
    event UnitsForced(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        address from,
        address to,
        uint256 units,
        bytes32 reason
    );
    /// What the holder withdrew by the entry before this one was paid to somebody else.
    event WithdrawalForced(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        address from,
        address to,
        uint256 amount,
        bytes32 reason
    );
    event PausedSet(bool paused);

    error Paused();
    error NotSealed(address caller);
    error BadReference(uint256 length);
    error NothingToWithdraw(uint256 id, address holder);

    /// @notice Moves units of the caller, naming what they pay for.
    function assign(uint256 id, address to, uint256 units, bytes32 reference_) external;

    /// @notice Pays the caller what is due to it on the claim.
    function withdraw(uint256 id) external returns (uint256 amount);

    /// @notice Pays a holder what is due to it; anyone may call it, the money only goes to the holder.
    function withdrawFor(uint256 id, address holder) external returns (uint256 amount);

    /// @notice Freezes units of a holder, overwriting what was frozen. Restricted to the enforcer.
    function freezeUnits(address holder, uint256 id, uint256 units, bytes32 reason) external;

    /// @notice Moves units without the holder's signature. Restricted to the enforcer.
    function forceTransfer(address from, address to, uint256 id, uint256 units, bytes32 reason) external;

    /// @notice Pays what is due to a holder to whom a court or an authority names. Restricted to the enforcer.
    /// @param reason Hash of the order.
    function forcedWithdraw(uint256 id, address holder, address to, bytes32 reason) external returns (uint256 amount);

    /// @notice Locks units of a holder for something it agreed to, overwriting what was locked. Restricted to the servicing
    /// contract.
    function lock(uint256 id, address holder, uint256 units) external;

    /// @notice Moves all locked units of a holder to whom it agreed to give them. Restricted to the servicing contract.
    function moveLocked(uint256 id, address from, address to, bytes32 reference_) external;

    /// @notice Stops what creates or moves units; never an acknowledgement, a payment or a withdrawal. Restricted to the
    /// pauser.
    function pause() external;
    /// @notice Restricted to the guardian.
    function unpause() external;
    function paused() external view returns (bool);

    /// @return What `withdraw` would pay now, in minor units.
    function withdrawable(uint256 id, address holder) external view returns (uint256);
    function withdrawnBy(uint256 id, address holder) external view returns (uint256);
    function lockedOf(uint256 id, address holder) external view returns (uint256);

    /// @return The Cash contract in whose currency the claim is paid.
    function cashFor(uint256 id) external view returns (ICash);
    /// @return saleable Whether units of the claim may be sold now.
    /// @return version Counter that rises with whatever changes what a unit is worth.
    /// @return cash As {cashFor}.
    function saleOf(uint256 id) external view returns (bool saleable, uint32 version, ICash cash);
    function headOf(uint256 id) external view returns (bytes32);
    function sequenceOf(uint256 id) external view returns (uint32);
}
