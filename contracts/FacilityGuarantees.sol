// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IFacilities} from "./interfaces/IFacilities.sol";
import {ILoans} from "./interfaces/ILoans.sol";
import {IParties} from "./interfaces/IParties.sol";
import {ISyndication} from "./interfaces/ISyndication.sol";
import {DrawdownId, FacilityId, IntentId} from "./interfaces/Types.sol";
import {Cover} from "./Cover.sol";

/// @title Guarantees of facilities, see {IGuarantees}
/// @notice What is lost is what the borrower owes as cover is demanded, after the facility's acceleration: principal, interest
/// and fees, less whatever it or the sale of collateral pays later.
contract FacilityGuarantees is Cover {
    /// What {IFacilities} fills in: sequence number and intent.
    uint32 private constant SEQ = 0;
    IntentId private constant INTENT = IntentId.wrap(0);

    IFacilities public immutable facilities;
    ILoans public immutable loans;
    ISyndication public immutable syndication;

    constructor(IParties parties_, IFacilities facilities_, ILoans loans_, ISyndication syndication_) Cover(parties_) {
        (facilities, loans, syndication) = (facilities_, loans_, syndication_);
    }

    function _read(uint256 id) internal view override returns (Subject memory d) {
        IFacilities.Facility memory f = facilities.facility(FacilityId.wrap(id));
        ISyndication.Agreement memory a = syndication.agreementOf(FacilityId.wrap(id));
        ILoans.Conditions memory c = loans.conditionsOf(FacilityId.wrap(id));
        (d.loss, d.missing, d.returned) = loans.standingOf(FacilityId.wrap(id));
        bool isProposed = f.status == IFacilities.FacilityStatus.PROPOSED;
        bool isAgreed = f.status == IFacilities.FacilityStatus.AGREED;
        bool isSuspended = f.status == IFacilities.FacilityStatus.SUSPENDED;
        (d.isOfferable, d.isDemandable) = (isProposed || isAgreed, c.acceleratedAt != 0);
        bool canBeDrawn = isProposed || ((isAgreed || isSuspended) && block.timestamp <= a.availableUntil);
        d.isOwed = canBeDrawn || d.loss != 0;
        // Interest that runs after the demand is no loss of the guarantors': they take back what they do not answer for.
        Guarantee storage g = _guarantees[id];
        if (g.demandedAt != 0) d.loss = Math.min(d.loss, g.demandedLoss);
        (d.debtor, d.status) = (f.borrower, uint8(f.status));
        d.dueAt = uint40(uint256(int256((uint256(a.maturityDay) + 1) * 1 days) - c.clock));
        d.defaultAt = c.acceleratedAt;
    }

    function _mayArrange(uint256 id, address account) internal view override returns (bool) {
        IFacilities.Facility memory f = facilities.facility(FacilityId.wrap(id));
        return account == f.borrower || account == f.agent;
    }

    function _mayDemand(uint256 id, address account) internal view override returns (bool) {
        if (account == facilities.facility(FacilityId.wrap(id)).agent) return true;
        DrawdownId[] memory all = loans.drawdownsOf(FacilityId.wrap(id));
        for (uint256 i = 0; i < all.length; ++i) {
            if (facilities.balanceOf(account, DrawdownId.unwrap(all[i])) != 0) return true;
        }
        return false;
    }

    function _cashOf(uint256 id) internal view override returns (ICash) {
        return facilities.cashOf(facilities.facility(FacilityId.wrap(id)).currency);
    }

    function _keeper() internal view override returns (address) {
        return address(facilities);
    }

    function _tell(
        uint256 id,
        Subject memory d,
        bytes32 topic,
        bytes memory arguments,
        uint96 cover
    ) internal override {
        FacilityId f = FacilityId.wrap(id);
        bytes memory data = bytes.concat(abi.encode(SEQ, INTENT), arguments);
        facilities.record(f, IFacilities.FacilityStatus(d.status), topic, data);
        if (cover != 0) loans.cover(f, address(this), cover);
    }
}
