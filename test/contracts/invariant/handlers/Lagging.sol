// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IClaimToken} from "../../../../contracts/interfaces/IClaimToken.sol";
import {IBids} from "../../../../contracts/interfaces/IBids.sol";
import {ICash} from "../../../../contracts/interfaces/ICash.sol";
import {IMarket} from "../../../../contracts/interfaces/IMarket.sol";
import {IPartyAccount} from "../../../../contracts/interfaces/IPartyAccount.sol";
import {IParties} from "../../../../contracts/interfaces/IParties.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {IServicing} from "../../../../contracts/interfaces/IServicing.sol";
import {IStandingOffers} from "../../../../contracts/interfaces/IStandingOffers.sol";
import {BiddingHandler} from "./BiddingHandler.sol";
import {CashHandler} from "./CashHandler.sol";
import {DiscountHandler} from "./DiscountHandler.sol";
import {EnforcementHandler} from "./EnforcementHandler.sol";
import {GuaranteesHandler} from "./GuaranteesHandler.sol";
import {MarketHandler} from "./MarketHandler.sol";
import {PaymentHandler} from "./PaymentHandler.sol";
import {RecourseHandler} from "./RecourseHandler.sol";
import {RecoveryHandler} from "./RecoveryHandler.sol";
import {RegistrationHandler} from "./RegistrationHandler.sol";
import {ServicingHandler} from "./ServicingHandler.sol";
import {StandingHandler} from "./StandingHandler.sol";

/// What succeeds so seldom that chance may keep a run from it, and the action that brings it about.
library Lagging {
    struct Call {
        string name;
        bytes4 selector;
        bytes4 action;
    }

    struct Occasion {
        string what;
        bytes4 action;
    }

    /// Above every minimum that is asked for of these.
    uint256 internal constant LEAST = 4;

    function calls() internal pure returns (Call[] memory c) {
        c = new Call[](21);
        c[0] = Call("Servicing", IServicing.takeDiscount.selector, DiscountHandler.grantDiscount.selector);
        c[1] = Call("Servicing", IServicing.cancel.selector, RegistrationHandler.cancel.selector);
        c[2] = Call("Servicing", IServicing.acceptAmendment.selector, ServicingHandler.proposeAmendment.selector);
        c[3] = Call("Servicing", IServicing.put.selector, RecourseHandler.putWhatDefaulted.selector);
        c[4] = Call("Servicing", IServicing.withdrawPut.selector, RecourseHandler.withdrawPut.selector);
        c[5] = Call("Servicing", IServicing.reject.selector, ServicingHandler.reject.selector);
        c[6] = Call("Servicing", IServicing.writeOff.selector, ServicingHandler.writeOff.selector);
        c[7] = Call("Servicing", IServicing.declineCredit.selector, ServicingHandler.declineCredit.selector);
        c[8] = Call("Receivables", IClaimToken.pause.selector, EnforcementHandler.pause.selector);
        c[9] = Call("Receivables", IReceivables.refund.selector, PaymentHandler.refund.selector);
        c[10] = Call("Receivables", IReceivables.redeem.selector, PaymentHandler.redeem.selector);
        c[11] = Call("Market", IBids.withdrawBid.selector, BiddingHandler.withdrawBid.selector);
        c[12] = Call("Market", IMarket.cancel.selector, MarketHandler.cancelAsk.selector);
        c[13] = Call("StandingOffers", IStandingOffers.takeOffer.selector, StandingHandler.takeOffer.selector);
        c[14] = Call("StandingOffers", IStandingOffers.finance.selector, StandingHandler.finance.selector);
        c[15] = Call("Cash", ICash.payPayout.selector, CashHandler.payPayout.selector);
        c[16] = Call("Cash", ICash.rejectPayout.selector, CashHandler.rejectPayout.selector);
        c[17] = Call("PartyAccount", IPartyAccount.cancelRecovery.selector, RecoveryHandler.cancelRecovery.selector);
        c[18] = Call("PartyAccount", IPartyAccount.executeRecovery.selector, RecoveryHandler.executeRecovery.selector);
        c[19] = Call("Parties", IParties.cancelRecovery.selector, RecoveryHandler.cancelRecovery.selector);
        c[20] = Call("Receivables", IReceivables.acknowledgeFor.selector, RegistrationHandler.acknowledge.selector);
    }

    function occasions() internal pure returns (Occasion[] memory o) {
        o = new Occasion[](11);
        o[0] = Occasion("cancelled by a credit note", ServicingHandler.takeBack.selector);
        o[1] = Occasion("credited and burnt", ServicingHandler.takeBack.selector);
        o[2] = Occasion("settled by acknowledging what was paid of more", RegistrationHandler.acknowledge.selector);
        o[3] = Occasion("sold by counter-offer", BiddingHandler.acceptBid.selector);
        o[4] = Occasion("sold by bid", BiddingHandler.acceptBid.selector);
        o[5] = Occasion("sold in a round", BiddingHandler.closeRound.selector);
        o[6] = Occasion("covered as far as a reserve reached", GuaranteesHandler.coverLoss.selector);
        o[7] = Occasion("recovered by a later layer", GuaranteesHandler.coverLoss.selector);
        o[8] = Occasion("recovered in part of several layers", GuaranteesHandler.coverLoss.selector);
        o[9] = Occasion("put and seized", RecourseHandler.seizePut.selector);
        o[10] = Occasion("recovered", RecoveryHandler.executeRecovery.selector);
    }
}
