// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IClaimToken} from "./interfaces/IClaimToken.sol";
import {IERC7943MultiToken} from "./interfaces/IERC7943MultiToken.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IntentId} from "./interfaces/Types.sol";
import {Distribution} from "./libraries/Distribution.sol";
import {History} from "./libraries/History.sol";
import {Standing} from "./libraries/Standings.sol";

/// @title ClaimToken, see {IClaimToken}
/// @dev Every rule on moving units stands in {_move} and what it calls, so that no entry point can evade it. The
/// ERC-1155 interface is written out here: units stand beside what was withdrawn on them, and nobody is called back.
abstract contract ClaimToken is IClaimToken, IERC1155Errors, AccessManaged, ReentrancyGuardTransient {
    using Distribution for Distribution.Share;

    IParties public immutable parties;

    mapping(uint256 id => mapping(address holder => Distribution.Share)) internal _shares;
    mapping(uint256 id => mapping(address holder => uint256)) private _frozen;
    mapping(uint256 id => mapping(address holder => uint256)) private _locked;
    mapping(address holder => mapping(address operator => bool)) private _operators;
    mapping(uint256 id => bytes32) private _heads;
    bool public paused;

    modifier whenNotPaused() {
        require(!paused, Paused());
        _;
    }

    constructor(address authority, IParties parties_) AccessManaged(authority) {
        parties = parties_;
    }

    /// @inheritdoc IClaimToken
    function assign(uint256 id, address to, uint256 units, bytes32 reference_) external {
        _transfer(msg.sender, to, id, units, reference_);
    }

    function safeTransferFrom(address from, address to, uint256 id, uint256 units, bytes calldata data) external {
        _checkOperator(from);
        _transfer(from, to, id, units, _referenceIn(data));
    }

    /// @dev Each claim is an event and a history of its own, so a batch is announced claim by claim.
    function safeBatchTransferFrom(
        address from,
        address to,
        uint256[] calldata ids,
        uint256[] calldata units,
        bytes calldata data
    ) external {
        _checkOperator(from);
        require(ids.length == units.length, ERC1155InvalidArrayLength(ids.length, units.length));
        for (uint256 i = 0; i < ids.length; ++i) _transfer(from, to, ids[i], units[i], _referenceIn(data));
    }

    function setApprovalForAll(address operator, bool approved) external {
        require(operator != address(0), ERC1155InvalidOperator(operator));
        _operators[msg.sender][operator] = approved;
        emit ApprovalForAll(msg.sender, operator, approved);
    }

    /// @inheritdoc IClaimToken
    function withdraw(uint256 id) external returns (uint256) {
        return withdrawFor(id, msg.sender);
    }

    /// @inheritdoc IClaimToken
    function withdrawFor(uint256 id, address holder) public nonReentrant returns (uint256 amount) {
        (Standing standing, , , IntentId intent) = _standings(holder, address(0));
        amount = _withdraw(id, holder, standing, intent);
        bool closed = _afterPayout(id, intent);
        require(closed || amount != 0, NothingToWithdraw(id, holder));
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
    function forcedWithdraw(
        uint256 id,
        address holder,
        address to,
        bytes32 reason
    ) external restricted nonReentrant returns (uint256 amount) {
        IntentId intent = _checkTarget(to);
        amount = _draw(id, holder, to, intent);
        require(amount != 0, NothingToWithdraw(id, holder));
        _noteForced(WithdrawalForced.selector, id, intent, holder, to, amount, reason);
        _afterPayout(id, intent);
    }

    /// @inheritdoc IClaimToken
    function lock(uint256 id, address holder, uint256 units) external restricted {
        uint256 unbound = _unbound(id, holder) + _locked[id][holder];
        require(units <= unbound, ERC7943InsufficientUnfrozenBalance(holder, id, units, unbound));
        _locked[id][holder] = units;
        _mark(id, holder);
    }

    /// @inheritdoc IClaimToken
    function moveLocked(uint256 id, address from, address to, bytes32 reference_) external restricted {
        uint256 units = _locked[id][from];
        delete _locked[id][from];
        _mark(id, from);
        (bool movable, uint256 received) = _mobility(id, true);
        require(movable, ERC7943CannotTransfer(from, to, id, units));
        _move(from, to, id, units, received, _intent(), reference_);
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
        (Standing source, Standing target, , ) = _standings(from, to);
        (bool movable, ) = _mobility(id, false);
        bool free = units != 0 && _unbound(id, from) >= units;
        return !paused && movable && free && source.sends() && target.receives();
    }

    /// @inheritdoc IERC7943MultiToken
    function getFrozenTokens(address account, uint256 id) external view returns (uint256) {
        return _frozen[id][account];
    }

    /// @inheritdoc IClaimToken
    function lockedOf(uint256 id, address holder) external view returns (uint256) {
        return _locked[id][holder];
    }

    /// @inheritdoc IClaimToken
    function withdrawable(uint256 id, address holder) public view returns (uint256) {
        (uint256 received, uint256 issued) = _payments(id);
        return _shares[id][holder].withdrawableDown(received, issued);
    }

    /// @inheritdoc IClaimToken
    function withdrawnBy(uint256 id, address holder) external view returns (uint256) {
        return _shares[id][holder].withdrawn;
    }

    /// @inheritdoc IClaimToken
    function headOf(uint256 id) external view returns (bytes32) {
        return _heads[id];
    }

    function balanceOf(address holder, uint256 id) public view returns (uint256) {
        return _shares[id][holder].units;
    }

    function balanceOfBatch(
        address[] calldata holders,
        uint256[] calldata ids
    ) external view returns (uint256[] memory units) {
        require(holders.length == ids.length, ERC1155InvalidArrayLength(ids.length, holders.length));
        units = new uint256[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) units[i] = _shares[ids[i]][holders[i]].units;
    }

    /// @dev The market is a system contract and moves only what its caller, or the maker of an ask, offered.
    function isApprovedForAll(address holder, address operator) public view returns (bool) {
        return _operators[holder][operator] || parties.isSealed(operator);
    }

    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return
            interfaceId == type(IERC165).interfaceId ||
            interfaceId == type(IERC1155).interfaceId ||
            interfaceId == type(IERC7943MultiToken).interfaceId;
    }

    /// Received on the claim so far, and the fixed issue over which it is shared.
    function _payments(uint256 id) internal view virtual returns (uint256 received, uint256 issued);
    /// Whether units of the claim may be moved now, by the enforcer or by anyone, and what was received on it so far.
    function _mobility(uint256 id, bool forced) internal view virtual returns (bool movable, uint256 received);
    /// Counts a payment to a holder.
    function _countPayout(uint256 id, uint256 amount) internal virtual;
    /// Runs when a payment to a holder is complete. @return closed Whether it closed the claim.
    function _afterPayout(uint256 id, IntentId intent) internal virtual returns (bool closed);
    function _nextSequence(uint256 id) internal virtual returns (uint32);
    /// Counts units that were seized while they were locked, where a lock stands for a vote.
    // solhint-disable-next-line no-empty-blocks
    function _countSeized(uint256 id, uint256 units) internal virtual {}
    /// @inheritdoc IClaimToken
    function cashFor(uint256 id) public view virtual returns (ICash);

    function _withdraw(
        uint256 id,
        address holder,
        Standing standing,
        IntentId intent
    ) internal returns (uint256 amount) {
        require(standing.sends(), ERC7943CannotSend(holder));
        amount = _draw(id, holder, holder, intent);
    }

    /// Pays what is due to a holder, to itself or by force to another.
    function _draw(uint256 id, address holder, address to, IntentId intent) private returns (uint256 amount) {
        amount = withdrawable(id, holder);
        if (amount == 0) return 0;
        uint96 withdrawn = _shares[id][holder].withdrawn += uint96(amount);
        _countPayout(id, amount);
        _append(id, abi.encode(Withdrawn.selector, id, _nextSequence(id), intent, holder, amount, withdrawn));
        _payOut(id, to, amount);
    }

    function _noteForced(
        bytes32 topic,
        uint256 id,
        IntentId intent,
        address from,
        address to,
        uint256 amount,
        bytes32 reason
    ) private {
        _append(id, abi.encode(topic, id, _nextSequence(id), intent, from, to, amount, reason));
    }

    /// Adds an event to the claim's history.
    /// @param entry The event's topic, the claim's id, the next sequence number, the intent and the other arguments.
    function _append(uint256 id, bytes memory entry) internal {
        _heads[id] = History.append(_heads[id], entry);
    }

    function _accountAt(uint32 number) internal view returns (address) {
        return parties.accountAt(number);
    }

    /// The standings of two parties and of the caller, and the intent under which the caller acts.
    function _standings(address first, address second) internal view returns (Standing, Standing, Standing, IntentId) {
        return parties.standingsOf(first, second, msg.sender);
    }

    function _actor() internal view returns (Standing, IntentId) {
        return parties.actorOf(msg.sender);
    }

    function _payOut(uint256 id, address to, uint256 amount) internal {
        cashFor(id).transfer(to, amount);
    }

    function _intent() internal view returns (IntentId intent) {
        (, intent) = _actor();
    }

    /// Issues units of a new claim, on which nothing was received yet.
    function _issue(address to, uint256 id, uint96 units) internal {
        _shares[id][to].units = units;
        emit TransferSingle(msg.sender, address(0), to, id, units);
    }

    function _retire(address from, uint256 id, uint256 units, uint256 received) internal {
        _take(from, id, units, received);
        emit TransferSingle(msg.sender, from, address(0), id, units);
    }

    function _transfer(address from, address to, uint256 id, uint256 units, bytes32 reference_) private {
        require(!paused, Paused());
        (Standing source, Standing target, , IntentId intent) = _standings(from, to);
        require(source.sends(), ERC7943CannotSend(from));
        require(target.receives(), ERC7943CannotReceive(to));
        (bool movable, uint256 received) = _mobility(id, false);
        require(movable, ERC7943CannotTransfer(from, to, id, units));
        _move(from, to, id, units, received, intent, reference_);
    }

    function _move(
        address from,
        address to,
        uint256 id,
        uint256 units,
        uint256 received,
        IntentId intent,
        bytes32 reference_
    ) private {
        require(units != 0, ERC7943CannotTransfer(from, to, id, units));
        _take(from, id, units, received);
        _shares[id][to].add(units, received);
        emit TransferSingle(msg.sender, from, to, id, units);
        _append(id, abi.encode(Transferred.selector, id, _nextSequence(id), intent, from, to, units, reference_));
    }

    function _take(address from, uint256 id, uint256 units, uint256 received) private {
        Distribution.Share storage share = _shares[id][from];
        uint256 held = share.units;
        require(units <= held, ERC1155InsufficientBalance(from, held, units, id));
        if (share.isBound) {
            uint256 unfrozen = _unbound(id, from);
            require(units <= unfrozen, ERC7943InsufficientUnfrozenBalance(from, id, units, unfrozen));
        }
        share.remove(units, received);
    }

    function _freeze(address holder, uint256 id, uint256 units, bytes32 reason) private {
        IntentId intent = _intent();
        _frozen[id][holder] = units;
        _mark(id, holder);
        emit Frozen(holder, id, units);
        _append(id, abi.encode(UnitsFrozen.selector, id, _nextSequence(id), intent, holder, units, reason));
    }

    function _force(address from, address to, uint256 id, uint256 units, bytes32 reason) private {
        IntentId intent = _checkTarget(to);
        _releaseSeized(from, id, units, reason);
        (bool movable, uint256 received) = _mobility(id, true);
        // Given back to the holder itself, units would only lose their locks, which no history tells.
        require(movable && from != to, ERC7943CannotTransfer(from, to, id, units));
        _move(from, to, id, units, received, intent, reason);
        emit ForcedTransfer(from, to, id, units);
        _noteForced(UnitsForced.selector, id, intent, from, to, units, reason);
    }

    /// By force something goes to parties only. @return intent Under which the caller acts.
    function _checkTarget(address to) private view returns (IntentId intent) {
        Standing target;
        (, target, , intent) = _standings(address(0), to);
        require(target.isAccount(), ERC7943CannotReceive(to));
    }

    /// Units seized while frozen or locked: the rest stays so, and the change is announced. Locks go first.
    function _releaseSeized(address from, uint256 id, uint256 units, bytes32 reason) private {
        uint256 held = _shares[id][from].units;
        uint256 left = held > units ? held - units : 0;
        if (_frozen[id][from] > left) _freeze(from, id, left, reason);
        uint256 lockable = left - _frozen[id][from];
        uint256 locked = _locked[id][from];
        if (locked > lockable) {
            _locked[id][from] = lockable;
            _countSeized(id, locked - lockable);
        }
        _mark(id, from);
    }

    /// Notes whether any units of the holder are frozen or locked.
    function _mark(uint256 id, address holder) private {
        _shares[id][holder].isBound = _frozen[id][holder] != 0 || _locked[id][holder] != 0;
    }

    /// Units of the holder that are neither frozen nor locked.
    function _unbound(uint256 id, address holder) private view returns (uint256) {
        (uint256 held, uint256 frozen) = (_shares[id][holder].units, _frozen[id][holder]);
        if (held <= frozen) return 0;
        uint256 locked = _locked[id][holder];
        return held - frozen > locked ? held - frozen - locked : 0;
    }

    function _checkOperator(address from) private view {
        bool allowed = msg.sender == from || isApprovedForAll(from, msg.sender);
        require(allowed, ERC1155MissingApprovalForAll(msg.sender, from));
    }

    function _referenceIn(bytes calldata data) private pure returns (bytes32) {
        require(data.length == 0 || data.length == 32, BadReference(data.length));
        return bytes32(data);
    }
}
