// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IFacilities} from "../../../../contracts/interfaces/IFacilities.sol";
import {DrawdownId} from "../../../../contracts/interfaces/Types.sol";
import {vm} from "../harness/Vm.sol";
import {LendingMirror} from "./LendingMirror.sol";

/// How the actions of a run choose and act.
abstract contract LendingActing is LendingMirror {
    /// Facilities that are in use at a time; who acts otherwise acts on one of the last drawdowns.
    uint256 internal constant SLOTS = 3;
    uint256 private constant RECENT = 12;

    uint256[SLOTS] internal slots;
    uint256 internal clock = block.timestamp;
    uint256 private _entropy;
    uint256 private _actions;
    mapping(address target => mapping(bytes4 selector => uint256)) private _done;

    modifier action(uint256 seed) {
        _entropy = uint256(keccak256(abi.encode(seed, _entropy)));
        _wait(_pick(6) == 0 ? _pick(1 days) : _pick(600));
        vm.recordLogs();
        _;
        if (++_actions % 400 == 0) _compareLast();
    }

    function doneOf(string calldata name, bytes4 selector) external view returns (uint256) {
        return _done[_targetOf(keccak256(bytes(name)))][selector];
    }

    function _targetOf(bytes32 name) private view returns (address) {
        if (name == keccak256("Syndication")) return address(syndication);
        if (name == keccak256("Loans")) return address(loans);
        if (name == keccak256("Covenants")) return address(covenants);
        if (name == keccak256("Votes")) return address(votes);
        return address(facilities);
    }

    /// An act that the ledger may refuse; what it logs is held against what the ledger then has.
    function _act(address by, address target, bytes memory data) internal returns (bool done) {
        vm.prank(by);
        (done, ) = target.call(data);
        if (done) {
            ++_done[target][bytes4(data)];
            _replay(vm.getRecordedLogs());
        } else {
            vm.getRecordedLogs();
        }
    }

    function _official(uint256 actor, address target, bytes memory data) internal returns (bool) {
        return _act(_oneIn(24) ? _someParty() : actors[actor].account, target, data);
    }

    /// The enforcer lets all units of a drawdown go.
    function _thaw(uint256 id) internal {
        for (uint256 i = 0; i < PARTIES; ++i) {
            if (drawdownStates[id].holding[_party(i)].frozen == 0) continue;
            bytes memory data = abi.encodeCall(facilities.freezeUnits, (_party(i), id, 0, _word()));
            _official(OPERATOR, address(facilities), data);
        }
    }

    function _wait(uint256 seconds_) internal {
        clock += seconds_;
        vm.warp(clock);
    }

    function _slot() internal returns (uint256 id) {
        id = slots[_pick(SLOTS)];
        if (id == 0) id = slots[0];
    }

    /// A facility on which something is outstanding, if there is one.
    function _owing() internal returns (uint256 id) {
        uint256 first = _pick(SLOTS);
        for (uint256 i = 0; i < SLOTS; ++i) {
            id = slots[(first + i) % SLOTS];
            if (_outstandingOf(id) != 0) return id;
        }
        return _slot();
    }

    /// One of the last drawdowns, if possible one that is not repaid, or not closed; zero for none yet.
    function _someDrawdown(bool isOwed) internal returns (uint256 id) {
        uint256 count = allDrawdowns.length;
        if (count == 0) return 0;
        for (uint256 i = 0; i < 8; ++i) {
            id = allDrawdowns[count - 1 - _pick(count < RECENT ? count : RECENT)];
            IFacilities.Drawdown storage d = drawdownStates[id].seen;
            if (isOwed ? d.status == IFacilities.DrawdownStatus.DRAWN : !d.isClosed) return id;
        }
    }

    /// A holder of units, mostly.
    function _someHolder(uint256 id) internal returns (address holder) {
        uint256 first = _pick(PARTIES);
        for (uint256 i = 0; i < PARTIES; ++i) {
            holder = _party(first + i);
            if (drawdownStates[id].holding[holder].units != 0) return holder;
        }
    }

    function _someLender(uint256 id) internal returns (address) {
        uint256 count = facilityStates[id].lenders.length;
        if (count == 0 || _oneIn(16)) return _someParty();
        return facilityStates[id].lenders[_pick(count)].account;
    }

    /// The one who may, now and then somebody else.
    function _mostly(address party) internal returns (address) {
        return _oneIn(16) ? _someParty() : party;
    }

    function _someParty() internal returns (address) {
        return _party(_pick(PARTIES));
    }

    function _openDraw(uint256 id) internal view returns (uint256) {
        return DrawdownId.unwrap(facilityStates[id].agreement.openDraw);
    }

    function _pick(uint256 bound) internal returns (uint256) {
        _entropy = uint256(keccak256(abi.encode(_entropy)));
        return _entropy % bound;
    }

    function _oneIn(uint256 times) internal returns (bool) {
        return _pick(times) == 0;
    }

    function _word() internal returns (bytes32) {
        _pick(1);
        return bytes32(_entropy);
    }
}
