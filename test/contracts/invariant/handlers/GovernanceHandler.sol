// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ICash} from "../../../../contracts/interfaces/ICash.sol";
import {ILoans} from "../../../../contracts/interfaces/ILoans.sol";
import {Choosing} from "./Choosing.sol";

/// The governor at work, and others who try the same.
abstract contract GovernanceHandler is Choosing {
    ICash[] private _further;
    mapping(ICash cash => bool) private _named;
    uint256 private _turn;

    /// One of the acts that are rare in life.
    function govern(uint256 seed) external action(seed) {
        uint256 act = _pick(3);
        if (act == 0) _seal();
        if (act < 2) _setCash();
        else _asGovernor(address(market), abi.encodeCall(market.list, (receivables, ILoans(address(0)))));
    }

    /// The authority of a contract can only be replaced through the present one.
    function setAuthority(uint256 seed) external action(seed) {
        address[6] memory managed = [
            address(receivables),
            address(market),
            address(servicing),
            address(parties),
            address(fingerprints),
            address(cashes[0])
        ];
        // Two in turn, so that every one has its turn in a run.
        for (uint256 i = 0; i < 2; ++i) _setAuthority(managed[_turn++ % managed.length]);
    }

    function _setAuthority(address target) private {
        bytes memory data = abi.encodeCall(IAccessManaged.setAuthority, (address(manager)));
        if (_oneIn(4)) {
            bool done = _as(_anyActor(), target, data);
            _rule(!done, "05", "the authority of a contract was replaced past it");
            return;
        }
        bool replaced = _asGovernor(
            address(manager),
            abi.encodeCall(manager.updateAuthority, (target, address(manager)))
        );
        _count(nameOf[target], bytes4(data), replaced);
    }

    function _seal() private {
        bool known = _oneIn(4);
        if (!known && _further.length > 8) return;
        address system = address(receivables);
        if (!known) {
            bytes3 code = bytes3(bytes.concat("X", bytes1(uint8(65 + _further.length)), "X"));
            _further.push(_deployCash(code));
            system = address(_further[_further.length - 1]);
        }
        bool done = _asGovernor(address(parties), abi.encodeCall(parties.seal, (system)));
        _rule(!done || !known, "14", "a system contract was sealed twice");
    }

    function _setCash() private {
        ICash cash = _further.length == 0 || _oneIn(4) ? cashes[_pick(2)] : _further[_further.length - 1];
        bool taken = cash == cashes[0] || cash == cashes[1] || _named[cash];
        bool done = _asGovernor(address(receivables), abi.encodeCall(receivables.setCash, (cash)));
        if (done) _named[cash] = true;
        _rule(!done || !taken, "03", "a currency got another cash contract");
    }

    function _asGovernor(address target, bytes memory data) private returns (bool done) {
        uint256 actor = _oneIn(8) ? _anyParty() : GOVERNOR;
        done = _as(actor, target, data);
        _rule(!done || actor == GOVERNOR, "05", "an act of the governor by somebody else");
    }
}
