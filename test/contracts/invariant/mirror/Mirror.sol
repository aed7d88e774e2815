// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {ClaimId} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {Journal} from "./Journal.sol";
import {PermitsMirror} from "./PermitsMirror.sol";

/// The whole ledger rebuilt from its logs, and the comparison with what the contracts store.
abstract contract Mirror is PermitsMirror {
    function _replay(Vm.Log[] memory logs) internal {
        Journal.Entry[] memory entries = Journal.read(logs, address(bulk), address(receivables));
        for (uint256 i = 0; i < logs.length; ++i) {
            address emitter = entries[i].emitter;
            if (logs[i].topics[0] == IAccessManaged.AuthorityUpdated.selector) continue;
            _onPermit(logs[i], emitter);
            if (emitter == address(receivables)) _onClaims(logs, entries, i);
            else if (emitter == address(market)) _onMarket(logs, entries, i);
            else if (emitter == address(standingOffers)) _onStanding(logs, entries, i);
            else if (emitter == address(parties)) _onParties(logs[i], entries[i].intent);
            else if (emitter == address(fingerprints)) _onTaken(logs[i]);
            else if (_isCash(emitter)) _onCash(logs[i]);
            else if (_isKnown(emitter)) _onAccount(logs[i], entries[i]);
        }
        _rule(unpaired == 0, "14", "units moved without an entry in the claim's history");
        _rule(unmatched == 0, "07", "the market moved units without a match");
        _rule(unbought == 0, "07", "units were bought back without an announcement");
        _rule(uncredited == 0, "02", "the seller paid other than its credit notes say");
    }

    function _forget() internal {
        _forgetParties();
        _forgetTags();
        _forgetCash();
        _forgetAccounts();
        _forgetClaims();
        _forgetMarket();
    }

    /// Once in a while everything is compared, not only what the last action touched.
    function _touchAll() internal {
        _touchAllParties();
        _touchAllTags();
        _touchAllCash();
        _touchAllAccounts();
        _touchAllClaims();
    }

    /// 2: no more is paid than owed, and a claim is settled exactly when nothing is due.
    function _assertPaidWithinDebt() internal view {
        for (uint256 i = 0; i < touchedClaims.length; ++i) {
            uint256 id = touchedClaims[i];
            IReceivables.Claim memory stored = _stored(id);
            uint256 taken = uint256(stored.debtorPaid) + stored.diluted;
            _assert(taken <= stored.units, "02", "more is paid and credited than owed");
            _assert(stored.sellerPaid <= stored.diluted, "02", "the seller paid more than its credit notes took off");
            bool apart = stored.debtorPaid == claims[id].seen.debtorPaid;
            _assert(apart, "02", "what the seller paid for credit notes counts as paid by the debtor");
            bool settled = stored.status == IReceivables.Status.SETTLED;
            uint256 due = servicing.debtorDue(ClaimId.wrap(id));
            _assert(due == _due(id), "02", "what is due is not what was acknowledged less what was paid and credited");
            bool within = servicing.disputeOf(ClaimId.wrap(id)).amount <= due;
            _assert(within, "02", "more is disputed than is due");
            uint256 dueOfSeller = servicing.sellerDue(ClaimId.wrap(id));
            _assert(
                dueOfSeller == _dueOfSeller(id),
                "02",
                "what the seller owes is not its credit notes less payments"
            );
            bool nothing = due + dueOfSeller == 0;
            if (settled || _isOwed(stored.status)) {
                _assert(settled == nothing, "02", "settled is not the same as nothing due");
            }
        }
    }

    /// 3: what a claim received is what was withdrawn, what may be, and less than one minor unit of dust a holder.
    function _assertReceiptsShared() internal view {
        for (uint256 i = 0; i < touchedClaims.length; ++i) {
            uint256 id = touchedClaims[i];
            ClaimMirror storage c = claims[id];
            IReceivables.Claim memory stored = _stored(id);
            uint256 shared = 0;
            for (uint256 k = 0; k < c.holders.length; ++k) {
                uint256 withdrawn = receivables.withdrawnBy(id, c.holders[k]);
                uint256 share = withdrawn + receivables.withdrawable(id, c.holders[k]);
                _assert(
                    share == _entitled(c, c.holders[k]),
                    "03",
                    "a holder's share is not its units' part of receipts"
                );
                shared += share;
            }
            uint256 received = _received(stored);
            _assert(shared <= received, "03", "holders are promised more than was received");
            bool dust = received - shared < c.holders.length || received == 0;
            _assert(dust, "03", "roundings are more than a minor unit for each holder");
            _assert(stored.paidOut <= received, "03", "more is paid out than was received");
            if (c.closed) _assert(stored.paidOut == received, "03", "a closed claim still holds money");
        }
    }

    /// 3b: at settlement a holder whose balance was the same for all payments gets exactly its units.
    function _assertWholeShares() internal view {
        for (uint256 i = 0; i < touchedClaims.length; ++i) {
            uint256 id = touchedClaims[i];
            ClaimMirror storage c = claims[id];
            for (uint256 k = 0; k < c.holders.length; ++k) {
                address holder = c.holders[k];
                uint256 units = c.holding[holder].settledUnits;
                if (units == 0) continue;
                uint256 got = receivables.withdrawnBy(id, holder) + receivables.withdrawable(id, holder);
                _assert(got == units - 1, "03b", "a holder who never transferred does not get exactly its units");
            }
        }
    }

    /// 9: the stored status is the one that the listed transitions led to.
    function _assertTransitionsListed() internal view {
        for (uint256 i = 0; i < touchedClaims.length; ++i) {
            bool same = _stored(touchedClaims[i]).status == claims[touchedClaims[i]].seen.status;
            _assert(same, "09", "a status changed without a listed transition");
        }
    }

    /// 14: recomputed heads and replayed state are what the contract stores.
    function _assertClaimsReplayed() internal view {
        _assert(receivables.paused() == seenPaused, "14", "the pause differs");
        for (uint256 i = 0; i < touchedClaims.length; ++i) {
            uint256 id = touchedClaims[i];
            ClaimMirror storage c = claims[id];
            _assert(receivables.headOf(id) == c.head, "14", "a claim's head differs");
            bool same = keccak256(abi.encode(_stored(id))) == keccak256(abi.encode(c.seen));
            _assert(same, "14", "a claim differs");
            for (uint256 k = 0; k < c.holders.length; ++k) {
                Holding storage h = c.holding[c.holders[k]];
                _assert(receivables.balanceOf(c.holders[k], id) == h.units, "14", "a balance differs");
                _assert(receivables.getFrozenTokens(c.holders[k], id) == h.frozen, "14", "a freeze differs");
                _assert(receivables.withdrawnBy(id, c.holders[k]) == h.withdrawn, "14", "a withdrawal differs");
            }
            _assertServicingReplayed(id);
            _assertGuaranteeReplayed(id);
        }
    }

    function _isCash(address emitter) private view returns (bool) {
        for (uint256 c = 0; c < cashes.length; ++c) if (address(cashes[c]) == emitter) return true;
        return false;
    }
}
