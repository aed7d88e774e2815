// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IClaimToken} from "./interfaces/IClaimToken.sol";
import {IERC7943MultiToken} from "./interfaces/IERC7943MultiToken.sol";
import {IIntentSource} from "./interfaces/IIntentSource.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IntentId} from "./interfaces/Types.sol";
import {Distribution} from "./libraries/Distribution.sol";
import {History} from "./libraries/History.sol";

/// @title ClaimToken, see {IClaimToken}
/// @dev Every rule on moving units stands in {_update} and what it calls, so that no entry point can evade it.
abstract contract ClaimToken is IClaimToken, ERC1155, AccessManaged, ReentrancyGuardTransient {
    using Distribution for Distribution.Share;

    IParties public immutable parties;

    mapping(uint256 id => mapping(address holder => Distribution.Share)) internal _shares;
    mapping(uint256 id => mapping(address holder => uint256)) private _frozen;
    mapping(uint256 id => bytes32) private _heads;
    bool public paused;

    /// What the units of the transfer under way pay for.
    bytes32 private transient _reference;
    /// Set while the enforcer moves units.
    bool private transient _forced;

    modifier whenNotPaused() {
        require(!paused, Paused());
        _;
    }

    /// For entry points by which a system contract acts for its caller.
    modifier onlySealed() {
        require(parties.isSealed(msg.sender), NotSealed(msg.sender));
        _;
    }

    constructor(address authority, IParties parties_) ERC1155("") AccessManaged(authority) {
        parties = parties_;
    }

    /// @inheritdoc IClaimToken
    function assign(uint256 id, address to, uint256 units, bytes32 reference_) external {
        _safeTransferFrom(msg.sender, to, id, units, abi.encode(reference_));
    }

    /// @inheritdoc IClaimToken
    function withdraw(uint256 id) external returns (uint256) {
        return withdrawFor(id, msg.sender);
    }

    /// @inheritdoc IClaimToken
    function withdrawFor(uint256 id, address holder) public nonReentrant returns (uint256 amount) {
        amount = _withdraw(id, holder);
        require(amount != 0, NothingToWithdraw(id, holder));
        _afterPayout(id);
    }

    /// @inheritdoc IClaimToken
    function freezeUnits(address holder, uint256 id, uint256 units, bytes32 reason) external restricted {
        _freeze(holder, id, units, reason);
    }

    /// @inheritdoc IERC7943MultiToken
    function setFrozenTokens(address account, uint256 id, uint256 units) external restricted returns (bool) {
        _freeze(account, id, units, IntentId.unwrap(_intent()));
        return true;
    }

    /// @inheritdoc IClaimToken
    function forceTransfer(address from, address to, uint256 id, uint256 units, bytes32 reason) external restricted {
        _force(from, to, id, units, reason);
    }

    /// @inheritdoc IERC7943MultiToken
    /// @dev The standard has no reason: the signed intent itself stands for it.
    function forcedTransfer(address from, address to, uint256 id, uint256 units) external restricted returns (bool) {
        _force(from, to, id, units, IntentId.unwrap(_intent()));
        return true;
    }

    /// @inheritdoc IClaimToken
    function pause() external restricted {
        paused = true;
        emit PausedSet(true);
    }

    /// @inheritdoc IClaimToken
    function unpause() external restricted {
        paused = false;
        emit PausedSet(false);
    }

    /// @inheritdoc IERC7943MultiToken
    function canSend(address account) external view returns (bool) {
        return parties.canSend(account);
    }

    /// @inheritdoc IERC7943MultiToken
    function canReceive(address account) external view returns (bool) {
        return parties.canReceive(account);
    }

    /// @inheritdoc IERC7943MultiToken
    function canTransfer(address from, address to, uint256 id, uint256 units) external view returns (bool) {
        return
            !paused &&
            units != 0 &&
            parties.canSend(from) &&
            parties.canReceive(to) &&
            _isTransferable(id, false) &&
            balanceOf(from, id) >= _frozen[id][from] &&
            balanceOf(from, id) - _frozen[id][from] >= units;
    }

    /// @inheritdoc IERC7943MultiToken
    function getFrozenTokens(address account, uint256 id) external view returns (uint256) {
        return _frozen[id][account];
    }

    /// @inheritdoc IClaimToken
    function withdrawable(uint256 id, address holder) public view returns (uint256) {
        return _shares[id][holder].withdrawableDown(balanceOf(holder, id), _received(id), _issued(id));
    }

    /// @inheritdoc IClaimToken
    function withdrawnBy(uint256 id, address holder) external view returns (uint256) {
        return _shares[id][holder].withdrawn;
    }

    /// @inheritdoc IClaimToken
    function headOf(uint256 id) external view returns (bytes32) {
        return _heads[id];
    }

    /// @dev The market is a system contract and moves only what its caller, or the maker of an ask, offered.
    function isApprovedForAll(address holder, address operator) public view override(ERC1155, IERC1155) returns (bool) {
        return parties.isSealed(operator) || super.isApprovedForAll(holder, operator);
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC1155, IERC165) returns (bool) {
        return interfaceId == type(IERC7943MultiToken).interfaceId || super.supportsInterface(interfaceId);
    }

    /// Received on the claim so far, the base of distribution.
    function _received(uint256 id) internal view virtual returns (uint256);
    /// The fixed issue over which payments are shared.
    function _issued(uint256 id) internal view virtual returns (uint256);
    /// Whether holders, or only the enforcer, may move units in the claim's present state.
    function _isTransferable(uint256 id, bool forced) internal view virtual returns (bool);
    /// Counts a payment to a holder.
    function _countPayout(uint256 id, uint256 amount) internal virtual;
    /// Runs when a payment to a holder is complete.
    function _afterPayout(uint256 id) internal virtual;
    function _nextSequence(uint256 id) internal virtual returns (uint32);
    /// @inheritdoc IClaimToken
    function cashFor(uint256 id) public view virtual returns (ICash);

    function _withdraw(uint256 id, address holder) internal returns (uint256 amount) {
        require(parties.canSend(holder), ERC7943CannotSend(holder));
        amount = withdrawable(id, holder);
        if (amount == 0) return 0;
        Distribution.Share storage share = _shares[id][holder];
        share.withdrawn += uint96(amount);
        _countPayout(id, amount);
        _append(id, Withdrawn.selector, abi.encode(holder, amount, share.withdrawn));
        cashFor(id).transfer(holder, amount);
    }

    /// Adds an event to the claim's history. `tail` holds the event's arguments after (seq, intent), all of static type.
    function _append(uint256 id, bytes32 topic, bytes memory tail) internal {
        uint32 seq = _nextSequence(id);
        bytes memory data = bytes.concat(abi.encode(seq, _intent()), tail);
        _heads[id] = History.append(_heads[id], seq, topic, id, data);
    }

    function _intent() internal view returns (IntentId) {
        bool knows = parties.isAccount(msg.sender) || parties.isSealed(msg.sender);
        return knows ? IIntentSource(msg.sender).currentIntent() : IntentId.wrap(0);
    }

    function _update(address from, address to, uint256[] memory ids, uint256[] memory units) internal virtual override {
        bool isTransfer = from != address(0) && to != address(0);
        if (isTransfer) _checkParties(from, to);
        for (uint256 i = 0; i < ids.length; ++i) {
            uint256 id = ids[i];
            if (isTransfer) {
                bool movable = units[i] != 0 && _isTransferable(id, _forced);
                require(movable, ERC7943CannotTransfer(from, to, id, units[i]));
            }
            uint256 received = _received(id);
            if (from != address(0)) _shares[id][from].checkpoint(balanceOf(from, id), received);
            if (to != address(0)) _shares[id][to].checkpoint(balanceOf(to, id), received);
        }
        super._update(from, to, ids, units);
        for (uint256 i = 0; i < ids.length; ++i) {
            if (from != address(0)) _checkFrozen(from, ids[i], units[i]);
            if (isTransfer) _append(ids[i], Transferred.selector, abi.encode(from, to, units[i], _reference));
        }
    }

    /// @dev Holders are accounts of the system: there is nobody to ask for acceptance.
    function _updateWithAcceptanceCheck(
        address from,
        address to,
        uint256[] memory ids,
        uint256[] memory units,
        bytes memory data,
        bool
    ) internal override {
        require(data.length == 0 || data.length == 32, BadReference(data.length));
        _reference = bytes32(data);
        _update(from, to, ids, units);
        _reference = 0;
    }

    function _checkParties(address from, address to) private view {
        if (_forced) {
            require(parties.isAccount(to), ERC7943CannotReceive(to));
            return;
        }
        require(!paused, Paused());
        require(parties.canSend(from), ERC7943CannotSend(from));
        require(parties.canReceive(to), ERC7943CannotReceive(to));
    }

    /// @dev Checked on what is left, so that a batch naming the same claim twice cannot slip through.
    function _checkFrozen(address from, uint256 id, uint256 units) private view {
        uint256 frozen = _frozen[id][from];
        uint256 left = balanceOf(from, id);
        if (frozen == 0 || left >= frozen) return;
        uint256 unfrozen = left + units > frozen ? left + units - frozen : 0;
        revert ERC7943InsufficientUnfrozenBalance(from, id, units, unfrozen);
    }

    function _freeze(address holder, uint256 id, uint256 units, bytes32 reason) private {
        require(!parties.isSealed(holder), SealedHolder(holder));
        _frozen[id][holder] = units;
        emit Frozen(holder, id, units);
        _append(id, UnitsFrozen.selector, abi.encode(holder, units, reason));
    }

    function _force(address from, address to, uint256 id, uint256 units, bytes32 reason) private {
        require(!parties.isSealed(from), SealedHolder(from));
        uint256 held = balanceOf(from, id);
        uint256 left = held > units ? held - units : 0;
        // Units seized while frozen: the rest stays frozen, and the change is announced.
        if (_frozen[id][from] > left) _freeze(from, id, left, reason);
        _forced = true;
        _safeTransferFrom(from, to, id, units, abi.encode(reason));
        _forced = false;
        emit ForcedTransfer(from, to, id, units);
        _append(id, UnitsForced.selector, abi.encode(from, to, units, reason));
    }
}
