// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Instalment} from "../libraries/Schedule.sol";
import {Convention} from "../libraries/DayCount.sol";
import {Debt} from "../libraries/Waterfall.sol";
import {AssetId, ClaimId, Currency, DrawdownId, FacilityId, IntentId, LienId} from "./Types.sol";

/// @title Entries of a facility's history that its agreement and its drawing cause
/// @notice The facility contract emits them, which keeps the history.
interface ILendingEvents {
    /// Which valuation counts where several are valid.
    enum ValuationPolicy {
        LOWEST,
        LATEST
    }

    /// Why a facility is in default.
    enum Ground {
        NONE,
        /// Something due is unpaid after the days of grace.
        PAYMENT,
        /// A margin call was not cured in its time.
        MARGIN,
        /// A report is missing after the days of grace.
        REPORT
    }

    /// What lenders vote on.
    enum Motion {
        /// To let a breach be until an instant.
        WAIVER,
        /// To replace terms.
        AMENDMENT,
        /// To make all that is owed due.
        ACCELERATION
    }

    /// Terms that may change, all of them as they are to be: the first three only by all lenders.
    /// @dev As in {Terms}; one word.
    struct Change {
        uint32 rate;
        uint32 lateRate;
        uint32 maturityDay;
        uint16 maxLtvBps;
        uint16 drawLtvBps;
        uint16 graceDays;
        uint32 cureTime;
        uint40 availableUntil;
    }

    /// @param lender A financier. @param amount What it lends at most, for its own part only.
    struct Commitment {
        address lender;
        uint96 amount;
    }

    /// @param agent One of the lenders: holds the liens for all, and confirms the conditions.
    /// @param rate Parts of a million a year. @param lateRate Added on what is overdue.
    /// @param feeBps Of each drawdown, due when it is drawn.
    /// @param maxLtvBps Loan to value above which a margin call may be made; zero for an unsecured facility.
    /// @param drawLtvBps Loan to value up to which may be drawn, at most the former.
    /// @param majorityBps Weight above which a vote of the lenders carries what need not be unanimous.
    /// @param clock Seconds by which the facility's calendar is ahead of UTC.
    /// @param availableUntil Last instant in which a draw may be requested. @param maturityDay Last day that may be a due day.
    /// @param graceDays Days after a due day before the borrower is in default. @param cureTime Seconds to cure a margin call.
    /// @param documentRoot Root of the contract's document tree.
    /// @param conditions Hash of each condition precedent. @param reportDays Due day of each report, ascending.
    struct Terms {
        address borrower;
        address agent;
        Currency currency;
        Convention convention;
        uint32 rate;
        uint32 lateRate;
        uint16 feeBps;
        uint16 maxLtvBps;
        uint16 drawLtvBps;
        ValuationPolicy policy;
        uint16 majorityBps;
        int32 clock;
        uint40 availableUntil;
        uint32 maturityDay;
        uint16 graceDays;
        uint32 cureTime;
        bytes32 documentRoot;
        bytes32[] conditions;
        uint32[] reportDays;
        Commitment[] commitments;
    }

    /// @param amount At most. @param minimum The least that the borrower takes.
    /// @param fundBy Last instant for the lenders to pay in.
    struct Draw {
        uint96 amount;
        uint96 minimum;
        uint40 fundBy;
        Instalment[] schedule;
    }

    /// @param amounts What each of the lenders paid in.
    /// @param schedule The instalments, which sum to what they paid in.
    struct Loan {
        DrawdownId id;
        uint96 principal;
        uint96 fees;
        address[] lenders;
        uint256[] amounts;
        Instalment[] schedule;
    }

    event FacilityProposed(uint256 indexed id, uint32 seq, IntentId intent, Terms terms);
    event FacilityAccepted(uint256 indexed id, uint32 seq, IntentId intent, address lender);
    /// All lenders have accepted.
    event FacilityAgreed(uint256 indexed id, uint32 seq, IntentId intent);
    event FacilityWithdrawn(uint256 indexed id, uint32 seq, IntentId intent, address by, bytes32 reason);
    event ConditionSatisfied(uint256 indexed id, uint32 seq, IntentId intent, uint256 index, bytes32 evidence);
    /// @param shares What each lender is to pay in, in the order of the commitments.
    event DrawRequested(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        DrawdownId drawdown,
        Draw draw,
        uint256[] shares
    );
    /// @param funded Paid in so far by all.
    event DrawFunded(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        DrawdownId drawdown,
        address lender,
        uint256 amount,
        uint256 funded
    );
    /// @param isDrawn Whether it was lent; else the lenders take back what they paid in.
    /// @param missing Bit set of the lenders, by their place, that did not pay in.
    event DrawClosed(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        DrawdownId drawdown,
        bool isDrawn,
        uint256 funded,
        uint256 missing
    );
    event DrawReclaimed(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        DrawdownId drawdown,
        address lender,
        uint256 amount
    );
    event NovationOffered(uint256 indexed id, uint32 seq, IntentId intent, address from, address to, uint256 amount);
    event NovationConsented(uint256 indexed id, uint32 seq, IntentId intent, address from, address to, uint256 amount);
    /// The undrawn commitment is the new lender's.
    event Novated(uint256 indexed id, uint32 seq, IntentId intent, address from, address to, uint256 amount);

    /// @param index Of the report, in the order of its due days. @param document Hash of it.
    event ReportFiled(uint256 indexed id, uint32 seq, IntentId intent, uint256 index, bytes32 document);
    /// @param outstanding Principal. @param value Of the liens. @param cureBy Last instant in which it can be cured of right.
    event MarginCalled(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        address by,
        uint256 outstanding,
        uint256 value,
        uint256 cureBy
    );
    event DefaultRecorded(uint256 indexed id, uint32 seq, IntentId intent, address by, Ground ground);
    /// Margin call and default are over: what was breached is no more. As in {MarginCalled}.
    event Cured(uint256 indexed id, uint32 seq, IntentId intent, address by, uint256 outstanding, uint256 value);
    /// Margin call and default are over, and none is recorded again up to the instant.
    event Waived(uint256 indexed id, uint32 seq, IntentId intent, uint256 until);

    /// @param number From 1. @param votesBy Last instant to vote. @param document Hash of what is asked for.
    /// @param waivedUntil Of a waiver. @param change Of an amendment.
    event VoteOpened(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        uint256 number,
        Motion motion,
        address by,
        uint256 votesBy,
        bytes32 document,
        uint256 waivedUntil,
        Change change
    );
    /// The voter's units are locked. @param units Of each drawdown, in the order of the drawdowns.
    /// @param weight Of all votes so far. @param total Weight of all lenders.
    event VoteCast(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        uint256 number,
        address voter,
        uint256 undrawn,
        DrawdownId[] drawdowns,
        uint256[] units,
        uint256 weight,
        uint256 total
    );
    event VoteCarried(uint256 indexed id, uint32 seq, IntentId intent, uint256 number);
    /// The voter's units can move again.
    event VoteReleased(uint256 indexed id, uint32 seq, IntentId intent, address voter, DrawdownId[] drawdowns);
    /// @param day From which on the rates run, up to whose end interest is counted by the former.
    event Amended(uint256 indexed id, uint32 seq, IntentId intent, uint256 day, Change change);
    /// @param day On which all that is owed has become due.
    event Accelerated(uint256 indexed id, uint32 seq, IntentId intent, uint256 day);

    /// @param amount What the lien secures.
    event CollateralAttached(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        LienId lien,
        AssetId asset,
        uint256 amount
    );

    /// @param units Of the claim, all held by the agent for the lenders.
    event IncomeAssigned(uint256 indexed id, uint32 seq, IntentId intent, ClaimId claim, AssetId asset, uint256 units);
    /// @param paid On the facility. @param surplus To the borrower.
    event IncomeCollected(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        ClaimId claim,
        uint256 paid,
        uint256 surplus
    );

    /// What the borrower paid once the lenders were whole is kept for the guarantors. @param returned In all so far.
    event CoverKept(uint256 indexed id, uint32 seq, IntentId intent, uint256 amount, uint256 returned);

    /// An entry of the drawdown's history, as are the next.
    event Drawn(uint256 indexed id, uint32 seq, IntentId intent, FacilityId facility, uint256 day, Loan loan);
    /// @param paid How the payment was used. @param owed What is still owed at the end of `day`: nothing, and it is repaid.
    /// @param dueSince Due day of the oldest instalment that is due and not paid in full, zero for none.
    event Repaid(
        uint256 indexed id,
        uint32 seq,
        IntentId intent,
        address payer,
        uint256 day,
        Debt paid,
        Debt owed,
        uint256 dueSince
    );
    /// The units share it beside the debt. @param covered Paid by guarantors, with its interest, and not come back.
    /// @param owed By the borrower now, of all kinds: from now on interest raises what is covered as it raises this.
    event CoverReceived(uint256 indexed id, uint32 seq, IntentId intent, uint256 amount, uint256 covered, uint256 owed);
    /// Of the last payment, the units share so much less. As in {CoverReceived}.
    event CoverReturned(uint256 indexed id, uint32 seq, IntentId intent, uint256 amount, uint256 covered, uint256 owed);
}
