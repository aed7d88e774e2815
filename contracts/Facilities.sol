// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IClaimToken} from "./interfaces/IClaimToken.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IFacilities} from "./interfaces/IFacilities.sol";
import {IParties} from "./interfaces/IParties.sol";
import {Currency, DrawdownId, FacilityId, IntentId} from "./interfaces/Types.sol";
import {Distribution} from "./libraries/Distribution.sol";
import {Standing} from "./libraries/Standings.sol";
import {ClaimToken} from "./ClaimToken.sol";

/// @title Facilities, see {IFacilities}
contract Facilities is IFacilities, ClaimToken {
    using Distribution for Distribution.Share;

    mapping(FacilityId id => Facility) private _facilities;
    mapping(DrawdownId id => Drawdown) private _drawdowns;
    /// @inheritdoc IFacilities
    mapping(Currency currency => ICash) public cashOf;
    /// @inheritdoc IFacilities
    mapping(DrawdownId id => uint256) public seizedOf;

    constructor(address authority, IParties parties_) ClaimToken(authority, parties_) {}

    /// @inheritdoc IFacilities
    function redeem(DrawdownId id) external {
        redeemFor(id, msg.sender);
    }

    /// @inheritdoc IFacilities
    function redeemFor(DrawdownId id, address holder) public nonReentrant {
        Drawdown storage d = _drawdowns[id];
        require(d.status == DrawdownStatus.REPAID, NotRepaid(id));
        uint256 token = DrawdownId.unwrap(id);
        uint256 units = balanceOf(holder, token);
        (Standing standing, , , IntentId intent) = _standings(holder, address(0));
        uint256 amount = _withdraw(token, holder, standing, intent);
        if (units != 0) {
            d.redeemed += uint96(units);
            _append(token, abi.encode(Redeemed.selector, id, _nextSequence(token), intent, holder, units));
            _retire(holder, token, units, d.received);
        }
        uint256 remainder = _shares[token][holder].stripRemainder(d.principal);
        if (remainder != 0) d.remainders += remainder;
        bool closed = _afterPayout(token, intent);
        require(closed || units + amount + remainder != 0, NothingToRedeem(id, holder));
    }

    /// @inheritdoc IFacilities
    function propose(
        FacilityId id,
        address borrower,
        address agent,
        Currency currency,
        bytes calldata data
    ) external restricted whenNotPaused {
        require(_facilities[id].status == FacilityStatus.NONE, FacilityExists(id));
        require(address(cashOf[currency]) != address(0), UnknownCurrency(currency));
        _facilities[id] = Facility(borrower, currency, FacilityStatus.PROPOSED, 1, 0, agent);
        _tell(FacilityId.unwrap(id), 1, FacilityProposed.selector, data);
    }

    /// @inheritdoc IFacilities
    function record(FacilityId id, FacilityStatus status, bytes32 topic, bytes calldata data) external restricted {
        Facility storage f = _known(id);
        if (f.status != status || topic == Amended.selector) f.version += 1;
        f.status = status;
        _tell(FacilityId.unwrap(id), ++f.seq, topic, data);
    }

    /// @inheritdoc IFacilities
    function draw(
        FacilityId id,
        DrawdownId drawdown_,
        address[] calldata lenders,
        uint256[] calldata amounts,
        bytes calldata data
    ) external restricted whenNotPaused {
        Facility storage f = _known(id);
        require(f.status == FacilityStatus.AGREED, WrongFacilityStatus(id, f.status));
        Drawdown storage d = _drawdowns[drawdown_];
        require(d.status == DrawdownStatus.NONE, DrawdownExists(drawdown_));
        (d.facility, d.status) = (id, DrawdownStatus.DRAWN);
        uint256 token = DrawdownId.unwrap(drawdown_);
        _tell(token, _nextSequence(token), Drawn.selector, data);
        uint96 principal;
        for (uint256 i = 0; i < lenders.length; ++i) {
            principal += uint96(amounts[i]);
            _issue(lenders[i], token, uint96(amounts[i]));
        }
        d.principal = principal;
    }

    /// @inheritdoc IFacilities
    function receivePayment(
        DrawdownId id,
        address payer,
        uint96 amount,
        uint96 shared,
        bool isRepaid,
        bytes calldata data
    ) external restricted {
        if (isRepaid) _drawdowns[id].status = DrawdownStatus.REPAID;
        _receive(id, payer, amount, shared, Repaid.selector, data);
    }

    /// @inheritdoc IFacilities
    function receiveCover(DrawdownId id, address payer, uint96 amount, bytes calldata data) external restricted {
        _receive(id, payer, amount, amount, CoverReceived.selector, data);
    }

    /// @inheritdoc IFacilities
    function recordCover(DrawdownId id, bytes32 topic, bytes calldata data) external restricted {
        _drawdowns[id].version += 1;
        uint256 token = DrawdownId.unwrap(id);
        _tell(token, _nextSequence(token), topic, data);
    }

    /// @inheritdoc IFacilities
    function setCash(ICash cash) external restricted {
        Currency currency = cash.currency();
        require(address(cashOf[currency]) == address(0), CurrencySet(currency));
        cashOf[currency] = cash;
        emit CashSet(currency, cash);
    }

    /// @inheritdoc IFacilities
    function facility(FacilityId id) external view returns (Facility memory) {
        return _facilities[id];
    }

    /// @inheritdoc IFacilities
    function drawdown(DrawdownId id) external view returns (Drawdown memory) {
        return _drawdowns[id];
    }

    /// @inheritdoc IClaimToken
    function saleOf(uint256 id) external view returns (bool saleable, uint32 version, ICash cash) {
        Drawdown storage d = _drawdowns[DrawdownId.wrap(id)];
        return (d.status == DrawdownStatus.DRAWN, d.version + _facilities[d.facility].version, cashFor(id));
    }

    /// @inheritdoc IClaimToken
    function sequenceOf(uint256 id) external view returns (uint32) {
        uint32 seq = _drawdowns[DrawdownId.wrap(id)].seq;
        return seq == 0 ? _facilities[FacilityId.wrap(id)].seq : seq;
    }

    /// @inheritdoc ClaimToken
    function cashFor(uint256 id) public view override(ClaimToken, IClaimToken) returns (ICash) {
        return cashOf[_facilities[_drawdowns[DrawdownId.wrap(id)].facility].currency];
    }

    function _receive(
        DrawdownId id,
        address payer,
        uint96 amount,
        uint96 shared,
        bytes32 topic,
        bytes calldata data
    ) private {
        Drawdown storage d = _drawdowns[id];
        d.received += shared;
        d.version += 1;
        uint256 token = DrawdownId.unwrap(id);
        _tell(token, _nextSequence(token), topic, data);
        cashFor(token).transferFrom(payer, address(this), amount);
    }

    /// Adds an entry whose sequence number and intent were left zero by the contract that says it.
    function _tell(uint256 id, uint32 seq, bytes32 topic, bytes memory data) private {
        IntentId intent = _intent();
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(add(data, 0x20), seq)
            mstore(add(data, 0x40), intent)
        }
        _append(id, bytes.concat(topic, bytes32(id), data));
    }

    /// Gives what the rounding of all payouts left over to the borrower, once nobody is owed anything else. A borrower who is
    /// frozen then holds nobody up: the drawdown is closed by the next call after that.
    function _afterPayout(uint256 id, IntentId intent) internal override returns (bool closed) {
        Drawdown storage d = _drawdowns[DrawdownId.wrap(id)];
        uint256 issued = d.principal;
        if (d.status != DrawdownStatus.REPAID || d.redeemed != issued || d.isClosed) return false;
        uint256 remainders = d.remainders;
        if ((uint256(d.received) - d.paidOut) * issued != remainders) return false;
        address borrower = _facilities[d.facility].borrower;
        if (!parties.canSend(borrower)) return false;
        uint256 dust = remainders / issued;
        d.paidOut += uint96(dust);
        d.isClosed = true;
        _append(id, abi.encode(DrawdownClosed.selector, id, _nextSequence(id), intent, dust));
        if (dust != 0) _payOut(id, borrower, dust);
        return true;
    }

    function _known(FacilityId id) private view returns (Facility storage f) {
        f = _facilities[id];
        require(f.status != FacilityStatus.NONE, UnknownFacility(id));
    }

    function _payments(uint256 id) internal view override returns (uint256, uint256) {
        Drawdown storage d = _drawdowns[DrawdownId.wrap(id)];
        return (d.received, d.principal);
    }

    function _mobility(uint256 id, bool forced) internal view override returns (bool movable, uint256 received) {
        Drawdown storage d = _drawdowns[DrawdownId.wrap(id)];
        movable = forced ? d.status != DrawdownStatus.NONE : d.status == DrawdownStatus.DRAWN;
        received = d.received;
    }

    function _countPayout(uint256 id, uint256 amount) internal override {
        _drawdowns[DrawdownId.wrap(id)].paidOut += uint96(amount);
    }

    function _countSeized(uint256 id, uint256 units) internal override {
        seizedOf[DrawdownId.wrap(id)] += units;
    }

    /// @dev A facility has no units: nothing that is said of units may enter its history.
    function _nextSequence(uint256 id) internal override returns (uint32) {
        Drawdown storage d = _drawdowns[DrawdownId.wrap(id)];
        require(d.status != DrawdownStatus.NONE, UnknownDrawdown(DrawdownId.wrap(id)));
        return ++d.seq;
    }
}
