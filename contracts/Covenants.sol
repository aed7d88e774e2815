// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ICollateral} from "./interfaces/ICollateral.sol";
import {ICovenants} from "./interfaces/ICovenants.sol";
import {IFacilities} from "./interfaces/IFacilities.sol";
import {ILoans} from "./interfaces/ILoans.sol";
import {IParties} from "./interfaces/IParties.sol";
import {FacilityId, IntentId} from "./interfaces/Types.sol";
import {Ltv} from "./libraries/Ltv.sol";

/// @title Covenants, see {ICovenants}
contract Covenants is ICovenants, AccessManaged {
    uint256 private constant MOST_REPORTS = 64;
    /// What {IFacilities} fills in: sequence number and intent.
    uint32 private constant SEQ = 0;
    IntentId private constant INTENT = IntentId.wrap(0);

    IParties public immutable parties;
    IFacilities public immutable facilities;
    ILoans public immutable loans;
    ICollateral public immutable collateral;

    mapping(FacilityId id => Limits) private _limits;
    mapping(FacilityId id => uint32[]) private _reportDays;
    mapping(FacilityId id => Watch) private _watches;

    constructor(
        address authority,
        IParties parties_,
        IFacilities facilities_,
        ILoans loans_,
        ICollateral collateral_
    ) AccessManaged(authority) {
        parties = parties_;
        facilities = facilities_;
        loans = loans_;
        collateral = collateral_;
    }

    /// @inheritdoc ICovenants
    function report(FacilityId id, uint256 index, bytes32 document) external {
        IFacilities.Facility memory f = facilities.facility(id);
        require(msg.sender == f.borrower, NotTheBorrower(id, msg.sender));
        bool isAccelerated = f.status == IFacilities.FacilityStatus.ACCELERATED;
        require(isAccelerated || _isOpen(f.status), NotWatched(id));
        require(index < _reportDays[id].length, NoSuchReport(id, index));
        Watch storage w = _watches[id];
        require(w.filed & (1 << index) == 0, AlreadyFiled(id, index));
        w.filed |= uint64(1 << index);
        _record(id, f.status, ReportFiled.selector, abi.encode(SEQ, INTENT, index, document));
    }

    /// @inheritdoc ICovenants
    function callMargin(FacilityId id) external {
        Watch storage w = _watches[id];
        _requireWatched(id, w);
        require(w.cureBy == 0, AlreadyCalled(id, w.cureBy));
        Standing memory s = standingOf(id);
        require(s.isAboveLtv, NotBreached(id));
        w.cureBy = uint40(block.timestamp + _limits[id].cureTime);
        bytes memory data = abi.encode(SEQ, INTENT, msg.sender, s.outstanding, s.value, uint256(w.cureBy));
        _record(id, IFacilities.FacilityStatus.SUSPENDED, MarginCalled.selector, data);
    }

    /// @inheritdoc ICovenants
    function recordDefault(FacilityId id, Ground ground) external {
        Watch storage w = _watches[id];
        _requireWatched(id, w);
        require(w.ground == Ground.NONE, AlreadyInDefault(id, w.ground));
        Standing memory s = standingOf(id);
        require(ground != Ground.NONE && _isBreached(s, ground), NotBreached(id));
        if (ground == Ground.MARGIN) {
            require(w.cureBy != 0, NotBreached(id));
            require(block.timestamp > w.cureBy, StillCuring(id, w.cureBy));
        }
        w.ground = ground;
        bytes memory data = abi.encode(SEQ, INTENT, msg.sender, ground);
        _record(id, IFacilities.FacilityStatus.SUSPENDED, DefaultRecorded.selector, data);
    }

    /// @inheritdoc ICovenants
    function cure(FacilityId id) external {
        Watch storage w = _watches[id];
        bool isSuspended = facilities.facility(id).status == IFacilities.FacilityStatus.SUSPENDED;
        require(isSuspended, NothingToCure(id));
        Standing memory s = standingOf(id);
        bool isCalled = w.cureBy != 0 && s.isAboveLtv;
        require(!isCalled && !_isBreached(s, w.ground), StillBreached(id));
        (w.cureBy, w.ground) = (0, Ground.NONE);
        bytes memory data = abi.encode(SEQ, INTENT, msg.sender, s.outstanding, s.value);
        _record(id, IFacilities.FacilityStatus.AGREED, Cured.selector, data);
    }

    /// @inheritdoc ICovenants
    function agree(FacilityId id, Limits calldata limits, uint32[] calldata reportDays) external restricted {
        requireGoodLtv(id, limits.drawLtvBps, limits.maxLtvBps);
        require(reportDays.length <= MOST_REPORTS, BadTerms(id));
        for (uint256 i = 1; i < reportDays.length; ++i) require(reportDays[i] > reportDays[i - 1], BadTerms(id));
        _limits[id] = limits;
        _reportDays[id] = reportDays;
    }

    /// @inheritdoc ICovenants
    function amend(FacilityId id, Change calldata c) external restricted {
        _limits[id] = Limits(c.maxLtvBps, c.drawLtvBps, _limits[id].policy, c.graceDays, c.cureTime);
    }

    /// @inheritdoc ICovenants
    function waive(FacilityId id, uint40 until) external restricted {
        Watch storage w = _watches[id];
        (w.cureBy, w.ground, w.waivedUntil) = (0, Ground.NONE, until);
        parties.carry(msg.sender);
        bytes memory data = abi.encode(SEQ, INTENT, uint256(until));
        facilities.record(id, IFacilities.FacilityStatus.AGREED, Waived.selector, data);
    }

    /// @inheritdoc ICovenants
    function coverOf(FacilityId id) external view returns (uint256 outstanding, uint256 value, uint256 drawLtvBps) {
        Limits memory limits = _limits[id];
        outstanding = loans.outstanding(id);
        if (limits.maxLtvBps == 0) return (outstanding, type(uint128).max, Ltv.ONE);
        return (outstanding, collateral.valueOf(id, limits.policy), limits.drawLtvBps);
    }

    /// @inheritdoc ICovenants
    function limitsOf(FacilityId id) external view returns (Limits memory) {
        return _limits[id];
    }

    /// @inheritdoc ICovenants
    function reportDaysOf(FacilityId id) external view returns (uint32[] memory) {
        return _reportDays[id];
    }

    /// @inheritdoc ICovenants
    function watchOf(FacilityId id) external view returns (Watch memory) {
        return _watches[id];
    }

    /// @inheritdoc ICovenants
    function requireGoodLtv(FacilityId id, uint256 drawBps, uint256 maxBps) public view {
        bool isSecured = maxBps != 0;
        bool isGood =
            drawBps <= maxBps && isSecured == (drawBps != 0) && (!isSecured || address(collateral) != address(0));
        require(isGood, BadTerms(id));
    }

    /// @inheritdoc ICovenants
    function standingOf(FacilityId id) public view returns (Standing memory s) {
        Limits memory a = _limits[id];
        s.outstanding = loans.outstanding(id);
        if (a.maxLtvBps != 0) {
            s.value = collateral.valueOf(id, a.policy);
            s.isAboveLtv = Ltv.isAbove(s.outstanding, s.value, a.maxLtvBps);
        }
        s.isOverdue = loans.isOverdue(id, a.graceDays);
        s.isReportMissing = _isReportMissing(id, a.graceDays);
    }

    function _record(FacilityId id, IFacilities.FacilityStatus status, bytes32 topic, bytes memory data) private {
        require(parties.carry(msg.sender).sends(), CannotTakePart(msg.sender));
        facilities.record(id, status, topic, data);
    }

    function _requireWatched(FacilityId id, Watch storage w) private view {
        require(_isOpen(facilities.facility(id).status), NotWatched(id));
        require(block.timestamp > w.waivedUntil, BreachWaived(id, w.waivedUntil));
    }

    function _isReportMissing(FacilityId id, uint256 graceDays) private view returns (bool) {
        uint32[] memory days_ = _reportDays[id];
        (uint256 filed, uint256 today) = (_watches[id].filed, loans.today(id));
        for (uint256 i = 0; i < days_.length; ++i) {
            if (days_[i] + graceDays < today && filed & (1 << i) == 0) return true;
        }
        return false;
    }

    function _isOpen(IFacilities.FacilityStatus status) private pure returns (bool) {
        return status == IFacilities.FacilityStatus.AGREED || status == IFacilities.FacilityStatus.SUSPENDED;
    }

    function _isBreached(Standing memory s, Ground ground) private pure returns (bool) {
        if (ground == Ground.PAYMENT) return s.isOverdue;
        if (ground == Ground.MARGIN) return s.isAboveLtv;
        return ground == Ground.REPORT && s.isReportMissing;
    }
}
