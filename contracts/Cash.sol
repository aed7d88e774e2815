// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IPartyAccount} from "./interfaces/IPartyAccount.sol";
import {BankRef, Currency, PayoutId} from "./interfaces/Types.sol";
import {Standing} from "./libraries/Standings.sol";

/// @title Cash, see {ICash}
contract Cash is ICash, ERC20, AccessManaged {
    /// What a bank may mint in a day, and what it minted on the last day it did.
    struct Cap {
        uint96 limit;
        uint96 minted;
        uint32 day;
    }

    bytes32 private constant CLOSED = bytes32(uint256(1));
    /// Stands for the claim of a deposit, which is for no claim.
    uint256 private constant NO_CLAIM = 0;

    IParties public immutable parties;
    Currency public immutable currency;
    uint8 private immutable _exponent;

    /// What a reference was used for and is not closed by a recall: see {_bookingOf}; {CLOSED} once nothing of it is left.
    mapping(BankRef ref => bytes32) private _bookings;
    mapping(address bank => Cap) private _caps;
    mapping(PayoutId id => Payout) private _payouts;
    uint256 private _lastPayout;

    constructor(
        address authority,
        IParties parties_,
        Currency currency_,
        string memory code,
        uint8 exponent
    ) ERC20(string.concat("Deposits in ", code), code) AccessManaged(authority) {
        parties = parties_;
        currency = currency_;
        _exponent = exponent;
    }

    /// @inheritdoc ICash
    function mint(address to, uint256 amount, BankRef ref) external restricted {
        _book(msg.sender, to, NO_CLAIM, amount, ref);
    }

    /// @inheritdoc ICash
    function mintFor(address bank, address to, uint256 claim, uint256 amount, BankRef ref) external restricted {
        _book(bank, to, claim, amount, ref);
    }

    /// @inheritdoc ICash
    function recall(BankRef ref, address from, uint256 left, uint256 amount, bytes32 reason) external restricted {
        _recall(msg.sender, from, NO_CLAIM, Recall(ref, left, amount, reason));
    }

    /// @inheritdoc ICash
    function recallFor(address bank, address from, uint256 claim, Recall calldata r) external restricted {
        _recall(bank, from, claim, r);
    }

    /// @inheritdoc ICash
    function requestPayout(uint256 amount, bytes32 accountHash) external returns (PayoutId id) {
        require(amount != 0, ZeroAmount());
        id = PayoutId.wrap(++_lastPayout);
        _payouts[id] = Payout(msg.sender, SafeCast.toUint88(amount), PayoutStatus.REQUESTED, accountHash);
        emit PayoutRequested(id, msg.sender, amount, accountHash);
        require(parties.canSend(msg.sender), CannotSend(msg.sender));
        super._update(msg.sender, address(this), amount);
    }

    /// @inheritdoc ICash
    function payPayout(PayoutId id, BankRef ref) external restricted {
        Payout storage p = _open(id);
        _useRef(ref, CLOSED);
        _checkKeys(msg.sender);
        p.status = PayoutStatus.PAID;
        emit PayoutPaid(id, msg.sender, ref);
        _burn(address(this), p.amount);
    }

    /// @inheritdoc ICash
    function rejectPayout(PayoutId id, bytes32 reason) external restricted {
        Payout storage p = _open(id);
        p.status = PayoutStatus.REJECTED;
        emit PayoutRejected(id, msg.sender, reason);
        _transfer(address(this), p.holder, p.amount);
    }

    /// @inheritdoc ICash
    function setDailyCap(address bank, uint256 cap) external restricted {
        _caps[bank].limit = SafeCast.toUint96(cap);
        emit DailyCapSet(bank, cap);
    }

    /// @inheritdoc ICash
    function payout(PayoutId id) external view returns (Payout memory) {
        return _payouts[id];
    }

    /// @inheritdoc ICash
    function refUsed(BankRef ref) external view returns (bool) {
        return _bookings[ref] != 0;
    }

    /// @inheritdoc ICash
    function capLeft(address bank) public view returns (uint256) {
        Cap storage cap = _caps[bank];
        uint256 minted = cap.day == _today() ? cap.minted : 0;
        return cap.limit > minted ? cap.limit - minted : 0;
    }

    /// @inheritdoc IERC20Metadata
    function decimals() public view override(ERC20, IERC20Metadata) returns (uint8) {
        return _exponent;
    }

    /// @dev A system contract moves only what its caller owns, so that no party has to grant allowances.
    function allowance(address owner, address spender) public view override(ERC20, IERC20) returns (uint256) {
        return parties.isSealed(spender) ? type(uint256).max : super.allowance(owner, spender);
    }

    /// @dev A system contract's own fetch needs no allowance, see {allowance}.
    function transferFrom(address from, address to, uint256 amount) public override(ERC20, IERC20) returns (bool) {
        require(from != address(0), ERC20InvalidSender(from));
        require(to != address(0), ERC20InvalidReceiver(to));
        (Standing source, Standing target, Standing spender, ) = parties.standingsOf(from, to, msg.sender);
        if (!spender.isSealed()) _spendAllowance(from, msg.sender, amount);
        _check(from, to, source, target);
        super._update(from, to, amount);
        return true;
    }

    function _update(address from, address to, uint256 amount) internal override {
        (Standing source, Standing target, , ) = parties.standingsOf(from, to, address(0));
        _check(from, to, source, target);
        super._update(from, to, amount);
    }

    /// @dev An expired check blocks new deposits and transfers, not what a system contract pays out. A system contract
    /// takes only what it fetches itself and so accounts for: what somebody else sent to it would be nobody's.
    function _check(address from, address to, Standing source, Standing target) private view {
        require(from == address(0) || source.sends(), CannotSend(from));
        bool entitled = to == address(0) || (source.isSealed() ? target.sends() : target.receives());
        if (target.isSealed()) entitled = msg.sender == to;
        require(entitled, CannotReceive(to));
    }

    function _book(address bank, address to, uint256 claim, uint256 amount, BankRef ref) private {
        require(amount != 0, ZeroAmount());
        _useRef(ref, _bookingOf(bank, to, claim, amount));
        _checkKeys(bank);
        uint256 left = capLeft(bank);
        require(amount <= left, DailyCapExceeded(bank, amount, left));
        Cap storage cap = _caps[bank];
        uint32 today = _today();
        cap.minted = cap.day == today ? cap.minted + uint96(amount) : uint96(amount);
        cap.day = today;
        emit Minted(ref, bank, to, amount, claim);
        _mint(to, amount);
    }

    /// @dev It takes what is there and nothing else: the bank's claim on who has spent the money is not the ledger's.
    function _recall(address bank, address from, uint256 claim, Recall memory r) private {
        require(r.amount != 0, ZeroAmount());
        require(_bookings[r.ref] == _bookingOf(bank, from, claim, r.left), NotBooked(r.ref, bank, from, r.left));
        require(r.amount <= r.left, RecallAboveBooking(r.ref, r.amount, r.left));
        uint256 held = balanceOf(from);
        require(r.amount <= held, RecallUncovered(r.ref, r.amount, held));
        _checkKeys(bank);
        uint256 left = r.left - r.amount;
        _bookings[r.ref] = left == 0 ? CLOSED : _bookingOf(bank, from, claim, left);
        emit Recalled(r.ref, bank, from, r.amount, left, r.reason, claim);
        _burn(from, r.amount);
    }

    function _useRef(BankRef ref, bytes32 booking) private {
        require(BankRef.unwrap(ref) != 0, EmptyRef());
        require(_bookings[ref] == 0, RefUsed(ref));
        _bookings[ref] = booking;
    }

    function _checkKeys(address bank) private view {
        require(parties.isAccount(bank) && IPartyAccount(bank).threshold() > 1, SingleKey(bank));
    }

    function _open(PayoutId id) private view returns (Payout storage p) {
        p = _payouts[id];
        require(p.status == PayoutStatus.REQUESTED, PayoutNotOpen(id, p.status));
    }

    /// One word for what a wire was booked as, and how much of it is not recalled: a recall shows the rest.
    function _bookingOf(address bank, address to, uint256 claim, uint256 left) private pure returns (bytes32) {
        return keccak256(abi.encode(bank, to, claim, left));
    }

    function _today() private view returns (uint32) {
        return uint32(block.timestamp / 1 days);
    }
}
