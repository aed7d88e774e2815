// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IPartyAccount} from "../../../../contracts/interfaces/IPartyAccount.sol";
import {EntityId, IntentId, RecoveryId} from "../../../../contracts/interfaces/Types.sol";
import {Keys} from "../harness/Keys.sol";
import {vm} from "../harness/Vm.sol";
import {Choosing} from "./Choosing.sol";

/// Recoveries of lost keys, each step by whoever may and by others; and those who would skip a step.
abstract contract RecoveryHandler is Choosing {
    struct Proposal {
        uint256[] keys;
        uint8 threshold;
    }

    mapping(uint256 actor => Proposal) private _proposals;

    function proposeRecovery(uint256 seed) external action(seed) {
        uint256 actor = _victim();
        if (_isOpen(actors[actor].account) && !_oneIn(8)) return;
        uint256 count = 1 + _pick(3);
        uint256[] memory keys = Keys.derive(_word(), count);
        uint8 threshold = uint8(1 + _pick(count));
        EntityId entity = parties.party(actors[actor].account).entity;
        bytes[] memory possession = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) {
            possession[i] = Keys.sign(keys[i], parties.possessionDigestOf(entity, vm.addr(keys[i])));
        }
        bool done = _step(
            OPERATOR,
            abi.encodeCall(
                parties.proposeRecovery,
                (actors[actor].account, _signersOf(keys), threshold, possession, _word())
            ),
            IPartyAccount.proposeRecovery.selector
        );
        if (done) _proposals[actor] = Proposal(keys, threshold);
    }

    function confirmRecovery(uint256 seed) external action(seed) {
        (uint256 actor, RecoveryId id) = _recovering();
        bytes memory data = abi.encodeCall(parties.confirmRecovery, (actors[actor].account, id));
        _step(GOVERNOR, data, IPartyAccount.confirmRecovery.selector);
    }

    /// By the party's own keys, which may be a thief's, or by the guardian; not often, or none would come to its end. The
    /// enforcer has often seen through the thief before.
    function cancelRecovery(uint256 seed) external action(seed) {
        (uint256 actor, RecoveryId id) = _recovering();
        address account = actors[actor].account;
        if (_oneIn(2)) {
            bytes memory data = abi.encodeCall(parties.cancelRecovery, (account, id, _word()));
            _step(GOVERNOR, data, IPartyAccount.revokeRecovery.selector);
            return;
        }
        bytes memory own = abi.encodeCall(IPartyAccount.cancelRecovery, (id, _word()));
        if (_oneIn(4)) {
            bool trespassed = _from(_oneIn(2) ? STRANGER : actors[GOVERNOR].account, account, own);
            _rule(!trespassed, "08", "a recovery was cancelled without an intent of the account");
            return;
        }
        bool suspected = !_isFrozen(account) && _oneIn(2);
        if (suspected) _as(OPERATOR, address(parties), abi.encodeCall(parties.freeze, (account, _word())));
        bool done = _execute(actor, _intent(actor, account, own));
        _count("PartyAccount", IPartyAccount.cancelRecovery.selector, done);
        _occasion(!done && _isFrozen(account) && _isOpen(account), "kept a thief from cancelling");
        // Too many frozen parties would leave too few who do anything.
        if (suspected) _as(GOVERNOR, address(parties), abi.encodeCall(parties.unfreeze, (account, _word())));
    }

    function executeRecovery(uint256 seed) external action(seed) {
        (uint256 actor, RecoveryId id) = _recovering();
        Actor storage a = actors[actor];
        uint48 executableAt = _recoveryOf(a.account).executableAt;
        if (executableAt > clock && _oneIn(2)) {
            clock = executableAt;
            vm.warp(clock);
        }
        Proposal storage p = _proposals[actor];
        uint256[] memory keys = _oneIn(3) ? Keys.derive("thief", 1) : p.keys;
        uint8 threshold = keys.length < p.threshold ? 1 : p.threshold;
        bytes memory data = abi.encodeCall(IPartyAccount.executeRecovery, (id, _signersOf(keys), threshold));
        uint256 by = _anyActor();
        // What an account orders of itself may not be this.
        bool done = by == actor || _oneIn(2) ? _from(STRANGER, a.account, data) : _as(by, a.account, data);
        if (done) (a.keys, a.threshold) = (keys, threshold);
        _occasion(done, "recovered");
    }

    /// Steps of which the account takes note for Parties only.
    function skipStep(uint256 seed) external action(seed) {
        (uint256 actor, RecoveryId id) = _recovering();
        address account = actors[actor].account;
        IPartyAccount.Author memory author = IPartyAccount.Author(actors[GOVERNOR].account, IntentId.wrap(0));
        IPartyAccount.Signer[] memory signers = _signersOf(Keys.derive("thief", 1));
        bytes[3] memory acts = [
            abi.encodeCall(IPartyAccount.proposeRecovery, (signers, 1, _word(), author)),
            abi.encodeCall(IPartyAccount.confirmRecovery, (id, uint48(clock), author)),
            abi.encodeCall(IPartyAccount.revokeRecovery, (id, _word(), author))
        ];
        bool done = _from(_oneIn(2) ? STRANGER : actors[_anyActor()].account, account, acts[_pick(3)]);
        _rule(!done, "08", "an account took a step of a recovery from a stranger");
    }

    /// A step that an officer takes through Parties, which passes it on to the account.
    function _step(uint256 officer, bytes memory data, bytes4 passedOn) private returns (bool done) {
        uint256 actor = _oneIn(8) ? _anyParty() : officer;
        done = _as(actor, address(parties), data);
        _rule(!done || actor == officer, "08", "an officer's step of a recovery by somebody else");
        _count("PartyAccount", passedOn, done);
    }

    /// An account with an open recovery, if there is one; as often as not a frozen one.
    function _recovering() private returns (uint256 actor, RecoveryId id) {
        bool found;
        if (_oneIn(2)) (actor, found) = _find(true, true);
        if (!found) (actor, ) = _find(true, false);
        id = _recoveryOf(actors[actor].account).id;
    }

    /// A party to recover, as often as not one that is frozen, as a thief's victims are.
    function _victim() private returns (uint256 actor) {
        bool found;
        if (_oneIn(2)) (actor, found) = _find(false, true);
        if (!found) actor = _anyParty();
    }

    /// A party that is as wanted, or else any.
    function _find(bool open, bool frozen) private returns (uint256 actor, bool found) {
        uint256 count = actors.length - FIRST_PARTY;
        uint256 start = _pick(count);
        for (uint256 i = 0; i < count && !found; ++i) {
            actor = FIRST_PARTY + ((start + i) % count);
            address account = actors[actor].account;
            found = _isOpen(account) == open && (!frozen || _isFrozen(account));
        }
    }
}
