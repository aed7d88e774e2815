// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IParties} from "./interfaces/IParties.sol";
import {Matching} from "./market/Matching.sol";
import {Rounds} from "./market/Rounds.sol";

/// @title Market, see {IMarket}, {IBids} and {ILimits}
contract Market is Rounds {
    constructor(address authority, IParties parties_) Matching(authority, parties_) {}
}
