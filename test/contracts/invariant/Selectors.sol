// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IBulk} from "../../../contracts/interfaces/IBulk.sol";
import {ICash} from "../../../contracts/interfaces/ICash.sol";
import {IClaimToken} from "../../../contracts/interfaces/IClaimToken.sol";
import {IERC7943MultiToken} from "../../../contracts/interfaces/IERC7943MultiToken.sol";
import {IFingerprints} from "../../../contracts/interfaces/IFingerprints.sol";
import {IBids} from "../../../contracts/interfaces/IBids.sol";
import {ILimits} from "../../../contracts/interfaces/ILimits.sol";
import {IStandingOffers} from "../../../contracts/interfaces/IStandingOffers.sol";
import {IGuarantees} from "../../../contracts/interfaces/IGuarantees.sol";
import {IMarket} from "../../../contracts/interfaces/IMarket.sol";
import {IParties} from "../../../contracts/interfaces/IParties.sol";
import {IPartyAccount} from "../../../contracts/interfaces/IPartyAccount.sol";
import {IReceivables} from "../../../contracts/interfaces/IReceivables.sol";
import {IRelay} from "../../../contracts/interfaces/IRelay.sol";
import {IServicing} from "../../../contracts/interfaces/IServicing.sol";

/// Every function of the ledger that changes state, inherited ones too, and how often a run must at least succeed in it.
/// That none is missing is checked against the compiled interfaces.
contract Selectors {
    struct Covered {
        string name;
        bytes4 selector;
        uint256 least;
    }

    Covered[] private _covered;

    constructor() {
        _receivables();
        _units();
        _servicing();
        _guarantees();
        _cash();
        _others();
    }

    function covered() public view returns (Covered[] memory) {
        return _covered;
    }

    function _receivables() private {
        _need("Receivables", IReceivables.register.selector, 10);
        _need("Receivables", IReceivables.registerFor.selector, 3);
        _need("Receivables", IReceivables.acknowledge.selector, 10);
        _need("Receivables", IReceivables.acknowledgeFor.selector, 3);
        _need("Receivables", IReceivables.pay.selector, 10);
        _need("Receivables", IReceivables.payFromBank.selector, 3);
        _need("Receivables", IReceivables.refund.selector, 3);
        _need("Receivables", IReceivables.redeem.selector, 3);
        _need("Receivables", IReceivables.redeemFor.selector, 5);
        _need("Receivables", IReceivables.setCash.selector, 1);
        _need("Receivables", IReceivables.service.selector, 10);
    }

    function _units() private {
        _need("Receivables", IClaimToken.assign.selector, 10);
        _need("Receivables", IClaimToken.withdraw.selector, 3);
        _need("Receivables", IClaimToken.withdrawFor.selector, 10);
        _need("Receivables", IClaimToken.freezeUnits.selector, 3);
        _need("Receivables", IClaimToken.forceTransfer.selector, 3);
        _need("Receivables", IClaimToken.forcedWithdraw.selector, 3);
        _need("Receivables", IClaimToken.lock.selector, 3);
        _need("Receivables", IClaimToken.moveLocked.selector, 1);
        _need("Receivables", IClaimToken.pause.selector, 3);
        _need("Receivables", IClaimToken.unpause.selector, 3);
        _need("Receivables", IERC7943MultiToken.setFrozenTokens.selector, 3);
        _need("Receivables", IERC7943MultiToken.forcedTransfer.selector, 3);
        _need("Receivables", IERC1155.safeTransferFrom.selector, 3);
        _need("Receivables", IERC1155.safeBatchTransferFrom.selector, 2);
        _need("Receivables", IERC1155.setApprovalForAll.selector, 3);
        _need("Receivables", IAccessManaged.setAuthority.selector, 1);
    }

    function _servicing() private {
        _need("Servicing", IServicing.cancel.selector, 3);
        _need("Servicing", IServicing.reject.selector, 3);
        _need("Servicing", IServicing.dispute.selector, 5);
        _need("Servicing", IServicing.withdrawDispute.selector, 3);
        _need("Servicing", IServicing.proposeCredit.selector, 5);
        _need("Servicing", IServicing.declineCredit.selector, 3);
        _need("Servicing", IServicing.acceptCredit.selector, 5);
        _need("Servicing", IServicing.payCredit.selector, 3);
        _need("Servicing", IServicing.proposeAmendment.selector, 3);
        _need("Servicing", IServicing.acceptAmendment.selector, 3);
        _need("Servicing", IServicing.giveRecourse.selector, 5);
        _need("Servicing", IServicing.grantDiscount.selector, 3);
        _need("Servicing", IServicing.takeDiscount.selector, 3);
        _need("Servicing", IServicing.recallWire.selector, 1);
        _need("Servicing", IServicing.put.selector, 3);
        _need("Servicing", IServicing.withdrawPut.selector, 1);
        _need("Servicing", IServicing.buyBack.selector, 1);
        _need("Servicing", IServicing.writeOff.selector, 3);
        _need("Servicing", IAccessManaged.setAuthority.selector, 1);
    }

    function _guarantees() private {
        _need("Guarantees", IGuarantees.offer.selector, 5);
        _need("Guarantees", IGuarantees.accept.selector, 5);
        _need("Guarantees", IGuarantees.payPremium.selector, 3);
        _need("Guarantees", IGuarantees.fund.selector, 3);
        _need("Guarantees", IGuarantees.demand.selector, 5);
        _need("Guarantees", IGuarantees.payCover.selector, 5);
        _need("Guarantees", IGuarantees.recover.selector, 3);
        _need("Guarantees", IGuarantees.release.selector, 3);
    }

    function _cash() private {
        _need("Cash", ICash.mint.selector, 3);
        _need("Cash", ICash.mintFor.selector, 3);
        _need("Cash", ICash.recall.selector, 3);
        _need("Cash", ICash.recallFor.selector, 1);
        _need("Cash", ICash.requestPayout.selector, 3);
        _need("Cash", ICash.payPayout.selector, 3);
        _need("Cash", ICash.rejectPayout.selector, 3);
        _need("Cash", ICash.setDailyCap.selector, 3);
        _need("Cash", IERC20.transfer.selector, 3);
        _need("Cash", IERC20.approve.selector, 3);
        _need("Cash", IERC20.transferFrom.selector, 1);
        _need("Cash", IAccessManaged.setAuthority.selector, 1);
    }

    function _others() private {
        _need("Market", IMarket.ask.selector, 10);
        _need("Market", IMarket.take.selector, 5);
        _need("Market", IMarket.cancel.selector, 1);
        _need("Market", IMarket.list.selector, 1);
        _need("Market", IBids.bid.selector, 5);
        _need("Market", IBids.counter.selector, 1);
        _need("Market", IBids.accept.selector, 1);
        _need("Market", IBids.withdrawBid.selector, 1);
        _need("Market", IBids.close.selector, 1);
        _need("Market", ILimits.setLimit.selector, 1);
        _need("Market", ILimits.recount.selector, 1);
        _need("Market", ILimits.reserve.selector, 3);
        _need("StandingOffers", IStandingOffers.offer.selector, 3);
        _need("StandingOffers", IStandingOffers.takeOffer.selector, 3);
        _need("StandingOffers", IStandingOffers.entrust.selector, 3);
        _need("StandingOffers", IStandingOffers.finance.selector, 3);
        _need("StandingOffers", IStandingOffers.withdrawOffer.selector, 1);
        _need("Market", IAccessManaged.setAuthority.selector, 1);
        _need("Bulk", IBulk.registerMany.selector, 3);
        _need("Bulk", IBulk.acknowledgeMany.selector, 3);
        _need("Fingerprints", IFingerprints.take.selector, 3);
        _need("Fingerprints", IAccessManaged.setAuthority.selector, 1);
        _need("Parties", IParties.admit.selector, 2);
        _need("Parties", IParties.update.selector, 3);
        _need("Parties", IParties.freeze.selector, 3);
        _need("Parties", IParties.unfreeze.selector, 3);
        _need("Parties", IParties.seal.selector, 1);
        _need("Parties", IParties.enter.selector, 10);
        _need("Parties", IParties.carry.selector, 5);
        _need("Parties", IAccessManaged.setAuthority.selector, 1);
        _need("Parties", IParties.proposeRecovery.selector, 3);
        _need("Parties", IParties.confirmRecovery.selector, 3);
        _need("Parties", IParties.cancelRecovery.selector, 1);
        _need("PartyAccount", IPartyAccount.proposeRecovery.selector, 3);
        _need("PartyAccount", IPartyAccount.confirmRecovery.selector, 3);
        _need("PartyAccount", IPartyAccount.cancelRecovery.selector, 1);
        _need("PartyAccount", IPartyAccount.revokeRecovery.selector, 1);
        _need("PartyAccount", IPartyAccount.executeRecovery.selector, 2);
        _need("PartyAccount", IPartyAccount.initialise.selector, 2);
        _need("PartyAccount", IPartyAccount.execute.selector, 10);
        _need("PartyAccount", IPartyAccount.cancel.selector, 3);
        _need("PartyAccount", IPartyAccount.run.selector, 10);
        _need("PartyAccount", IPartyAccount.setSigners.selector, 3);
        _need("Relay", IRelay.relay.selector, 10);
    }

    function _need(string memory name, bytes4 selector, uint256 least) private {
        _covered.push(Covered(name, selector, least));
    }
}
