// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IAssets} from "./interfaces/IAssets.sol";
import {ICash} from "./interfaces/ICash.sol";
import {IFacilities} from "./interfaces/IFacilities.sol";
import {IIncome} from "./interfaces/IIncome.sol";
import {ILendingEvents} from "./interfaces/ILendingEvents.sol";
import {ILoans} from "./interfaces/ILoans.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IReceivables} from "./interfaces/IReceivables.sol";
import {AssetId, ClaimId, Currency, DrawdownId, FacilityId} from "./interfaces/Types.sol";
import {Debt} from "./libraries/Waterfall.sol";

/// @title Income, see {IIncome}
/// @dev It holds nothing between calls.
contract Income is IIncome, ReentrancyGuardTransient {
    IParties public immutable parties;
    IFacilities public immutable facilities;
    ILoans public immutable loans;
    IReceivables public immutable receivables;
    IAssets public immutable assets;

    mapping(ClaimId claim => Source) private _sources;

    constructor(IParties parties_, IFacilities facilities_, ILoans loans_, IReceivables receivables_, IAssets assets_) {
        (parties, facilities, loans, receivables, assets) = (parties_, facilities_, loans_, receivables_, assets_);
    }

    /// @inheritdoc IIncome
    function assign(FacilityId id, ClaimId claim, AssetId asset) external {
        IFacilities.Facility memory f = facilities.facility(id);
        require(f.status != IFacilities.FacilityStatus.NONE, NoSuchFacility(id));
        require(msg.sender == f.agent, NotAgent(id, msg.sender));
        require(parties.carry(msg.sender).sends(), CannotAssign(msg.sender));
        FacilityId taken = _sources[claim].facility;
        require(FacilityId.unwrap(taken) == 0, AlreadySource(claim, taken));
        IReceivables.Claim memory c = receivables.claim(claim);
        bool isHeld = c.units != 0 && receivables.balanceOf(f.agent, ClaimId.unwrap(claim)) == c.units;
        bool isInCurrency = Currency.unwrap(c.currency) == Currency.unwrap(f.currency);
        require(isHeld && isInCurrency && c.seller == f.borrower, NotAssigned(id, claim));
        require(_isOwner(asset, f.borrower), NotOwned(asset, f.borrower));
        _sources[claim] = Source(id, asset, 0);
        bytes memory data = abi.encode(uint32(0), bytes32(0), claim, asset, c.units);
        facilities.record(id, f.status, ILendingEvents.IncomeAssigned.selector, data);
    }

    /// @inheritdoc IIncome
    function collect(ClaimId claim) external nonReentrant {
        require(parties.carry(msg.sender).sends(), CannotAssign(msg.sender));
        Source storage s = _sources[claim];
        FacilityId id = s.facility;
        require(FacilityId.unwrap(id) != 0, NotASource(claim));
        IFacilities.Facility memory f = facilities.facility(id);
        uint256 amount = receivables.withdrawable(ClaimId.unwrap(claim), f.agent);
        require(amount != 0, NothingToCollect(claim));
        uint256 paid = Math.min(amount, _owedOn(id));
        s.collected += uint96(paid);
        bytes memory data = abi.encode(uint32(0), bytes32(0), claim, paid, amount - paid);
        facilities.record(id, f.status, ILendingEvents.IncomeCollected.selector, data);
        receivables.withdrawFor(ClaimId.unwrap(claim), f.agent);
        ICash cash = facilities.cashOf(f.currency);
        if (amount != paid) cash.transferFrom(f.agent, f.borrower, amount - paid);
        if (paid == 0) return;
        cash.transferFrom(f.agent, address(this), paid);
        loans.pay(id, DrawdownId.wrap(0), paid);
    }

    /// @inheritdoc IIncome
    function sourceOf(ClaimId claim) external view returns (Source memory) {
        return _sources[claim];
    }

    /// All that is owed on the facility now, due or not.
    function _owedOn(FacilityId id) private view returns (uint256 owed) {
        DrawdownId[] memory drawdowns = loans.drawdownsOf(id);
        uint256 today = loans.today(id);
        for (uint256 i = 0; i < drawdowns.length; ++i) {
            (Debt memory d, , ) = loans.owedAt(drawdowns[i], today);
            owed += d.fees + d.interest + d.principal;
        }
    }

    function _isOwner(AssetId asset, address account) private view returns (bool) {
        IAssets.Owner[] memory owners = assets.ownersOf(asset);
        for (uint256 i = 0; i < owners.length; ++i) if (owners[i].account == account) return true;
        return false;
    }
}
