// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAssets} from "../../../../contracts/interfaces/IAssets.sol";
import {IAttestations} from "../../../../contracts/interfaces/IAttestations.sol";
import {IFacilities} from "../../../../contracts/interfaces/IFacilities.sol";
import {ILendingEvents} from "../../../../contracts/interfaces/ILendingEvents.sol";
import {ILiens} from "../../../../contracts/interfaces/ILiens.sol";
import {AssetId, FacilityId, LienId} from "../../../../contracts/interfaces/Types.sol";
import {Convention} from "../../../../contracts/libraries/DayCount.sol";
import {vm} from "../harness/Vm.sol";
import {LendingActing} from "./LendingActing.sol";

/// Facilities are proposed, agreed and secured; what secures them is valued.
abstract contract AgreeingHandler is LendingActing {
    uint256 private constant MOST_DRAWDOWNS = 6;

    uint256 private _lastAsset;

    /// Another facility in the place of one that is over, or a step towards one.
    function agree(uint256 seed) external action(seed) {
        uint256 place = _pick(SLOTS);
        if (slots[place] == 0 || _isOver(slots[place])) slots[place] = _propose();
        uint256 id = slots[place];
        if (id == 0) return;
        FacilityId key = FacilityId.wrap(id);
        FacilityState storage f = facilityStates[id];
        if (f.seen.status == IFacilities.FacilityStatus.PROPOSED) {
            bytes memory withdraw = abi.encodeCall(syndication.withdraw, (key, _word()));
            if (_oneIn(6)) _act(_oneIn(2) ? f.seen.borrower : _someLender(id), address(syndication), withdraw);
            for (uint256 i = 0; i < f.lenders.length; ++i) {
                if (_oneIn(8)) continue;
                _act(_mostly(f.lenders[i].account), address(syndication), abi.encodeCall(syndication.accept, (key)));
            }
        }
        bytes memory satisfy = abi.encodeCall(syndication.satisfy, (key, 0, _word()));
        if (f.agreement.satisfied == 0) _act(_mostly(f.seen.agent), address(syndication), satisfy);
        if (f.limits.maxLtvBps != 0 && securities[id].secured == 0) _secure(id);
    }

    /// The last enterprise finances, too.
    function _financier(uint256 place) internal view returns (address) {
        return _party(ENTERPRISES - 1 + (place % (FINANCIERS + 1)));
    }

    /// The asset is worth about as much as is needed or more, or too little for a few days.
    function _value(uint256 id, bool isLow) internal {
        Security storage s = securities[id];
        if (s.secured == 0) return;
        FacilityState storage f = facilityStates[id];
        uint256 needed = (_outstandingOf(id) * 10_000) / f.limits.drawLtvBps;
        uint256 value = needed + _pick(s.secured + s.secured / 4);
        if (isLow) value = _pick(needed + needed / 2 + 1);
        Valuation memory v = Valuation(
            uint96(value),
            uint40(clock - _pick(2) * 1 days),
            uint40(clock + 1 + _pick(isLow ? 6 days : 20 days))
        );
        IAttestations.Statement memory statement;
        statement.subject = AssetId.unwrap(s.asset);
        (statement.value, statement.currency, statement.date) = (v.value, f.seen.currency, v.date);
        (statement.expiresAt, statement.document) = (v.expiresAt, _word());
        vm.prank(actors[APPRAISER].account);
        (bool done, ) = address(attestations).call(abi.encodeCall(attestations.attest, (statement)));
        if (done) s.valuations.push(v);
    }

    function _isOver(uint256 id) private view returns (bool) {
        FacilityState storage f = facilityStates[id];
        if (f.seen.status == IFacilities.FacilityStatus.WITHDRAWN) return true;
        if (_openDraw(id) != 0 || _outstandingOf(id) != 0) return false;
        bool isAccelerated = f.seen.status == IFacilities.FacilityStatus.ACCELERATED;
        bool isDrawn = f.drawdowns.length >= MOST_DRAWDOWNS || _undrawnOf(id) < 4;
        return isAccelerated || isDrawn || clock > f.agreement.availableUntil;
    }

    function _propose() private returns (uint256 id) {
        ILendingEvents.Terms memory t;
        t.borrower = _party(_pick(ENTERPRISES - 1));
        t.currency = cashes[0].currency();
        t.convention = Convention(_pick(3));
        (t.rate, t.lateRate) = (uint32(_pick(200_000)), uint32(_pick(150_000)));
        (t.feeBps, t.majorityBps) = (uint16(_pick(300)), uint16(5_000 + _pick(5_001)));
        if (!_oneIn(4)) (t.drawLtvBps, t.maxLtvBps) = (uint16(3_000 + _pick(3_000)), uint16(6_000 + _pick(3_000)));
        t.policy = ILendingEvents.ValuationPolicy(_pick(2));
        t.clock = int32(int256(_pick(20 hours))) - 10 hours;
        t.availableUntil = uint40(clock + 90 days);
        t.maturityDay = uint32(clock / 1 days + 200);
        (t.graceDays, t.cureTime) = (uint16(_pick(5)), uint32(_pick(4 days)));
        t.documentRoot = _word();
        t.conditions = new bytes32[](1);
        t.reportDays = new uint32[](4);
        for (uint256 i = 0; i < 4; ++i) t.reportDays[i] = uint32(clock / 1 days + 20 + 30 * i);
        t.commitments = new ILendingEvents.Commitment[](2 + _pick(2));
        uint256 scale = [uint256(40), 5_000, 3_000_000][_pick(3)];
        uint256 first = _pick(4);
        for (uint256 i = 0; i < t.commitments.length; ++i)
            t.commitments[i] = ILendingEvents.Commitment(_financier(first + i), uint96(scale + _pick(scale)));
        t.agent = t.commitments[0].lender;
        bool done = _act(_mostly(t.borrower), address(syndication), abi.encodeCall(syndication.propose, (t)));
        if (!done) return 0;
        return FacilityId.unwrap(syndication.idOf(t));
    }

    /// A lien on an asset of the borrower for the agent, and a valuation.
    function _secure(uint256 id) private {
        FacilityState storage f = facilityStates[id];
        if (!parties.canReceive(f.seen.borrower) || !parties.canReceive(f.seen.agent)) return;
        IAssets.Registration memory r;
        (r.office, r.number, r.stage) = ("US", bytes32(++_lastAsset), IAssets.Stage.GRANTED);
        r.term = IAssets.Term(0, IAssets.Basis.UNLIMITED, bytes32(0));
        (r.feesPaidUntil, r.documentRoot) = (FAR, _word());
        r.owners = new IAssets.Owner[](1);
        r.owners[0] = IAssets.Owner(f.seen.borrower, 1);
        vm.prank(f.seen.borrower);
        AssetId asset = assets.register(r);
        vm.prank(actors[OPERATOR].account);
        assets.verify(asset, _word());
        ILiens.Proposal memory p;
        (p.asset, p.lender, p.currency, p.debtDueAt) = (asset, f.seen.agent, f.seen.currency, FAR);
        (p.amount, p.debt, p.documentRoot) = (uint96(3 * _undrawnOf(id)), bytes32(id), _word());
        vm.prank(f.seen.borrower);
        (bool done, bytes memory answer) = address(liens).call(abi.encodeCall(liens.propose, (p)));
        if (!done) return;
        LienId lien = abi.decode(answer, (LienId));
        vm.prank(f.seen.agent);
        liens.consent(lien);
        vm.prank(actors[OPERATOR].account);
        liens.activate(lien, ILiens.Entry(_word(), _word(), uint40(clock), 1, _word()));
        if (!_act(f.seen.agent, address(collateral), abi.encodeCall(collateral.attach, (FacilityId.wrap(id), lien))))
            return;
        (securities[id].asset, securities[id].secured) = (asset, p.amount);
        _value(id, _oneIn(6));
    }
}
