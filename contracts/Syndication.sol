// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICash} from "./interfaces/ICash.sol";
import {ICovenants} from "./interfaces/ICovenants.sol";
import {IFacilities} from "./interfaces/IFacilities.sol";
import {ILoans} from "./interfaces/ILoans.sol";
import {IParties} from "./interfaces/IParties.sol";
import {ISyndication} from "./interfaces/ISyndication.sol";
import {DrawdownId, FacilityId, IntentId} from "./interfaces/Types.sol";
import {Ltv} from "./libraries/Ltv.sol";
import {PartyRoles} from "./libraries/Roles.sol";
import {Instalment, Schedule} from "./libraries/Schedule.sol";
import {Standing} from "./libraries/Standings.sol";
import {Waterfall} from "./libraries/Waterfall.sol";

/// @title Syndication, see {ISyndication}
/// @dev It holds what lenders have paid in until a request is closed; what is lent is owed in {ILoans}, its units and the
/// history are kept by {IFacilities}.
contract Syndication is ISyndication, AccessManaged, ReentrancyGuardTransient {
    uint256 private constant MOST_LENDERS = 32;
    uint256 private constant MOST_CONDITIONS = 64;
    /// What {IFacilities} fills in: sequence number and intent.
    uint32 private constant SEQ = 0;
    IntentId private constant INTENT = IntentId.wrap(0);

    IParties public immutable parties;
    IFacilities public immutable facilities;
    ILoans public immutable loans;
    ICovenants public immutable covenants;

    mapping(FacilityId id => Agreement) private _agreements;
    mapping(FacilityId id => Lender[]) private _lenders;
    mapping(DrawdownId id => DrawState) private _draws;
    /// What was requested and until when, kept for the lenders that pay in.
    mapping(DrawdownId id => uint256) private _requested;
    mapping(DrawdownId id => uint256) private _fundBy;
    mapping(FacilityId id => mapping(address from => Novation)) private _novations;
    /// @inheritdoc ISyndication
    mapping(DrawdownId id => mapping(address lender => uint96)) public paidIn;

    constructor(
        address authority,
        IParties parties_,
        IFacilities facilities_,
        ILoans loans_,
        ICovenants covenants_
    ) AccessManaged(authority) {
        parties = parties_;
        facilities = facilities_;
        loans = loans_;
        covenants = covenants_;
    }

    /// @inheritdoc ISyndication
    function propose(Terms calldata t) external returns (FacilityId id) {
        require(msg.sender == t.borrower, NotTheBorrower(id, msg.sender));
        require(_carried().actsAs(PartyRoles.ENTERPRISE), CannotTakePart(msg.sender));
        id = idOf(t);
        require(
            t.documentRoot != 0 &&
                t.availableUntil > block.timestamp &&
                t.conditions.length <= MOST_CONDITIONS &&
                t.majorityBps >= 5_000 &&
                t.majorityBps <= Ltv.ONE,
            BadTerms(id)
        );
        _agreements[id] = Agreement({
            feeBps: t.feeBps,
            majorityBps: t.majorityBps,
            availableUntil: t.availableUntil,
            maturityDay: t.maturityDay,
            conditions: uint8(t.conditions.length),
            accepted: 0,
            satisfied: 0,
            heldUntil: 0,
            draws: 0,
            openDraw: DrawdownId.wrap(0)
        });
        _enterLenders(id, t);
        loans.agree(id, ILoans.Conditions(t.convention, t.rate, t.lateRate, t.clock, 0));
        ICovenants.Limits memory limits = ICovenants.Limits(
            t.maxLtvBps,
            t.drawLtvBps,
            t.policy,
            t.graceDays,
            t.cureTime
        );
        covenants.agree(id, limits, t.reportDays);
        facilities.propose(id, t.borrower, t.agent, t.currency, abi.encode(SEQ, INTENT, t));
    }

    /// @inheritdoc ISyndication
    function accept(FacilityId id) external {
        require(_statusOf(id) == IFacilities.FacilityStatus.PROPOSED, NotProposed(id));
        _requireFinancier();
        uint256 place = _placeOf(id, msg.sender);
        Agreement storage a = _agreements[id];
        require(a.accepted & (1 << place) == 0, AlreadyAccepted(id, msg.sender));
        a.accepted |= uint32(1 << place);
        bytes memory data = abi.encode(SEQ, INTENT, msg.sender);
        facilities.record(id, IFacilities.FacilityStatus.PROPOSED, FacilityAccepted.selector, data);
        if (a.accepted != type(uint32).max >> (MOST_LENDERS - _lenders[id].length)) return;
        facilities.record(id, IFacilities.FacilityStatus.AGREED, FacilityAgreed.selector, abi.encode(SEQ, INTENT));
    }

    /// @inheritdoc ISyndication
    function withdraw(FacilityId id, bytes32 reason) external {
        require(_statusOf(id) == IFacilities.FacilityStatus.PROPOSED, NotProposed(id));
        if (msg.sender != facilities.facility(id).borrower) _placeOf(id, msg.sender);
        require(_carried().sends(), CannotTakePart(msg.sender));
        bytes memory data = abi.encode(SEQ, INTENT, msg.sender, reason);
        facilities.record(id, IFacilities.FacilityStatus.WITHDRAWN, FacilityWithdrawn.selector, data);
    }

    /// @inheritdoc ISyndication
    function satisfy(FacilityId id, uint256 index, bytes32 evidence) external {
        require(msg.sender == facilities.facility(id).agent, NotTheAgent(id, msg.sender));
        Agreement storage a = _agreements[id];
        require(index < a.conditions, NoSuchCondition(id, index));
        require(a.satisfied & (1 << index) == 0, AlreadySatisfied(id, index));
        a.satisfied |= uint64(1 << index);
        _record(id, ConditionSatisfied.selector, abi.encode(SEQ, INTENT, index, evidence));
    }

    /// @inheritdoc ISyndication
    function requestDraw(FacilityId id, Draw calldata d) external returns (DrawdownId drawdown) {
        require(msg.sender == facilities.facility(id).borrower, NotTheBorrower(id, msg.sender));
        require(_statusOf(id) == IFacilities.FacilityStatus.AGREED, NotAgreed(id));
        Agreement storage a = _agreements[id];
        _requireNoVote(id, a);
        uint256 all = (1 << a.conditions) - 1;
        require(a.satisfied == all, ConditionsMissing(id, a.satisfied, all));
        require(block.timestamp <= a.availableUntil, AvailabilityOver(id, a.availableUntil));
        require(DrawdownId.unwrap(a.openDraw) == 0, DrawOpen(id, a.openDraw));
        uint256 undrawn = _undrawnOf(id);
        require(d.amount != 0 && d.amount <= undrawn, AmountOutOfRange(id, d.amount, undrawn));
        require(d.minimum != 0 && d.minimum <= d.amount, AmountOutOfRange(id, d.minimum, d.amount));
        a.draws += 1;
        drawdown = drawIdOf(id, a.draws, d);
        require(d.fundBy > block.timestamp, FundingOver(drawdown, d.fundBy));
        Schedule.check(d.schedule, d.amount, _dayOf(id, d.fundBy), a.maturityDay);
        (uint256 outstanding, uint256 value, uint256 most) = covenants.coverOf(id);
        require(!Ltv.isAbove(outstanding + d.amount, value, most), AboveLtv(id, outstanding + d.amount, value, most));
        a.openDraw = drawdown;
        _draws[drawdown] = DrawState(id, DrawStatus.OPEN, 0);
        _requested[drawdown] = d.amount;
        _fundBy[drawdown] = d.fundBy;
        bytes memory data = abi.encode(SEQ, INTENT, drawdown, d, sharesOf(id, d.amount));
        _record(id, DrawRequested.selector, data);
    }

    /// @inheritdoc ISyndication
    function fund(DrawdownId drawdown) external nonReentrant {
        DrawState storage s = _draws[drawdown];
        FacilityId id = s.facility;
        require(s.status == DrawStatus.OPEN, NoOpenDraw(id, drawdown));
        require(block.timestamp <= _fundBy[drawdown], FundingOver(drawdown, _fundBy[drawdown]));
        _requireFinancier();
        uint256 place = _placeOf(id, msg.sender);
        require(paidIn[drawdown][msg.sender] == 0, AlreadyFunded(drawdown, msg.sender));
        uint256 share = sharesOf(id, _requested[drawdown])[place];
        require(share != 0, NothingToFund(drawdown, msg.sender));
        paidIn[drawdown][msg.sender] = uint96(share);
        s.funded += uint96(share);
        _record(id, DrawFunded.selector, abi.encode(SEQ, INTENT, drawdown, msg.sender, share, s.funded));
        _cashOf(id).transferFrom(msg.sender, address(this), share);
    }

    /// @inheritdoc ISyndication
    function close(FacilityId id, Draw calldata d) external nonReentrant {
        Agreement storage a = _agreements[id];
        DrawdownId drawdown = drawIdOf(id, a.draws, d);
        DrawState storage s = _draws[drawdown];
        require(s.status == DrawStatus.OPEN, NoOpenDraw(id, drawdown));
        _requireNoVote(id, a);
        bool isOver = s.funded == d.amount || block.timestamp > d.fundBy;
        require(isOver, StillFunding(drawdown, d.fundBy));
        a.openDraw = DrawdownId.wrap(0);
        (Loan memory loan, uint256 missing) = _loanOf(id, drawdown);
        bool isDrawn = loan.principal >= d.minimum && _mayLend(id, loan.principal, d);
        s.status = isDrawn ? DrawStatus.DRAWN : DrawStatus.REFUNDED;
        bytes memory data = abi.encode(SEQ, INTENT, drawdown, isDrawn, loan.principal, missing);
        _record(id, DrawClosed.selector, data);
        if (isDrawn) _lend(id, a, d, loan);
    }

    /// @inheritdoc ISyndication
    function reclaim(DrawdownId drawdown, address lender) external nonReentrant {
        DrawState storage s = _draws[drawdown];
        uint96 amount = paidIn[drawdown][lender];
        require(amount != 0 && s.status != DrawStatus.OPEN, NothingToReclaim(drawdown, lender));
        delete paidIn[drawdown][lender];
        _record(s.facility, DrawReclaimed.selector, abi.encode(SEQ, INTENT, drawdown, lender, uint256(amount)));
        _cashOf(s.facility).transfer(lender, amount);
    }

    /// @inheritdoc ISyndication
    function offerNovation(FacilityId id, address to, uint96 amount) external {
        _requireNoDraw(id);
        uint256 undrawn = _lenders[id][_placeOf(id, msg.sender)].undrawn;
        require(amount != 0 && amount <= undrawn, AmountOutOfRange(id, amount, undrawn));
        require(to != msg.sender && parties.hasRoles(to, PartyRoles.FINANCIER), BadLender(to));
        _novations[id][msg.sender] = Novation(to, amount, false);
        bytes memory data = abi.encode(SEQ, INTENT, msg.sender, to, uint256(amount));
        _record(id, NovationOffered.selector, data);
    }

    /// @inheritdoc ISyndication
    function consentNovation(FacilityId id, address from, address to, uint96 amount) external {
        require(msg.sender == facilities.facility(id).borrower, NotTheBorrower(id, msg.sender));
        Novation storage n = _novations[id][from];
        require(n.amount != 0 && n.to == to && n.amount == amount, NoNovation(id, from));
        n.isConsented = true;
        _record(id, NovationConsented.selector, abi.encode(SEQ, INTENT, from, to, uint256(amount)));
    }

    /// @inheritdoc ISyndication
    function acceptNovation(FacilityId id, address from, uint96 amount) external {
        _requireNoDraw(id);
        _requireFinancier();
        Novation memory n = _novations[id][from];
        require(n.to == msg.sender && n.amount == amount, NoNovation(id, from));
        require(n.isConsented, NotConsented(id, from));
        delete _novations[id][from];
        Lender[] storage lenders = _lenders[id];
        Lender storage giving = lenders[_placeOf(id, from)];
        require(amount <= giving.undrawn, AmountOutOfRange(id, amount, giving.undrawn));
        giving.undrawn -= amount;
        uint256 place;
        while (place < lenders.length && lenders[place].account != msg.sender) ++place;
        if (place == lenders.length) {
            require(place < MOST_LENDERS, LendersOutOfRange(place + 1, MOST_LENDERS));
            lenders.push(Lender(msg.sender, amount));
        } else {
            lenders[place].undrawn += amount;
        }
        _record(id, Novated.selector, abi.encode(SEQ, INTENT, from, msg.sender, uint256(amount)));
    }

    /// @inheritdoc ISyndication
    function amend(FacilityId id, Change calldata c) external restricted {
        (_agreements[id].availableUntil, _agreements[id].maturityDay) = (c.availableUntil, c.maturityDay);
    }

    /// @inheritdoc ISyndication
    function hold(FacilityId id, uint40 until) external restricted {
        _agreements[id].heldUntil = until;
    }

    /// @inheritdoc ISyndication
    function agreementOf(FacilityId id) external view returns (Agreement memory) {
        return _agreements[id];
    }

    /// @inheritdoc ISyndication
    function lendersOf(FacilityId id) external view returns (Lender[] memory) {
        return _lenders[id];
    }

    /// @inheritdoc ISyndication
    function drawOf(DrawdownId drawdown) external view returns (DrawState memory) {
        return _draws[drawdown];
    }

    /// @inheritdoc ISyndication
    function novationOf(FacilityId id, address from) external view returns (Novation memory) {
        return _novations[id][from];
    }

    /// @inheritdoc ISyndication
    function sharesOf(FacilityId id, uint256 amount) public view returns (uint256[] memory) {
        Lender[] storage lenders = _lenders[id];
        uint256[] memory weights = new uint256[](lenders.length);
        for (uint256 i = 0; i < lenders.length; ++i) weights[i] = lenders[i].undrawn;
        return Waterfall.share(amount, weights);
    }

    /// @inheritdoc ISyndication
    function idOf(Terms calldata t) public pure returns (FacilityId) {
        return FacilityId.wrap(uint256(keccak256(abi.encode(t))));
    }

    /// @inheritdoc ISyndication
    function drawIdOf(FacilityId id, uint256 number, Draw calldata d) public pure returns (DrawdownId) {
        return DrawdownId.wrap(uint256(keccak256(abi.encode(id, number, d))));
    }

    function _enterLenders(FacilityId id, Terms calldata t) private {
        uint256 count = t.commitments.length;
        require(count != 0 && count <= MOST_LENDERS, LendersOutOfRange(count, MOST_LENDERS));
        bool hasAgent;
        for (uint256 i = 0; i < count; ++i) {
            Commitment calldata c = t.commitments[i];
            bool isGood = c.amount != 0 && c.lender != t.borrower && parties.hasRoles(c.lender, PartyRoles.FINANCIER);
            for (uint256 j = 0; j < i; ++j) isGood = isGood && t.commitments[j].lender != c.lender;
            require(isGood, BadLender(c.lender));
            hasAgent = hasAgent || c.lender == t.agent;
            _lenders[id].push(Lender(c.lender, c.amount));
        }
        require(hasAgent, NotTheAgent(id, t.agent));
    }

    /// Lends, and pays what was paid in out to the borrower.
    function _lend(FacilityId id, Agreement storage a, Draw calldata d, Loan memory loan) private {
        loan.fees = uint96((uint256(loan.principal) * a.feeBps) / Ltv.ONE);
        loan.schedule = _scaledDown(d, loan.principal);
        Lender[] storage lenders = _lenders[id];
        for (uint256 i = 0; i < loan.lenders.length; ++i) {
            lenders[_placeOf(id, loan.lenders[i])].undrawn -= uint96(loan.amounts[i]);
            delete paidIn[loan.id][loan.lenders[i]];
        }
        loans.open(id, loan.id, loan.principal, loan.fees, loan.schedule);
        bytes memory data = abi.encode(SEQ, INTENT, id, loans.today(id), loan);
        facilities.draw(id, loan.id, loan.lenders, loan.amounts, data);
        _cashOf(id).transfer(facilities.facility(id).borrower, loan.principal);
    }

    /// Who paid in and can hold units now: what the others paid in, they take back.
    function _loanOf(FacilityId id, DrawdownId drawdown) private view returns (Loan memory loan, uint256 missing) {
        Lender[] storage lenders = _lenders[id];
        address[] memory found = new address[](lenders.length);
        uint256[] memory amounts = new uint256[](lenders.length);
        uint256 count;
        for (uint256 i = 0; i < lenders.length; ++i) {
            address lender = lenders[i].account;
            uint96 amount = paidIn[drawdown][lender];
            if (amount != 0 && parties.canReceive(lender)) {
                (found[count], amounts[count]) = (lender, amount);
                ++count;
                loan.principal += amount;
            } else {
                missing |= 1 << i;
            }
        }
        loan.id = drawdown;
        loan.lenders = new address[](count);
        loan.amounts = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) (loan.lenders[i], loan.amounts[i]) = (found[i], amounts[i]);
    }

    /// The schedule for what was paid in.
    function _scaledDown(Draw calldata d, uint256 principal) private pure returns (Instalment[] memory schedule) {
        schedule = new Instalment[](d.schedule.length);
        (uint256 sum, uint256 before) = (0, 0);
        for (uint256 i = 0; i < schedule.length; ++i) {
            sum += d.schedule[i].principal;
            uint256 due = Schedule.scaledDown(sum, principal, d.amount);
            schedule[i] = Instalment(d.schedule[i].dueDay, uint96(due - before));
            before = due;
        }
    }

    function _record(FacilityId id, bytes32 topic, bytes memory data) private {
        require(_carried().sends(), CannotTakePart(msg.sender));
        facilities.record(id, _statusOf(id), topic, data);
    }

    function _carried() private returns (Standing) {
        return parties.carry(msg.sender);
    }

    function _requireFinancier() private {
        require(_carried().actsAs(PartyRoles.FINANCIER), CannotTakePart(msg.sender));
    }

    /// Whether what was paid in may be lent now: what held at the request may hold no more.
    function _mayLend(FacilityId id, uint256 principal, Draw calldata d) private view returns (bool) {
        bool isOpen = _statusOf(id) == IFacilities.FacilityStatus.AGREED && !facilities.paused();
        bool isEarly = loans.today(id) < d.schedule[0].dueDay;
        (uint256 outstanding, uint256 value, uint256 most) = covenants.coverOf(id);
        bool isCovered = !Ltv.isAbove(outstanding + principal, value, most);
        return isOpen && isEarly && isCovered && parties.canSend(facilities.facility(id).borrower);
    }

    /// Votes weigh what is undrawn: meanwhile it stays where it is.
    function _requireNoVote(FacilityId id, Agreement storage a) private view {
        require(block.timestamp > a.heldUntil, VoteOpen(id, a.heldUntil));
    }

    /// Shares of an open request are counted from what is undrawn.
    function _requireNoDraw(FacilityId id) private view {
        IFacilities.FacilityStatus status = _statusOf(id);
        bool isAgreed = status == IFacilities.FacilityStatus.AGREED || status == IFacilities.FacilityStatus.SUSPENDED;
        require(isAgreed, NotAgreed(id));
        _requireNoVote(id, _agreements[id]);
        DrawdownId open = _agreements[id].openDraw;
        require(DrawdownId.unwrap(open) == 0, DrawOpen(id, open));
    }

    function _placeOf(FacilityId id, address account) private view returns (uint256 place) {
        Lender[] storage lenders = _lenders[id];
        while (place < lenders.length && lenders[place].account != account) ++place;
        require(place < lenders.length, NotALender(id, account));
    }

    function _undrawnOf(FacilityId id) private view returns (uint256 sum) {
        Lender[] storage lenders = _lenders[id];
        for (uint256 i = 0; i < lenders.length; ++i) sum += lenders[i].undrawn;
    }

    function _statusOf(FacilityId id) private view returns (IFacilities.FacilityStatus) {
        return facilities.facility(id).status;
    }

    function _cashOf(FacilityId id) private view returns (ICash) {
        return facilities.cashOf(facilities.facility(id).currency);
    }

    function _dayOf(FacilityId id, uint256 instant) private view returns (uint256) {
        return uint256(int256(instant) + loans.conditionsOf(id).clock) / 1 days;
    }
}
