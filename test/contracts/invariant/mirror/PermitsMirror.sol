// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ICash} from "../../../../contracts/interfaces/ICash.sol";
import {IClaimToken} from "../../../../contracts/interfaces/IClaimToken.sol";
import {IMarket} from "../../../../contracts/interfaces/IMarket.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {BankRef, Currency} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {StandingMirror} from "./StandingMirror.sol";

/// What stands in no account or claim: operators of holders, cash contracts of currencies, listed tokens, used references.
/// @dev Allowances of cash are not told by events when they are spent, as ERC-20 has it: they cannot be replayed.
abstract contract PermitsMirror is StandingMirror {
    struct Approval {
        address holder;
        address operator;
    }

    Approval[] private _approvals;
    mapping(address holder => mapping(address operator => bool)) private _isApproved;
    mapping(Currency currency => address) private _cashOfCurrency;
    address[] private _listed;
    mapping(address cash => bytes32) private _lastRef;

    function _onPermit(Vm.Log memory l, address emitter) internal {
        bytes32 topic = l.topics[0];
        if (emitter == address(receivables) && topic == IERC1155.ApprovalForAll.selector) {
            Approval memory a = Approval(_address(l.topics[1]), _address(l.topics[2]));
            _isApproved[a.holder][a.operator] = abi.decode(l.data, (bool));
            _approvals.push(a);
        } else if (emitter == address(receivables) && topic == IReceivables.CashSet.selector) {
            Currency currency = Currency.wrap(bytes3(l.topics[1]));
            _rule(_cashOfCurrency[currency] == address(0), "03", "a currency got another cash contract");
            _cashOfCurrency[currency] = abi.decode(l.data, (address));
        } else if (emitter == address(market) && topic == IMarket.TokenListed.selector) {
            _listed.push(_address(l.topics[1]));
        } else if (topic == ICash.Minted.selector) {
            _lastRef[emitter] = l.topics[1];
        } else if (topic == ICash.PayoutPaid.selector) {
            _lastRef[emitter] = abi.decode(l.data, (bytes32));
        }
    }

    function _assertPermitsReplayed() internal view {
        // The last ones: each was asserted when it was new.
        for (uint256 i = _approvals.length < 4 ? 0 : _approvals.length - 4; i < _approvals.length; ++i) {
            Approval storage a = _approvals[i];
            bool approved = _isApproved[a.holder][a.operator] || parties.isSealed(a.operator);
            _assert(receivables.isApprovedForAll(a.holder, a.operator) == approved, "14", "an approval differs");
        }
        for (uint256 i = 0; i < touchedClaims.length; ++i) {
            address told = _cashOfCurrency[claims[touchedClaims[i]].seen.currency];
            _assert(_cashOf(touchedClaims[i]) == told, "14", "the cash contract of a claim's currency differs");
        }
        for (uint256 i = 0; i < _listed.length; ++i) {
            _assert(market.isListed(IClaimToken(_listed[i])), "14", "a listed token is not listed");
        }
        for (uint256 c = 0; c < cashes.length; ++c) {
            bytes32 ref = _lastRef[address(cashes[c])];
            _assert(ref == 0 || cashes[c].refUsed(BankRef.wrap(ref)), "14", "a reference that was used is free");
        }
    }
}
