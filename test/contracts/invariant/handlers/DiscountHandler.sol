// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {ClaimId} from "../../../../contracts/interfaces/Types.sol";
import {ServicingHandler} from "./ServicingHandler.sol";

/// Sellers grant cash discounts, and debtors take them, in time and too late.
abstract contract DiscountHandler is ServicingHandler {
    /// Most debtors pay the rest at once and take it.
    function grantDiscount(uint256 seed) external action(seed) {
        uint256 kind = _pick(8);
        (uint256 id, bool found) = kind == 0
            ? _claimIn(ANY)
            : kind < 4
                ? _freshClaim()
                : _claimWith(_isGrantable);
        if (!found) return;
        uint16 bps = uint16(_oneIn(12) ? 10_000 : 1 + _pick(2_000));
        uint40 until = uint40(_oneIn(12) ? clock - 1 : clock + 1 + _pick(20 days));
        bytes memory data = abi.encodeCall(servicing.grantDiscount, (ClaimId.wrap(id), bps, until));
        if (_asSeller(id, data) && !_oneIn(3)) _keepDiscount(id);
    }

    function takeDiscount(uint256 seed) external action(seed) {
        (uint256 id, bool found) = _claimWith(_isGranted);
        if (found) _keepDiscount(id);
    }

    function _keepDiscount(uint256 id) private {
        address debtor = claims[id].seen.debtor;
        IReceivables.Claim storage c = claims[id].seen;
        uint256 discount = (uint256(c.units - c.diluted) * claims[id].discount.bps) / 10_000;
        uint256 due = _due(id);
        if (discount != 0 && due > discount && !_oneIn(6)) {
            uint256 rest = due - (_oneIn(6) ? discount + 1 : discount);
            _as(actorOf[debtor], address(receivables), abi.encodeCall(receivables.pay, (ClaimId.wrap(id), rest)));
        }
        uint256 actor = _oneIn(8) ? _anyActor() : actorOf[debtor];
        bool done = _serve(actor, abi.encodeCall(servicing.takeDiscount, (ClaimId.wrap(id))));
        _rule(!done || actors[actor].account == debtor, "09", "an act of the debtor by somebody else");
    }

    function _isGrantable(uint256 id) private view returns (bool) {
        IReceivables.Status status = claims[id].seen.status;
        bool open = status == IReceivables.Status.REGISTERED || status == IReceivables.Status.ACKNOWLEDGED;
        return open && claims[id].discount.until == 0 && _isWhole(id);
    }

    function _isGranted(uint256 id) private view returns (bool) {
        bool open = claims[id].seen.status == IReceivables.Status.ACKNOWLEDGED;
        return open && claims[id].discount.until >= clock && _due(id) != 0;
    }
}
