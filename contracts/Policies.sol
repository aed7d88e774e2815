// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAttestations} from "./interfaces/IAttestations.sol";
import {IParties} from "./interfaces/IParties.sol";
import {IPolicies} from "./interfaces/IPolicies.sol";
import {AttestationId} from "./interfaces/Types.sol";
import {Standing} from "./libraries/Standings.sol";

/// @title Policies, see {IPolicies}
contract Policies is IPolicies, AccessManaged {
    IParties public immutable parties;
    IAttestations public immutable attestations;

    mapping(bytes2 country => Policy) private _policies;

    constructor(address authority, IParties parties_, IAttestations attestations_) AccessManaged(authority) {
        parties = parties_;
        attestations = attestations_;
    }

    /// @inheritdoc IPolicies
    function setPolicy(bytes2 country, Policy calldata policy) external restricted {
        require(country != 0, NoCountry());
        _policies[country] = policy;
        emit PolicySet(country, policy.warnedTenor, policy.longestTenor, policy.needsRegistration);
    }

    /// @inheritdoc IPolicies
    function policyOf(bytes2 country) external view returns (Policy memory) {
        return _policies[country];
    }

    /// @inheritdoc IPolicies
    function governs(bytes2 seller, bytes2 debtor) external view returns (bool) {
        return _isSet(seller) || _isSet(debtor);
    }

    /// @inheritdoc IPolicies
    function checkTenor(uint256 id, uint32 seller, uint32 debtor, uint40 dueAt) external view {
        (uint32 first, uint32 second) = (_policyFor(seller).longestTenor, _policyFor(debtor).longestTenor);
        uint32 longest = second != 0 && (first == 0 || second < first) ? second : first;
        uint40 latest = uint40(block.timestamp) + longest;
        require(longest == 0 || dueAt <= latest, DueTooLate(id, dueAt, latest));
    }

    /// @inheritdoc IPolicies
    function permits(uint256 id, uint32 seller, uint32 debtor) external view returns (bool) {
        if (!_policyFor(seller).needsRegistration && !_policyFor(debtor).needsRegistration) return true;
        AttestationId registration = attestations.latestOf(bytes32(id), IAttestations.Kind.REGISTRATION);
        return AttestationId.unwrap(registration) != 0;
    }

    function _isSet(bytes2 country) private view returns (bool) {
        Policy memory p = _policies[country];
        return p.warnedTenor | p.longestTenor != 0 || p.needsRegistration;
    }

    function _policyFor(uint32 number) private view returns (Policy memory) {
        (Standing s, ) = parties.actorOf(parties.accountAt(number));
        return _policies[s.country()];
    }
}
