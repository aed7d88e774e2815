// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ICovenants} from "../../../../contracts/interfaces/ICovenants.sol";
import {IClaimToken} from "../../../../contracts/interfaces/IClaimToken.sol";
import {IERC7943MultiToken} from "../../../../contracts/interfaces/IERC7943MultiToken.sol";
import {IFacilities} from "../../../../contracts/interfaces/IFacilities.sol";
import {ILoans} from "../../../../contracts/interfaces/ILoans.sol";
import {ISyndication} from "../../../../contracts/interfaces/ISyndication.sol";
import {IVotes} from "../../../../contracts/interfaces/IVotes.sol";

/// Every function of lending that changes state, inherited ones too, and how often a run must at least succeed in it.
/// {LendingTest} holds the list against the compiled interfaces.
contract LendingSelectors {
    struct Covered {
        string contract_;
        string name;
        bytes4 selector;
        uint256 least;
    }

    /// Called by other contracts of lending, or while the ledger is set up: no action of its own.
    uint256 private constant INNER = 0;

    Covered[] private _covered;

    constructor() {
        _syndication();
        _loansAndCovenants();
        _votes();
        _units();
        _facilities();
    }

    function covered() external view returns (Covered[] memory) {
        return _covered;
    }

    function _syndication() private {
        string memory c = "Syndication";
        _need(c, "propose", ISyndication.propose.selector, 5);
        _need(c, "accept", ISyndication.accept.selector, 10);
        _need(c, "withdraw", ISyndication.withdraw.selector, 1);
        _need(c, "satisfy", ISyndication.satisfy.selector, 5);
        _need(c, "requestDraw", ISyndication.requestDraw.selector, 10);
        _need(c, "fund", ISyndication.fund.selector, 20);
        _need(c, "close", ISyndication.close.selector, 10);
        _need(c, "reclaim", ISyndication.reclaim.selector, 5);
        _need(c, "offerNovation", ISyndication.offerNovation.selector, 5);
        _need(c, "consentNovation", ISyndication.consentNovation.selector, 5);
        _need(c, "acceptNovation", ISyndication.acceptNovation.selector, 3);
        _need(c, "amend", ISyndication.amend.selector, INNER);
        _need(c, "hold", ISyndication.hold.selector, INNER);
        _need(c, "setAuthority", 0, INNER);
    }

    function _loansAndCovenants() private {
        _need("Loans", "pay", ILoans.pay.selector, 50);
        _need("Loans", "agree", ILoans.agree.selector, INNER);
        _need("Loans", "open", ILoans.open.selector, INNER);
        _need("Loans", "amend", ILoans.amend.selector, INNER);
        _need("Loans", "accelerate", ILoans.accelerate.selector, INNER);
        _need("Loans", "cover", ILoans.cover.selector, INNER);
        _need("Loans", "setAuthority", 0, INNER);
        string memory c = "Covenants";
        _need(c, "report", ICovenants.report.selector, 5);
        _need(c, "callMargin", ICovenants.callMargin.selector, 3);
        _need(c, "recordDefault", ICovenants.recordDefault.selector, 5);
        _need(c, "cure", ICovenants.cure.selector, 2);
        _need(c, "agree", ICovenants.agree.selector, INNER);
        _need(c, "amend", ICovenants.amend.selector, INNER);
        _need(c, "waive", ICovenants.waive.selector, INNER);
        _need(c, "setAuthority", 0, INNER);
    }

    function _votes() private {
        string memory c = "Votes";
        _need(c, "askWaiver", IVotes.askWaiver.selector, 3);
        _need(c, "askAmendment", IVotes.askAmendment.selector, 5);
        _need(c, "askAcceleration", IVotes.askAcceleration.selector, 3);
        _need(c, "vote", IVotes.vote.selector, 10);
        _need(c, "release", IVotes.release.selector, 5);
    }

    function _units() private {
        string memory c = "Facilities";
        _need(c, "assign", IClaimToken.assign.selector, 10);
        _need(c, "withdraw", IClaimToken.withdraw.selector, 5);
        _need(c, "withdrawFor", IClaimToken.withdrawFor.selector, 10);
        _need(c, "freezeUnits", IClaimToken.freezeUnits.selector, 3);
        _need(c, "forceTransfer", IClaimToken.forceTransfer.selector, 3);
        _need(c, "forcedWithdraw", IClaimToken.forcedWithdraw.selector, 3);
        _need(c, "pause", IClaimToken.pause.selector, 3);
        _need(c, "unpause", IClaimToken.unpause.selector, 3);
        _need(c, "setFrozenTokens", IERC7943MultiToken.setFrozenTokens.selector, 3);
        _need(c, "forcedTransfer", IERC7943MultiToken.forcedTransfer.selector, 3);
        _need(c, "safeTransferFrom", IERC1155.safeTransferFrom.selector, 3);
        _need(c, "safeBatchTransferFrom", IERC1155.safeBatchTransferFrom.selector, 2);
        _need(c, "setApprovalForAll", IERC1155.setApprovalForAll.selector, 3);
        _need(c, "lock", IClaimToken.lock.selector, INNER);
        _need(c, "moveLocked", IClaimToken.moveLocked.selector, INNER);
        _need(c, "setAuthority", 0, INNER);
    }

    function _facilities() private {
        string memory c = "Facilities";
        _need(c, "redeem", IFacilities.redeem.selector, 5);
        _need(c, "redeemFor", IFacilities.redeemFor.selector, 5);
        _need(c, "propose", IFacilities.propose.selector, INNER);
        _need(c, "record", IFacilities.record.selector, INNER);
        _need(c, "draw", IFacilities.draw.selector, INNER);
        _need(c, "receivePayment", IFacilities.receivePayment.selector, INNER);
        _need(c, "receiveCover", IFacilities.receiveCover.selector, INNER);
        _need(c, "recordCover", IFacilities.recordCover.selector, INNER);
        _need(c, "setCash", IFacilities.setCash.selector, INNER);
    }

    function _need(string memory contract_, string memory name, bytes4 selector, uint256 least) private {
        _covered.push(Covered(contract_, name, selector, least));
    }
}
