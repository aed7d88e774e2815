// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IReceivables} from "./interfaces/IReceivables.sol";
import {ClaimId} from "./interfaces/Types.sol";
import {Cover} from "./Cover.sol";

/// @title Guarantees of claims, see {IGuarantees}
contract Guarantees is Cover {
    IReceivables public immutable receivables;

    constructor(IParties parties_, IReceivables receivables_) Cover(parties_) {
        receivables = receivables_;
    }

    /// Nothing that the debtor has not acknowledged, or disputes, is covered; what was written off still is. What the seller
    /// owes for its credit notes is the seller's own risk.
    function _read(uint256 id) internal view override returns (Subject memory d) {
        IReceivables.Claim memory c = receivables.claim(ClaimId.wrap(id));
        bool isAcknowledged = c.status == IReceivables.Status.ACKNOWLEDGED;
        d.isOwed = isAcknowledged || c.status == IReceivables.Status.WRITTEN_OFF;
        (d.isOfferable, d.isDemandable) = (isAcknowledged && !c.isDisputed, d.isOwed && !c.isDisputed);
        (d.debtor, d.dueAt, d.status, d.isDisputed) = (c.debtor, c.dueAt, uint8(c.status), c.isDisputed);
        // Seller and debtor can agree on another due date; what the guarantors accepted cannot come earlier by it.
        d.defaultAt = Math.max(c.dueAt, _guarantees[id].dueAt);
        d.loss = uint256(c.units) - c.debtorPaid - c.diluted;
        d.missing = Math.saturatingSub(c.units, uint256(c.debtorPaid) + c.sellerPaid + c.covered);
        d.returned = Math.saturatingSub(_guarantees[id].paid, c.covered);
    }

    function _mayArrange(uint256 id, address account) internal view override returns (bool) {
        IReceivables.Claim memory c = receivables.claim(ClaimId.wrap(id));
        return account == c.seller || receivables.balanceOf(account, id) == c.units;
    }

    function _mayDemand(uint256 id, address account) internal view override returns (bool) {
        return receivables.balanceOf(account, id) != 0;
    }

    function _cashOf(uint256 id) internal view override returns (ICash) {
        return receivables.cashFor(id);
    }

    function _keeper() internal view override returns (address) {
        return address(receivables);
    }

    function _tell(
        uint256 id,
        Subject memory d,
        bytes32 topic,
        bytes memory arguments,
        uint96 cover
    ) internal override {
        IReceivables.Change memory change;
        (change.status, change.isDisputed, change.dueAt) = (IReceivables.Status(d.status), d.isDisputed, d.dueAt);
        (change.isCover, change.paid) = (cover != 0, cover);
        receivables.service(ClaimId.wrap(id), topic, arguments, change);
    }
}
