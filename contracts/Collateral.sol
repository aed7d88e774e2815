// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAttestations} from "./interfaces/IAttestations.sol";
import {ICollateral} from "./interfaces/ICollateral.sol";
import {IFacilities} from "./interfaces/IFacilities.sol";
import {ILendingEvents} from "./interfaces/ILendingEvents.sol";
import {ILiens} from "./interfaces/ILiens.sol";
import {IParties} from "./interfaces/IParties.sol";
import {AssetId, Currency, FacilityId, IntentId, LienId} from "./interfaces/Types.sol";
import {Ltv} from "./libraries/Ltv.sol";

/// @title Collateral, see {ICollateral}
contract Collateral is ICollateral {
    /// Lenders' contracts walk them.
    uint256 private constant MOST = 16;

    IParties public immutable parties;
    IFacilities public immutable facilities;
    ILiens public immutable liens;
    IAttestations public immutable attestations;

    mapping(FacilityId id => LienId[]) private _attached;

    constructor(IParties parties_, IFacilities facilities_, ILiens liens_, IAttestations attestations_) {
        (parties, facilities, liens, attestations) = (parties_, facilities_, liens_, attestations_);
    }

    /// @inheritdoc ICollateral
    function attach(FacilityId id, LienId lien) external {
        IFacilities.Facility memory f = facilities.facility(id);
        require(f.status != IFacilities.FacilityStatus.NONE, UnknownDebt(id));
        require(msg.sender == f.borrower || msg.sender == f.agent, NotBorrowerOrAgent(id, msg.sender));
        require(parties.carry(msg.sender).sends(), CannotAttach(msg.sender));
        ILiens.Collateral memory c = liens.collateralOf(lien);
        bool isFor = c.isActive && c.lender == f.agent && uint256(c.debt) == FacilityId.unwrap(id);
        bool isInCurrency = Currency.unwrap(c.currency) == Currency.unwrap(f.currency);
        require(isFor && isInCurrency, NotForFacility(id, lien));
        _place(id, lien);
        bytes memory data = abi.encode(uint32(0), IntentId.wrap(0), lien, c.asset, c.amount);
        facilities.record(id, f.status, ILendingEvents.CollateralAttached.selector, data);
    }

    /// @inheritdoc ICollateral
    function valueOf(FacilityId id, ILendingEvents.ValuationPolicy policy) external view returns (uint256 value) {
        LienId[] storage attached = _attached[id];
        for (uint256 i = 0; i < attached.length; ++i) value += countableOf(attached[i], policy);
    }

    /// @inheritdoc ICollateral
    function countableOf(LienId lien, ILendingEvents.ValuationPolicy policy) public view returns (uint256) {
        ILiens.Collateral memory c = liens.collateralOf(lien);
        // Nothing can be subtracted that is secured in another currency.
        if (!c.isActive || !c.isUsable || c.hasOtherSeniors) return 0;
        return Ltv.countable(c.amount, _worthOf(c.asset, c.currency, policy), c.seniorAmount);
    }

    /// @inheritdoc ICollateral
    function attachedTo(FacilityId id) external view returns (LienId[] memory) {
        return _attached[id];
    }

    function _worthOf(
        AssetId asset,
        Currency currency,
        ILendingEvents.ValuationPolicy policy
    ) private view returns (uint96 value) {
        bytes32 subject = AssetId.unwrap(asset);
        bool isLowest = policy == ILendingEvents.ValuationPolicy.LOWEST;
        (, value) = isLowest ? attestations.lowestOf(subject, currency) : attestations.newestOf(subject, currency);
    }

    /// Adds the lien, or puts it in the place of one that has ended.
    function _place(FacilityId id, LienId lien) private {
        LienId[] storage attached = _attached[id];
        uint256 ended = MOST;
        for (uint256 i = 0; i < attached.length; ++i) {
            require(LienId.unwrap(attached[i]) != LienId.unwrap(lien), AlreadyAttached(id, lien));
            if (!liens.collateralOf(attached[i]).isActive) ended = i;
        }
        if (ended != MOST) {
            attached[ended] = lien;
            return;
        }
        require(attached.length < MOST, TooManyAttached(id, MOST));
        attached.push(lien);
    }
}
