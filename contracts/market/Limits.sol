// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IClaimToken} from "../interfaces/IClaimToken.sol";
import {ILimits} from "../interfaces/ILimits.sol";
import {IFacilities} from "../interfaces/IFacilities.sol";
import {ILoans} from "../interfaces/ILoans.sol";
import {IReceivables} from "../interfaces/IReceivables.sol";
import {Accrual} from "../libraries/Accrual.sol";
import {ClaimId, Currency, DrawdownId} from "../interfaces/Types.sol";

/// @title Limits, see {ILimits}
abstract contract Limits is ILimits {
    /// An exposure and to whom, as the claim has it. A loan has no seller: who lends may have bought, and owes nothing.
    struct Exposure {
        address seller;
        address debtor;
        Currency currency;
        uint256 amount;
    }

    /// @inheritdoc ILimits
    mapping(IClaimToken token => ILoans) public loansOf;
    /// While a financier has set no limit, nothing is counted for it.
    mapping(address financier => bool) internal _keepsLimits;
    mapping(address financier => mapping(Subject subject => mapping(address party => mapping(Currency => Limit))))
        private _limits;
    mapping(address financier => mapping(Subject subject => mapping(IClaimToken token => mapping(uint256 id => uint96))))
        private _counted;

    /// @inheritdoc ILimits
    function setLimit(Subject subject, address party, Currency currency, uint96 cap) external {
        Limit storage limit = _limits[msg.sender][subject][party][currency];
        limit.cap = cap;
        limit.isSet = true;
        _keepsLimits[msg.sender] = true;
        emit LimitSet(msg.sender, party, subject, currency, cap);
    }

    /// @inheritdoc ILimits
    function limitOf(
        address financier,
        Subject subject,
        address party,
        Currency currency
    ) external view returns (Limit memory) {
        return _limits[financier][subject][party][currency];
    }

    /// @inheritdoc ILimits
    function countedOf(
        address financier,
        Subject subject,
        IClaimToken token,
        uint256 id
    ) external view returns (uint256) {
        return _counted[financier][subject][token][id];
    }

    /// Counts what a financier holds, or is about to hold, of a claim.
    /// @param enforced Whether a limit that is exceeded is in the way.
    function _count(address financier, IClaimToken token, uint256 id, uint256 units, bool enforced) internal {
        Exposure memory e = _exposure(token, id, units);
        _countOn(financier, Subject.SELLER, e.seller, token, id, e, enforced);
        _countOn(financier, Subject.DEBTOR, e.debtor, token, id, e, enforced);
    }

    /// @return Whether holding that many units of the claim would keep within the financier's limits.
    function _isWithin(address financier, IClaimToken token, uint256 id, uint256 units) internal view returns (bool) {
        Exposure memory e = _exposure(token, id, units);
        Limit storage ofSeller = _limits[financier][Subject.SELLER][e.seller][e.currency];
        Limit storage ofDebtor = _limits[financier][Subject.DEBTOR][e.debtor][e.currency];
        uint256 asSeller = _used(ofSeller, _counted[financier][Subject.SELLER][token][id], e.amount);
        uint256 asDebtor = _used(ofDebtor, _counted[financier][Subject.DEBTOR][token][id], e.amount);
        return (!ofSeller.isSet || asSeller <= ofSeller.cap) && (!ofDebtor.isSet || asDebtor <= ofDebtor.cap);
    }

    function _countOn(
        address financier,
        Subject subject,
        address party,
        IClaimToken token,
        uint256 id,
        Exposure memory e,
        bool enforced
    ) private {
        Limit storage limit = _limits[financier][subject][party][e.currency];
        if (!limit.isSet) return;
        uint256 used = _used(limit, _counted[financier][subject][token][id], e.amount);
        require(!enforced || used <= limit.cap, LimitExceeded(financier, subject, party, used, limit.cap));
        _counted[financier][subject][token][id] = uint96(e.amount);
        limit.used = uint128(used);
        emit LimitUsed(financier, party, id, subject, e.currency, e.amount, used);
    }

    function _exposure(IClaimToken token, uint256 id, uint256 units) private view returns (Exposure memory) {
        ILoans loans = loansOf[token];
        if (address(loans) != address(0)) return _lent(loans, IFacilities(address(token)), DrawdownId.wrap(id), units);
        IReceivables claims = IReceivables(address(token));
        IReceivables.Claim memory c = claims.claim(ClaimId.wrap(id));
        uint256 due = uint256(c.units) - c.debtorPaid - c.diluted;
        return Exposure(c.seller, c.debtor, c.currency, Math.ceilDiv(units * due, c.units));
    }

    function _lent(
        ILoans loans,
        IFacilities facilities,
        DrawdownId id,
        uint256 units
    ) private view returns (Exposure memory) {
        IFacilities.Drawdown memory d = facilities.drawdown(id);
        IFacilities.Facility memory f = facilities.facility(d.facility);
        Accrual.Book memory b = loans.bookOf(id);
        uint256 left = b.principal - b.principalPaid;
        return Exposure(address(0), f.borrower, f.currency, Math.ceilDiv(units * left, d.principal));
    }

    function _used(Limit storage limit, uint256 counted, uint256 exposure) private view returns (uint256) {
        return limit.used - counted + exposure;
    }
}
