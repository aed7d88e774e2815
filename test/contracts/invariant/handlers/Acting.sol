// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IParties} from "../../../../contracts/interfaces/IParties.sol";
import {IPartyAccount} from "../../../../contracts/interfaces/IPartyAccount.sol";
import {IRelay} from "../../../../contracts/interfaces/IRelay.sol";
import {IntentId} from "../../../../contracts/interfaces/Types.sol";
import {Network} from "../harness/Network.sol";
import {Keys} from "../harness/Keys.sol";
import {vm} from "../harness/Vm.sol";
import {Mirror} from "../mirror/Mirror.sol";

/// How parties act: as their accounts, or by intents that they sign and anyone relays. Every call is tallied and its
/// logs are replayed.
abstract contract Acting is Mirror {
    struct Tally {
        uint128 done;
        uint128 refused;
    }

    /// @param execution The call of `execute`, as it was sent.
    struct Executed {
        address account;
        bytes32 id;
        bytes execution;
    }

    uint256 private constant REMEMBERED = 8;
    uint64 internal constant GAS = 4_000_000;
    uint256 private constant COMPARE_ALL_EVERY = 64;

    mapping(address target => string) internal nameOf;
    mapping(string name => mapping(bytes4 selector => Tally)) private _tallies;
    mapping(string what => uint256) private _occasions;
    mapping(uint256 slot => Executed) internal executed;
    uint256 internal executions;
    uint256 private _entropy;
    uint256 private _steps;
    mapping(uint256 actor => uint256) private _carriedAt;
    uint256 private _keys;

    /// One step of a run: what the seed makes of it, at the present time of the ledger.
    modifier action(uint256 seed) {
        _entropy = uint256(keccak256(abi.encode(seed, ++_steps)));
        vm.warp(clock);
        vm.recordLogs();
        _forget();
        _;
        if (_steps % COMPARE_ALL_EVERY == 0) _touchAll();
    }

    function tallyOf(string calldata name, bytes4 selector) external view returns (uint256 done, uint256 refused) {
        Tally storage t = _tallies[name][selector];
        return (t.done, t.refused);
    }

    function occasionsOf(string calldata what) external view returns (uint256) {
        return _occasions[what];
    }

    /// A party calls a contract: half of the time as its account, else by a signed intent, alone or through the relay.
    function _as(uint256 actor, address target, bytes memory data) internal returns (bool done) {
        // The steps of one action are one transaction to the test runner: an intent that was carried stays carried.
        uint256 route = _carriedAt[actor] == _steps ? 2 + _pick(2) : _pick(4);
        if (route < 2) return _from(actors[actor].account, target, data);
        IPartyAccount.Intent memory intent = _intent(actor, target, data);
        done = route == 2 ? _execute(actor, intent) : _relay(actor, intent);
        _count(nameOf[target], bytes4(data), done);
    }

    /// An address calls a contract itself.
    function _from(address sender, address target, bytes memory data) internal returns (bool done) {
        vm.prank(sender);
        (done, ) = target.call(data);
        _settleLogs(done);
        _count(_isKnown(target) ? "PartyAccount" : nameOf[target], bytes4(data), done);
    }

    /// @inheritdoc Network
    function _send(address sender, address target, bytes memory data) internal override returns (bool done) {
        if (sender != address(this)) return _as(actorOf[sender], target, data);
        (done, ) = target.call(data);
    }

    function _intent(
        uint256 actor,
        address target,
        bytes memory data
    ) internal returns (IPartyAccount.Intent memory intent) {
        address account = actors[actor].account;
        _carriedAt[actor] = _steps;
        intent.calls = new IPartyAccount.Call[](1);
        intent.calls[0] = IPartyAccount.Call(target, data);
        intent.id = IntentId.wrap(keccak256(abi.encode("op/1", block.chainid, account, ++_keys)));
        intent.deadline = uint48(clock + 1 hours);
        intent.gas = GAS;
        intent.epoch = IPartyAccount(account).epoch();
    }

    function _execute(uint256 actor, IPartyAccount.Intent memory intent) internal returns (bool done) {
        IPartyAccount account = IPartyAccount(actors[actor].account);
        bytes memory execution = abi.encodeCall(
            account.execute,
            (intent, _signatures(actor, account.digestOf(intent)))
        );
        _remember(address(account), intent.id, execution);
        bool consumed = _from(STRANGER, address(account), execution);
        done = consumed && _isDone(account, intent.id);
        if (done) _countRun();
    }

    function _relay(uint256 actor, IPartyAccount.Intent memory intent) private returns (bool done) {
        IPartyAccount account = IPartyAccount(actors[actor].account);
        IRelay.Item[] memory items = new IRelay.Item[](1);
        items[0] = IRelay.Item(address(account), intent, _signatures(actor, account.digestOf(intent)));
        _from(STRANGER, address(relay), abi.encodeCall(relay.relay, (items)));
        done = _isDone(account, intent.id);
        if (done) _countRun();
    }

    function _isDone(IPartyAccount account, IntentId id) internal view returns (bool) {
        return uint256(account.outcomeOf(id)) & 3 == 1;
    }

    function _signatures(uint256 actor, bytes32 digest) internal returns (bytes memory) {
        Actor storage a = actors[actor];
        uint256 first = _pick(a.keys.length - a.threshold + 1);
        return Keys.signAll(a.keys, first, a.threshold, digest);
    }

    function _remember(address account, IntentId id, bytes memory execution) private {
        executed[executions++ % REMEMBERED] = Executed(account, IntentId.unwrap(id), execution);
    }

    function _recall() internal returns (Executed storage) {
        return executed[_pick(executions < REMEMBERED ? executions : REMEMBERED)];
    }

    /// The logs of a call that failed as a whole do not stand.
    function _settleLogs(bool done) internal {
        if (done) _replay(vm.getRecordedLogs());
        else vm.getRecordedLogs();
    }

    function _count(string memory name, bytes4 selector, bool done) internal {
        Tally storage t = _tallies[name][selector];
        if (done) ++t.done;
        else ++t.refused;
    }

    /// What an intent that succeeds calls on the way.
    function _countRun() private {
        _count("PartyAccount", IPartyAccount.run.selector, true);
        _count("Parties", IParties.enter.selector, true);
    }

    /// @return How often a call has succeeded so far.
    function _doneOf(string memory name, bytes4 selector) internal view returns (uint256) {
        return _tallies[name][selector].done;
    }

    /// Counts something that a run must have seen to be worth anything.
    function _occasion(bool seen, string memory what) internal {
        if (seen) ++_occasions[what];
    }

    /// @return A number below `bound`.
    function _pick(uint256 bound) internal returns (uint256) {
        _entropy = uint256(keccak256(abi.encode(_entropy)));
        return _entropy % bound;
    }

    function _oneIn(uint256 times) internal returns (bool) {
        return _pick(times) == 0;
    }

    /// @return Some amount from 1 to `most`: all of it as often as not.
    function _upTo(uint256 most) internal returns (uint256) {
        return _oneIn(2) ? most : 1 + _pick(most);
    }

    function _word() internal returns (bytes32) {
        _pick(1);
        return bytes32(_entropy);
    }
}
