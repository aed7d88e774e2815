// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {IServicing} from "../../../../contracts/interfaces/IServicing.sol";
import {ClaimId} from "../../../../contracts/interfaces/Types.sol";
import {AccountsMirror} from "./AccountsMirror.sol";
import {CashMirror} from "./CashMirror.sol";
import {FingerprintsMirror} from "./FingerprintsMirror.sol";

/// What the mirror knows about claims.
abstract contract ClaimsState is FingerprintsMirror, CashMirror, AccountsMirror {
    /// @param acc Sum over the payments of (balance at the payment) x (amount paid), counted at each payment.
    /// @param moved Whether the balance changed by a transfer after the first payment.
    /// @param locked Units that it has put. @param putDeadline Until when they are to be bought back, zero for no put.
    /// @param settledUnits One more than the units held at settlement, zero before it.
    struct Holding {
        bool known;
        bool moved;
        uint256 units;
        uint256 frozen;
        uint256 locked;
        uint40 putDeadline;
        uint256 withdrawn;
        uint256 acc;
        uint256 settledUnits;
    }

    /// @param seen The claim as its contract should show it.
    /// @param issued Minted at registration.
    /// @param retired What acknowledgement, credit notes, cancellation and redemption took out of the issue.
    /// @param dispute As the servicing contract should show it, as well as what follows it.
    struct ClaimMirror {
        IReceivables.Claim seen;
        bytes32 head;
        uint256 issued;
        uint256 retired;
        uint256 minted;
        uint256 burnt;
        uint256 redeemed;
        bool closed;
        IServicing.Dispute dispute;
        IServicing.Credit credit;
        IServicing.Amendment amendment;
        IServicing.Recourse recourse;
        IServicing.Discount discount;
        address[] holders;
        mapping(address holder => Holding) holding;
    }

    uint256[] internal claimIds;
    mapping(uint256 id => ClaimMirror) internal claims;
    bool internal seenPaused;
    uint256[] internal touchedClaims;

    function _forgetClaims() internal {
        delete touchedClaims;
    }

    function _touchAllClaims() internal {
        touchedClaims = claimIds;
    }

    function _touch(uint256 id) internal {
        for (uint256 i = 0; i < touchedClaims.length; ++i) if (touchedClaims[i] == id) return;
        touchedClaims.push(id);
    }

    function _holding(ClaimMirror storage c, address holder) internal returns (Holding storage h) {
        h = c.holding[holder];
        if (!h.known) {
            h.known = true;
            c.holders.push(holder);
        }
    }

    /// What a holder is entitled to by now, from the naive count.
    function _entitled(ClaimMirror storage c, address holder) internal view returns (uint256) {
        return c.seen.units == 0 ? 0 : c.holding[holder].acc / c.seen.units;
    }

    function _owed(uint256 id, address holder) internal view returns (uint256) {
        ClaimMirror storage c = claims[id];
        (uint256 entitled, uint256 withdrawn) = (_entitled(c, holder), c.holding[holder].withdrawn);
        return entitled > withdrawn ? entitled - withdrawn : 0;
    }

    /// What the debtor owes.
    function _due(uint256 id) internal view returns (uint256) {
        IReceivables.Claim storage s = claims[id].seen;
        if (s.status == IReceivables.Status.CANCELLED || s.status == IReceivables.Status.NONE) return 0;
        uint256 gone = uint256(s.debtorPaid) + s.diluted;
        return s.units > gone ? s.units - gone : 0;
    }

    /// What the debtor disputes of what it still owes.
    function _disputed(uint256 id) internal view returns (uint256) {
        uint256 told = claims[id].dispute.amount;
        return told < _due(id) ? told : _due(id);
    }

    /// What the seller owes for credit notes.
    function _dueOfSeller(uint256 id) internal view returns (uint256) {
        IReceivables.Claim storage s = claims[id].seen;
        return s.diluted > s.sellerPaid ? s.diluted - s.sellerPaid : 0;
    }

    /// What holders share: paid by the debtor, by the seller for what its credit notes took off, and by guarantors.
    function _received(IReceivables.Claim memory c) internal pure returns (uint256) {
        return uint256(c.debtorPaid) + c.sellerPaid + c.covered;
    }

    function _isSaleable(uint256 id) internal view returns (bool) {
        return claims[id].seen.status == IReceivables.Status.ACKNOWLEDGED && !claims[id].seen.isDisputed;
    }

    function _cashOf(uint256 id) internal view returns (address) {
        return address(receivables.cashFor(id));
    }

    function _stored(uint256 id) internal view returns (IReceivables.Claim memory) {
        return receivables.claim(ClaimId.wrap(id));
    }
}
