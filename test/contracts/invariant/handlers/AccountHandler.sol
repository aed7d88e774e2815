// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IPartyAccount} from "../../../../contracts/interfaces/IPartyAccount.sol";
import {IRelay} from "../../../../contracts/interfaces/IRelay.sol";
import {IntentId} from "../../../../contracts/interfaces/Types.sol";
import {Keys} from "../harness/Keys.sol";
import {Choosing} from "./Choosing.sol";

/// Accounts: intents that succeed, fail, are cancelled and are tried again; signers that change.
abstract contract AccountHandler is Choosing {
    /// An intent whose only call fails is consumed all the same.
    function executeFailing(uint256 seed) external action(seed) {
        uint256 actor = _anyActor();
        bytes memory data = abi.encodeCall(cashes[0].transfer, (STRANGER, 1));
        bool done = _execute(actor, _intent(actor, address(cashes[0]), data));
        _rule(!done, "05", "cash reached an unknown party");
        _occasion(true, "failed as an intent");
    }

    /// Whoever holds the bytes of an executed intent cannot run it again.
    function executeAgain(uint256 seed) external action(seed) {
        if (executions == 0) return;
        Executed storage e = _recall();
        bool consumed = _isConsumed(e.account, e.id);
        bool done = _from(STRANGER, e.account, e.execution);
        _rule(!done || !consumed, "08", "an intent was executed twice");
        _occasion(!done && consumed, "refused a replay");
    }

    /// The signers themselves cannot use an identifier twice, with other content neither.
    function executeSameId(uint256 seed) external action(seed) {
        if (executions == 0) return;
        Executed storage e = _recall();
        uint256 actor = actorOf[e.account];
        bool consumed = _isConsumed(e.account, e.id);
        bytes memory data = abi.encodeCall(cashes[0].approve, (STRANGER, _pick(4)));
        IPartyAccount.Intent memory intent = _intent(actor, address(cashes[0]), data);
        intent.id = IntentId.wrap(e.id);
        bytes memory signatures = _signatures(actor, IPartyAccount(e.account).digestOf(intent));
        bytes memory execution = abi.encodeCall(IPartyAccount.execute, (intent, signatures));
        bool done = _from(STRANGER, e.account, execution);
        _rule(!done || !consumed, "08", "an identifier was used twice");
    }

    function cancelIntent(uint256 seed) external action(seed) {
        uint256 actor = _anyActor();
        IPartyAccount account = IPartyAccount(actors[actor].account);
        bytes32 id = _word();
        if (_oneIn(4) && executions != 0) {
            Executed storage e = _recall();
            (actor, account, id) = (actorOf[e.account], IPartyAccount(e.account), e.id);
        }
        bool consumed = _isConsumed(address(account), id);
        uint48 deadline = uint48(clock + 1 hours);
        bytes memory signatures = _signatures(actor, account.cancelDigestOf(IntentId.wrap(id), deadline));
        bytes memory data = abi.encodeCall(account.cancel, (IntentId.wrap(id), deadline, signatures));
        bool done = _from(STRANGER, address(account), data);
        _rule(done != consumed, "08", "an intent with an outcome was cancelled, or an open one was not");
    }

    /// Signatures under an older epoch, past the deadline, or by another party's keys are worthless.
    function executeUnfounded(uint256 seed) external action(seed) {
        uint256 actor = _anyActor();
        IPartyAccount account = IPartyAccount(actors[actor].account);
        bytes memory call = abi.encodeCall(cashes[0].approve, (STRANGER, 1));
        IPartyAccount.Intent memory intent = _intent(actor, address(cashes[0]), call);
        uint256 kind = _pick(3);
        if (kind == 0) intent.epoch -= 1;
        if (kind == 1) intent.deadline = uint48(clock - 1);
        uint256[] memory keys = kind == 2 ? Keys.derive(_word(), actors[actor].threshold) : actors[actor].keys;
        bytes memory signatures = Keys.signAll(keys, 0, actors[actor].threshold, account.digestOf(intent));
        bytes memory data = abi.encodeCall(account.execute, (intent, signatures));
        bool done = _from(STRANGER, address(account), data);
        _rule(!done, "08", "an intent ran that is stale, expired or signed by somebody else");
    }

    /// Several intents in one relay, of which some are refused and some fail.
    function relayMany(uint256 seed) external action(seed) {
        IRelay.Item[] memory items = new IRelay.Item[](2 + _pick(2));
        for (uint256 i = 0; i < items.length; ++i) {
            uint256 actor = _anyActor();
            uint256 kind = _pick(4);
            address target = kind == 0 ? STRANGER : address(cashes[0]);
            bytes memory data = abi.encodeCall(cashes[0].approve, (actors[_anyActor()].account, 0));
            if (kind == 1) data = abi.encodeCall(cashes[0].transfer, (STRANGER, 1));
            items[i].account = kind == 2 ? address(relay) : actors[actor].account;
            items[i].intent = _intent(actor, target, data);
            bytes32 digest = IPartyAccount(actors[actor].account).digestOf(items[i].intent);
            items[i].signatures = _oneIn(6) ? bytes("") : _signatures(actor, digest);
        }
        bool done = _from(STRANGER, address(relay), abi.encodeCall(relay.relay, (items)));
        _rule(done, "08", "one item of a relay stopped the others");
    }

    function setSigners(uint256 seed) external action(seed) {
        uint256 actor = _anyParty();
        Actor storage a = actors[actor];
        uint256 count = 1 + _pick(3);
        uint256[] memory keys = Keys.derive(_word(), count);
        uint8 threshold = uint8(1 + _pick(count));
        bytes memory data = abi.encodeCall(IPartyAccount.setSigners, (_signersOf(keys), threshold));
        if (_oneIn(8)) {
            address other = _oneIn(2) ? STRANGER : actors[(actor + 1) % actors.length].account;
            _rule(!_from(other, a.account, data), "08", "signers were changed without an intent");
            return;
        }
        bool done = _execute(actor, _intent(actor, a.account, data));
        _count("PartyAccount", IPartyAccount.setSigners.selector, done);
        if (done) (a.keys, a.threshold) = (keys, threshold);
    }

    /// What only Parties, the account itself or a system contract may call.
    function trespass(uint256 seed) external action(seed) {
        uint256 actor = _anyActor();
        address account = actors[_anyActor()].account;
        address sender = _oneIn(2) ? STRANGER : actors[actor].account;
        if (sender == account) return;
        bytes[3] memory acts = [
            abi.encodeCall(IPartyAccount.initialise, (_signersOf(Keys.derive("thief", 1)), 1)),
            abi.encodeCall(IPartyAccount.run, (new IPartyAccount.Call[](0))),
            abi.encodeCall(parties.carry, (account))
        ];
        uint256 act = _pick(3);
        bool done = _from(sender, act == 2 ? address(parties) : account, acts[act]);
        _rule(!done, "08", "an account or the register took an order from a stranger");
    }
}
