// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICovenants} from "./interfaces/ICovenants.sol";
import {IFacilities} from "./interfaces/IFacilities.sol";
import {ILoans} from "./interfaces/ILoans.sol";
import {IParties} from "./interfaces/IParties.sol";
import {ISyndication} from "./interfaces/ISyndication.sol";
import {IVotes} from "./interfaces/IVotes.sol";
import {DrawdownId, FacilityId, IntentId} from "./interfaces/Types.sol";
import {Accrual} from "./libraries/Accrual.sol";
import {Ltv} from "./libraries/Ltv.sol";

/// @title Votes, see {IVotes}
contract Votes is IVotes {
    uint256 private constant LONGEST = 30 days;
    /// What {IFacilities} fills in: sequence number and intent.
    uint32 private constant SEQ = 0;
    IntentId private constant INTENT = IntentId.wrap(0);

    IParties public immutable parties;
    IFacilities public immutable facilities;
    ILoans public immutable loans;
    ISyndication public immutable syndication;
    ICovenants public immutable covenants;

    mapping(FacilityId id => Vote) private _votes;
    /// Units that were voted with.
    mapping(FacilityId id => mapping(uint256 number => mapping(DrawdownId drawdown => uint256))) private _units;
    /// What had been seized of a drawdown's locked units before the first of them were voted with.
    mapping(FacilityId id => mapping(uint256 number => mapping(DrawdownId drawdown => uint256))) private _seizedBefore;
    /// @inheritdoc IVotes
    mapping(FacilityId id => mapping(address voter => uint256)) public votedIn;

    constructor(
        IParties parties_,
        IFacilities facilities_,
        ILoans loans_,
        ISyndication syndication_,
        ICovenants covenants_
    ) {
        parties = parties_;
        facilities = facilities_;
        loans = loans_;
        syndication = syndication_;
        covenants = covenants_;
    }

    /// @inheritdoc IVotes
    function askWaiver(FacilityId id, uint40 votesBy, uint40 until, bytes32 document) external {
        Vote memory v;
        (v.motion, v.votesBy, v.waivedUntil) = (Motion.WAIVER, votesBy, until);
        _ask(id, v, document);
    }

    /// @inheritdoc IVotes
    function askAmendment(FacilityId id, uint40 votesBy, Change calldata change, bytes32 document) external {
        covenants.requireGoodLtv(id, change.drawLtvBps, change.maxLtvBps);
        Vote memory v;
        (v.motion, v.votesBy, v.change) = (Motion.AMENDMENT, votesBy, change);
        _ask(id, v, document);
    }

    /// @inheritdoc IVotes
    function askAcceleration(FacilityId id, uint40 votesBy, bytes32 document) external {
        require(!_isOpen(id) || _votes[id].motion != Motion.ACCELERATION, VoteOpen(id, _votes[id].votesBy));
        _requireDefault(id);
        Vote memory v;
        (v.motion, v.votesBy) = (Motion.ACCELERATION, votesBy);
        _open(id, v, document);
        _cast(id);
    }

    /// @inheritdoc IVotes
    function vote(FacilityId id, uint256 number) external {
        require(_isOpen(id) && _votes[id].number == number, NoVote(id, number));
        if (_votes[id].motion == Motion.ACCELERATION) _requireDefault(id);
        _cast(id);
    }

    /// @inheritdoc IVotes
    function release(FacilityId id, address voter) external {
        uint256 number = votedIn[id][voter];
        bool isOver = number != 0 && !(_isOpen(id) && _votes[id].number == number);
        require(isOver, NotLocked(id, voter));
        delete votedIn[id][voter];
        DrawdownId[] memory all = loans.drawdownsOf(id);
        _record(id, _statusOf(id), VoteReleased.selector, abi.encode(SEQ, INTENT, voter, all));
        for (uint256 i = 0; i < all.length; ++i) facilities.lock(DrawdownId.unwrap(all[i]), voter, 0);
    }

    /// @inheritdoc IVotes
    function voteOf(FacilityId id) external view returns (Vote memory) {
        return _votes[id];
    }

    /// @inheritdoc IVotes
    function tallyOf(FacilityId id) public view returns (uint256 cast, uint256 total, bool isUnanimous) {
        address borrower = facilities.facility(id).borrower;
        Vote storage v = _votes[id];
        ISyndication.Lender[] memory lenders = syndication.lendersOf(id);
        for (uint256 i = 0; i < lenders.length; ++i) total += lenders[i].undrawn;
        (cast, isUnanimous) = (v.undrawn, v.undrawn == total);
        DrawdownId[] memory all = loans.drawdownsOf(id);
        for (uint256 i = 0; i < all.length; ++i) {
            Accrual.Book memory b = loans.bookOf(all[i]);
            (uint256 left, uint256 issued) = (b.principal - b.principalPaid, b.principal);
            if (left == 0) continue;
            uint256 units = _countedOf(id, v.number, all[i]);
            uint256 voting = issued - facilities.balanceOf(borrower, DrawdownId.unwrap(all[i]));
            cast += (units * left) / issued;
            total += (voting * left) / issued;
            isUnanimous = isUnanimous && units == voting;
        }
    }

    function _ask(FacilityId id, Vote memory v, bytes32 document) private {
        IFacilities.Facility memory f = facilities.facility(id);
        require(msg.sender == f.borrower, NotTheBorrower(id, msg.sender));
        bool isAgreed = f.status == IFacilities.FacilityStatus.AGREED;
        require(isAgreed || f.status == IFacilities.FacilityStatus.SUSPENDED, NotVotable(id));
        require(DrawdownId.unwrap(syndication.agreementOf(id).openDraw) == 0, NotVotable(id));
        require(!_isOpen(id), VoteOpen(id, _votes[id].votesBy));
        _open(id, v, document);
    }

    function _open(FacilityId id, Vote memory v, bytes32 document) private {
        uint256 most = block.timestamp + LONGEST;
        require(v.votesBy > block.timestamp && v.votesBy <= most, VotesByOutOfRange(id, v.votesBy, most));
        v.number = _votes[id].number + 1;
        _votes[id] = v;
        bytes memory data = abi.encode(
            SEQ,
            INTENT,
            uint256(v.number),
            v.motion,
            msg.sender,
            uint256(v.votesBy),
            document,
            uint256(v.waivedUntil),
            v.change
        );
        _record(id, _statusOf(id), VoteOpened.selector, data);
        syndication.hold(id, v.votesBy);
    }

    function _cast(FacilityId id) private {
        require(msg.sender != facilities.facility(id).borrower, BorrowerCannotVote(id, msg.sender));
        Vote storage v = _votes[id];
        require(votedIn[id][msg.sender] != v.number, AlreadyVoted(id, msg.sender));
        votedIn[id][msg.sender] = v.number;
        DrawdownId[] memory all = loans.drawdownsOf(id);
        uint256[] memory units = new uint256[](all.length);
        uint256 undrawn = _undrawnOf(id, msg.sender);
        v.undrawn += uint96(undrawn);
        uint256 sum = undrawn;
        for (uint256 i = 0; i < all.length; ++i) {
            if (facilities.drawdown(all[i]).status != IFacilities.DrawdownStatus.DRAWN) continue;
            units[i] = _unitsOf(all[i], msg.sender);
            if (_units[id][v.number][all[i]] == 0) _seizedBefore[id][v.number][all[i]] = facilities.seizedOf(all[i]);
            _units[id][v.number][all[i]] += units[i];
            sum += units[i];
        }
        require(sum != 0, NothingToVote(id, msg.sender));
        (uint256 cast, uint256 total, bool isUnanimous) = tallyOf(id);
        bytes memory data = abi.encode(SEQ, INTENT, uint256(v.number), msg.sender, undrawn, all, units, cast, total);
        _record(id, _statusOf(id), VoteCast.selector, data);
        for (uint256 i = 0; i < all.length; ++i) facilities.lock(DrawdownId.unwrap(all[i]), msg.sender, units[i]);
        if (isUnanimous || (!_needsAll(id, v) && cast * Ltv.ONE > total * syndication.agreementOf(id).majorityBps))
            _carryOut(id, v);
    }

    function _carryOut(FacilityId id, Vote storage v) private {
        v.isCarried = true;
        _record(id, _statusOf(id), VoteCarried.selector, abi.encode(SEQ, INTENT, uint256(v.number)));
        syndication.hold(id, 0);
        if (v.motion == Motion.WAIVER) {
            covenants.waive(id, v.waivedUntil);
        } else if (v.motion == Motion.AMENDMENT) {
            Change memory c = v.change;
            syndication.amend(id, c);
            covenants.amend(id, c);
            loans.amend(id, c.rate, c.lateRate);
            _record(id, _statusOf(id), Amended.selector, abi.encode(SEQ, INTENT, loans.today(id), c));
        } else {
            loans.accelerate(id);
            bytes memory data = abi.encode(SEQ, INTENT, loans.today(id));
            _record(id, IFacilities.FacilityStatus.ACCELERATED, Accelerated.selector, data);
        }
    }

    function _record(FacilityId id, IFacilities.FacilityStatus status, bytes32 topic, bytes memory data) private {
        require(parties.carry(msg.sender).sends(), CannotTakePart(msg.sender));
        facilities.record(id, status, topic, data);
    }

    function _isOpen(FacilityId id) private view returns (bool) {
        Vote storage v = _votes[id];
        return v.number != 0 && !v.isCarried && block.timestamp <= v.votesBy;
    }

    function _requireDefault(FacilityId id) private view {
        bool isSuspended = _statusOf(id) == IFacilities.FacilityStatus.SUSPENDED;
        require(isSuspended && covenants.watchOf(id).ground != Ground.NONE, NoDefault(id));
    }

    /// What a loan costs and how long it lasts is every lender's own.
    function _needsAll(FacilityId id, Vote storage v) private view returns (bool) {
        if (v.motion != Motion.AMENDMENT) return false;
        ILoans.Conditions memory c = loans.conditionsOf(id);
        bool isSameRate = v.change.rate == c.rate && v.change.lateRate == c.lateRate;
        return !isSameRate || v.change.maturityDay != syndication.agreementOf(id).maturityDay;
    }

    /// Units that were voted with, less those that their voters have lost: who has them now may vote with them.
    function _countedOf(FacilityId id, uint256 number, DrawdownId drawdown) private view returns (uint256) {
        uint256 lost = facilities.seizedOf(drawdown) - _seizedBefore[id][number][drawdown];
        return Math.saturatingSub(_units[id][number][drawdown], lost);
    }

    function _undrawnOf(FacilityId id, address voter) private view returns (uint256) {
        ISyndication.Lender[] memory lenders = syndication.lendersOf(id);
        for (uint256 i = 0; i < lenders.length; ++i) if (lenders[i].account == voter) return lenders[i].undrawn;
        return 0;
    }

    /// What is frozen does not vote.
    function _unitsOf(DrawdownId drawdown, address voter) private view returns (uint256) {
        uint256 id = DrawdownId.unwrap(drawdown);
        (uint256 held, uint256 frozen) = (facilities.balanceOf(voter, id), facilities.getFrozenTokens(voter, id));
        return held > frozen ? held - frozen : 0;
    }

    function _statusOf(FacilityId id) private view returns (IFacilities.FacilityStatus) {
        return facilities.facility(id).status;
    }
}
