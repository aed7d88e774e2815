// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {BiddingHandler} from "./BiddingHandler.sol";
import {StandingHandler} from "./StandingHandler.sol";
import {AccountHandler} from "./AccountHandler.sol";
import {CashHandler} from "./CashHandler.sol";
import {DiscountHandler} from "./DiscountHandler.sol";
import {EnforcementHandler} from "./EnforcementHandler.sol";
import {GovernanceHandler} from "./GovernanceHandler.sol";
import {GuaranteesHandler} from "./GuaranteesHandler.sol";
import {MarketHandler} from "./MarketHandler.sol";
import {PaymentHandler} from "./PaymentHandler.sol";
import {RecallHandler} from "./RecallHandler.sol";
import {RecourseHandler} from "./RecourseHandler.sol";
import {RecoveryHandler} from "./RecoveryHandler.sol";
import {RegistrationHandler} from "./RegistrationHandler.sol";
import {ServicingHandler} from "./ServicingHandler.sol";
import {UnitsHandler} from "./UnitsHandler.sol";

/// What a run does and how often: an action named twice is drawn twice as often.
library Actions {
    /// Of {Handlers}, which this library cannot name: it is what the handlers make together.
    bytes4 private constant CATCH_UP = bytes4(keccak256("catchUp(uint256)"));

    function all() internal pure returns (bytes4[] memory actions) {
        bytes4[44] memory often = [
            RegistrationHandler.register.selector,
            RegistrationHandler.acknowledge.selector,
            PaymentHandler.pay.selector,
            UnitsHandler.assign.selector,
            MarketHandler.ask.selector,
            MarketHandler.take.selector,
            BiddingHandler.bid.selector,
            BiddingHandler.acceptBid.selector,
            BiddingHandler.closeRound.selector,
            StandingHandler.takeOffer.selector,
            StandingHandler.finance.selector,
            PaymentHandler.withdrawFor.selector,
            PaymentHandler.redeemFor.selector,
            EnforcementHandler.unpause.selector,
            EnforcementHandler.unfreeze.selector,
            EnforcementHandler.update.selector,
            ServicingHandler.proposeCredit.selector,
            RecourseHandler.giveRecourse.selector,
            RecourseHandler.put.selector,
            UnitsHandler.safeBatchTransferFrom.selector,
            UnitsHandler.safeTransferFrom.selector,
            ServicingHandler.payCredit.selector,
            RecourseHandler.buyBack.selector,
            RecoveryHandler.proposeRecovery.selector,
            RecoveryHandler.confirmRecovery.selector,
            RecoveryHandler.executeRecovery.selector,
            RecoveryHandler.cancelRecovery.selector,
            RecourseHandler.fallIntoDefault.selector,
            GovernanceHandler.govern.selector,
            GovernanceHandler.setAuthority.selector,
            ServicingHandler.proposeAmendment.selector,
            GuaranteesHandler.offerGuarantee.selector,
            GuaranteesHandler.demandCover.selector,
            GuaranteesHandler.payLate.selector,
            GuaranteesHandler.recoverCover.selector,
            GuaranteesHandler.coverLoss.selector,
            RecourseHandler.putWhatDefaulted.selector,
            DiscountHandler.grantDiscount.selector,
            EnforcementHandler.pause.selector,
            RegistrationHandler.cancel.selector,
            BiddingHandler.withdrawBid.selector,
            MarketHandler.cancelAsk.selector,
            ServicingHandler.takeBack.selector,
            CATCH_UP
        ];
        uint8[44] memory weights = [
            4,
            5,
            4,
            3,
            5,
            6,
            2,
            3,
            5,
            3,
            5,
            3,
            3,
            4,
            2,
            4,
            5,
            4,
            4,
            2,
            2,
            2,
            3,
            2,
            3,
            5,
            2,
            2,
            2,
            2,
            3,
            3,
            2,
            2,
            2,
            4,
            3,
            4,
            2,
            2,
            3,
            2,
            2,
            20
        ];
        bytes4[63] memory rest = [
            RegistrationHandler.registerFor.selector,
            RegistrationHandler.registerMany.selector,
            RegistrationHandler.takeElsewhere.selector,
            RegistrationHandler.addTagKey.selector,
            RegistrationHandler.acknowledgeMany.selector,
            PaymentHandler.payFromBank.selector,
            PaymentHandler.refund.selector,
            PaymentHandler.withdraw.selector,
            PaymentHandler.redeem.selector,
            PaymentHandler.redeemAll.selector,
            UnitsHandler.setApprovalForAll.selector,
            EnforcementHandler.freezeUnits.selector,
            EnforcementHandler.setFrozenTokens.selector,
            EnforcementHandler.forceTransfer.selector,
            EnforcementHandler.forcedTransfer.selector,
            EnforcementHandler.forcedWithdraw.selector,
            EnforcementHandler.freeze.selector,
            EnforcementHandler.admit.selector,
            EnforcementHandler.elapse.selector,
            CashHandler.mint.selector,
            CashHandler.mintFor.selector,
            CashHandler.transfer.selector,
            CashHandler.approve.selector,
            CashHandler.transferFrom.selector,
            CashHandler.requestPayout.selector,
            CashHandler.payPayout.selector,
            CashHandler.rejectPayout.selector,
            CashHandler.setDailyCap.selector,
            BiddingHandler.counterBid.selector,
            BiddingHandler.setLimit.selector,
            BiddingHandler.recount.selector,
            BiddingHandler.reserve.selector,
            StandingHandler.offer.selector,
            StandingHandler.withdrawOffer.selector,
            ServicingHandler.reject.selector,
            ServicingHandler.dispute.selector,
            ServicingHandler.withdrawDispute.selector,
            ServicingHandler.declineCredit.selector,
            ServicingHandler.acceptCredit.selector,
            ServicingHandler.acceptAmendment.selector,
            ServicingHandler.writeOff.selector,
            ServicingHandler.serviceItself.selector,
            RecourseHandler.withdrawPut.selector,
            RecourseHandler.assignPut.selector,
            RecourseHandler.seizePut.selector,
            AccountHandler.executeFailing.selector,
            AccountHandler.executeAgain.selector,
            AccountHandler.executeSameId.selector,
            AccountHandler.executeUnfounded.selector,
            AccountHandler.cancelIntent.selector,
            AccountHandler.relayMany.selector,
            AccountHandler.setSigners.selector,
            AccountHandler.trespass.selector,
            RecoveryHandler.skipStep.selector,
            RecallHandler.recall.selector,
            RecallHandler.recallWire.selector,
            RecallHandler.recallForItself.selector,
            DiscountHandler.takeDiscount.selector,
            GuaranteesHandler.acceptShare.selector,
            GuaranteesHandler.payPremium.selector,
            GuaranteesHandler.fundReserve.selector,
            GuaranteesHandler.payCover.selector,
            GuaranteesHandler.releaseReserve.selector
        ];
        uint256 count = rest.length;
        for (uint256 i = 0; i < weights.length; ++i) count += weights[i];
        actions = new bytes4[](count);
        for (uint256 i = 0; i < rest.length; ++i) actions[--count] = rest[i];
        for (uint256 i = 0; i < often.length; ++i) {
            for (uint256 k = 0; k < weights[i]; ++k) actions[--count] = often[i];
        }
    }
}
