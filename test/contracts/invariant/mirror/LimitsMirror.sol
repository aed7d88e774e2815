// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {ILimits} from "../../../../contracts/interfaces/ILimits.sol";
import {Currency} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {ClaimsMirror} from "./ClaimsMirror.sol";

/// Financiers' limits as the events tell them.
abstract contract LimitsMirror is ClaimsMirror {
    struct LimitKey {
        address financier;
        ILimits.Subject subject;
        address party;
        Currency currency;
    }

    mapping(address financier => bool) internal keepsLimits;
    mapping(bytes32 key => ILimits.Limit) private _limits;
    mapping(bytes32 key => uint256) private _exposures;
    LimitKey[] private _touched;

    function _onLimits(Vm.Log memory l) internal {
        if (l.topics[0] == ILimits.LimitSet.selector) _onSet(l);
        else if (l.topics[0] == ILimits.LimitUsed.selector) _onUsed(l);
    }

    function _isWithin(
        address financier,
        ILimits.Subject subject,
        address party,
        Currency currency
    ) internal view returns (bool) {
        ILimits.Limit memory stored = ILimits(address(market)).limitOf(financier, subject, party, currency);
        return !stored.isSet || stored.used <= stored.cap;
    }

    function _assertLimitsReplayed() internal view {
        for (uint256 i = 0; i < _touched.length; ++i) {
            LimitKey memory k = _touched[i];
            ILimits.Limit memory stored = ILimits(address(market)).limitOf(k.financier, k.subject, k.party, k.currency);
            bool same = keccak256(abi.encode(stored)) == keccak256(abi.encode(_limits[keccak256(abi.encode(k))]));
            _assert(same, "14", "a limit differs");
        }
    }

    function _forgetLimits() internal {
        delete _touched;
    }

    function _onSet(Vm.Log memory l) private {
        (ILimits.Subject subject, Currency currency, uint256 cap) = abi.decode(
            l.data,
            (ILimits.Subject, Currency, uint256)
        );
        ILimits.Limit storage limit = _touch(_address(l.topics[1]), subject, _address(l.topics[2]), currency);
        (limit.cap, limit.isSet) = (uint96(cap), true);
        keepsLimits[_address(l.topics[1])] = true;
    }

    function _onUsed(Vm.Log memory l) private {
        (ILimits.Subject subject, Currency currency, uint256 exposure, uint256 used) = abi.decode(
            l.data,
            (ILimits.Subject, Currency, uint256, uint256)
        );
        address financier = _address(l.topics[1]);
        ILimits.Limit storage limit = _touch(financier, subject, _address(l.topics[2]), currency);
        bytes32 onClaim = keccak256(abi.encode(financier, subject, l.topics[3]));
        _rule(limit.isSet, "14", "a limit is used that was never set");
        bool adds = used + _exposures[onClaim] == limit.used + exposure;
        _rule(adds, "14", "what is used is not the sum of exposures");
        _exposures[onClaim] = exposure;
        limit.used = uint128(used);
    }

    function _touch(
        address financier,
        ILimits.Subject subject,
        address party,
        Currency currency
    ) private returns (ILimits.Limit storage) {
        LimitKey memory k = LimitKey(financier, subject, party, currency);
        _touched.push(k);
        return _limits[keccak256(abi.encode(k))];
    }
}
