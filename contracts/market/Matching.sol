// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IClaimToken} from "../interfaces/IClaimToken.sol";
import {ILimits} from "../interfaces/ILimits.sol";
import {ILoans} from "../interfaces/ILoans.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {IParties} from "../interfaces/IParties.sol";
import {PartyRoles} from "../libraries/Roles.sol";
import {Standing} from "../libraries/Standings.sol";
import {Limits} from "./Limits.sol";

/// @title What every match does, whoever proposed it
abstract contract Matching is IMarket, Limits, AccessManaged, ReentrancyGuardTransient {
    IParties public immutable parties;

    mapping(IClaimToken token => bool) public isListed;

    constructor(address authority, IParties parties_) AccessManaged(authority) {
        parties = parties_;
    }

    /// @inheritdoc IMarket
    function list(IClaimToken token, ILoans loans) external restricted {
        isListed[token] = true;
        loansOf[token] = loans;
        emit TokenListed(token, loans);
    }

    /// @inheritdoc ILimits
    function reserve(address financier, IClaimToken token, uint256 id, uint256 units) external {
        require(parties.isSealed(msg.sender), NotSealed(msg.sender));
        _reserve(token, id, financier, units);
    }

    /// @inheritdoc ILimits
    function recount(address financier, IClaimToken token, uint256 id) external {
        require(isListed[token], UnknownToken(token));
        _recount(financier, token, id);
    }

    /// What the buyer will hold has to fit its limits. Runs before the match is announced.
    function _reserve(IClaimToken token, uint256 id, address buyer, uint256 units) internal {
        if (_keepsLimits[buyer]) _count(buyer, token, id, token.balanceOf(buyer, id) + units, true);
    }

    /// What a financier holds now: less, if it has just sold.
    function _recount(address financier, IClaimToken token, uint256 id) internal {
        _count(financier, token, id, token.balanceOf(financier, id), false);
    }

    function _requireFinancier(address buyer, Standing standing) internal view {
        require(standing.actsAs(PartyRoles.FINANCIER), NotAFinancier(buyer));
    }
}
