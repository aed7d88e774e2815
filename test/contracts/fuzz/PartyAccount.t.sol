// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IParties} from "../../../contracts/interfaces/IParties.sol";
import {IPartyAccount} from "../../../contracts/interfaces/IPartyAccount.sol";
import {EntityId, IntentId} from "../../../contracts/interfaces/Types.sol";
import {Built} from "../invariant/harness/Built.sol";
import {Keys} from "../invariant/harness/Keys.sol";
import {vm} from "../invariant/harness/Vm.sol";

/// Counts what reaches it, and notes how much gas it was left.
contract Target {
    uint256 public calls;
    uint256 public gasAtEntry;

    function hit(bytes calldata) external {
        gasAtEntry = gasleft();
        ++calls;
    }

    /// Needs nearly all the gas that the intent was signed for.
    function burn(uint256 until, bytes calldata) external {
        ++calls;
        while (gasleft() > until) {}
    }
}

/// An authority that lets everybody do everything.
contract Anyone {
    function canCall(address, address, bytes4) external pure returns (bool, uint32) {
        return (true, 0);
    }
}

/// The checks that an account makes before it acts.
contract PartyAccountTest {
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    IParties private _parties = _network("network");
    IParties private _otherNetwork = _network("other network");
    Target private _target = new Target();
    uint256[] private _keys;
    uint8 private _threshold;
    IPartyAccount private _account;

    function setUp() external {
        vm.warp(1_780_000_000);
    }

    function testFuzz_any_quorum_of_signers_acts_once(uint256 seed, uint8 count, uint8 threshold, bytes32 id) external {
        _openAny(seed, count, threshold);
        IPartyAccount.Intent memory intent = _intent(id);
        bytes memory signatures = _quorum(seed, _account.digestOf(intent));
        require(_account.execute(intent, signatures), "a quorum was refused");
        require(_target.calls() == 1, "the call did not arrive");
        vm.expectRevert(abi.encodeWithSelector(IPartyAccount.IntentConsumed.selector, intent.id));
        _account.execute(intent, signatures);
        require(_target.calls() == 1, "an intent ran twice");
    }

    /// One byte of the signatures differs: wherever it is, nothing happens and nothing is consumed.
    function testFuzz_an_altered_signature_is_refused(
        uint256 seed,
        uint8 count,
        uint8 threshold,
        uint256 place,
        uint8 by
    ) external {
        vm.assume(by != 0);
        _openAny(seed, count, threshold);
        IPartyAccount.Intent memory intent = _intent(bytes32(seed));
        bytes memory signatures = _quorum(seed, _account.digestOf(intent));
        place %= signatures.length;
        signatures[place] = bytes1(uint8(signatures[place]) ^ by);
        _refuse(intent, signatures);
    }

    /// One byte of what was signed differs.
    function testFuzz_other_content_is_refused(uint256 seed, uint8 kind, uint256 by) external {
        _open(seed, 3, 2);
        IPartyAccount.Intent memory intent = _intent(bytes32(seed));
        bytes memory signatures = _quorum(seed, _account.digestOf(intent));
        kind %= 5;
        if (kind == 0) intent.id = IntentId.wrap(bytes32(uint256(IntentId.unwrap(intent.id)) ^ (1 << (by % 256))));
        else if (kind == 1) intent.deadline += uint48(1 + (by % 1 days));
        else if (kind == 2) intent.gas += uint64(1 + (by % 1_000));
        else if (kind == 3) intent.calls[0].target = address(new Target());
        else intent.calls[0].data = bytes.concat(intent.calls[0].data, bytes32(by));
        vm.assume(IntentId.unwrap(intent.id) != 0);
        _refuse(intent, signatures);
    }

    /// What is signed for another account, network, chain or epoch, or too late, or in another order.
    function testFuzz_a_signature_for_something_else_is_refused(uint256 seed, uint8 kind) external {
        _open(seed, 3, 2);
        IPartyAccount.Intent memory intent = _intent(bytes32(seed));
        bytes32 digest = _account.digestOf(intent);
        kind %= 6;
        if (kind == 0) {
            digest = IPartyAccount(_admit(_parties, "another account")).digestOf(intent);
        } else if (kind == 1) {
            digest = IPartyAccount(_admit(_otherNetwork, "this account")).digestOf(intent);
        } else if (kind == 2) {
            uint256 chainId = block.chainid;
            vm.chainId(chainId + 1);
            digest = _account.digestOf(intent);
            vm.chainId(chainId);
        } else if (kind == 3) {
            intent.epoch += 1;
            digest = _account.digestOf(intent);
        } else if (kind == 4) {
            intent.deadline = uint48(block.timestamp - 1 - (seed % 1 days));
            digest = _account.digestOf(intent);
        }
        bytes memory signatures = _quorum(seed, digest);
        if (kind == 5) signatures = bytes.concat(_slice(signatures, 1), _slice(signatures, 0));
        _refuse(intent, signatures);
    }

    /// Of every signature there is a second form; only one of them counts.
    function testFuzz_a_malleated_signature_is_refused(uint256 seed, uint8 count, uint8 threshold) external {
        _openAny(seed, count, threshold);
        IPartyAccount.Intent memory intent = _intent(bytes32(seed));
        bytes memory signatures = _quorum(seed, _account.digestOf(intent));
        uint256 which = seed % _threshold;
        bytes memory other = "";
        for (uint256 i = 0; i < _threshold; ++i) {
            bytes memory signature = _slice(signatures, i);
            other = bytes.concat(other, i == which ? _malleated(signature) : signature);
        }
        _refuse(intent, other);
    }

    function testFuzz_too_few_too_many_or_repeated_signatures_are_refused(uint256 seed, uint8 kind) external {
        _open(seed, 4, 2);
        IPartyAccount.Intent memory intent = _intent(bytes32(seed));
        bytes32 digest = _account.digestOf(intent);
        bytes memory one = Keys.sign(_keys[seed % 3], digest);
        kind %= 5;
        if (kind == 0) _refuse(intent, one);
        else if (kind == 1) _refuse(intent, bytes.concat(one, one));
        else if (kind == 2) _refuse(intent, Keys.signAll(_keys, 0, 3, digest));
        else if (kind == 3) _refuse(intent, bytes.concat(_quorum(seed, digest), hex"00"));
        else _refuse(intent, "");
    }

    /// Former signers sign no more, and what was signed before the change is void.
    function testFuzz_a_change_of_signers_voids_what_was_signed(uint256 seed) external {
        _open(seed, 3, 2);
        IPartyAccount.Intent memory open = _intent(bytes32(seed | 1));
        bytes memory signatures = _quorum(seed, _account.digestOf(open));
        uint256[] memory keys = Keys.derive(keccak256(abi.encode("new", seed)), 2);
        IPartyAccount.Intent memory change = _intent(keccak256("change"));
        change.calls[0].target = address(_account);
        change.calls[0].data = abi.encodeCall(_account.setSigners, (_signers(keys), 2));
        require(_account.execute(change, _quorum(seed, _account.digestOf(change))), "the signers did not change");
        _refuse(open, signatures);
        open.epoch = _account.epoch();
        _refuse(open, _quorum(seed, _account.digestOf(open)));
        require(
            _account.execute(open, Keys.signAll(keys, 0, 2, _account.digestOf(open))),
            "the new signers are refused"
        );
    }

    /// The calls get all the gas that was signed for, or the intent is not consumed: whoever relays cannot make it fail.
    function testFuzz_an_intent_gets_its_gas_or_is_not_consumed(uint16 size, uint24 given) external {
        _open(1, 1, 1);
        IPartyAccount.Intent memory intent = _intent(keccak256("gas"));
        intent.gas = 1_000_000;
        bytes memory ballast = new bytes(uint256(size) * 2);
        intent.calls[0].data = abi.encodeCall(_target.burn, (300_000, ballast));
        bytes memory signatures = _quorum(1, _account.digestOf(intent));
        // From far too little to plenty, most finely where it is just too little.
        uint256 gasGiven = 1_000_000 + (given % 700_000);
        try _account.execute{gas: gasGiven}(intent, signatures) returns (bool done) {
            require(done, "an intent failed for want of the gas it was signed for");
        } catch {
            require(_account.outcomeOf(intent.id) == 0, "an intent without its gas was consumed");
        }
    }

    function _openAny(uint256 seed, uint8 count, uint8 threshold) private {
        count = 1 + (count % 5);
        _open(seed, count, 1 + (threshold % count));
    }

    function _open(uint256 seed, uint8 count, uint8 threshold) private {
        _threshold = threshold;
        _keys = Keys.derive(bytes32(seed), count);
        _account = IPartyAccount(_admit(_parties, "this account"));
    }

    function _network(bytes32 salt) private returns (IParties) {
        return IParties(Built.deploy("Parties", abi.encode(new Anyone(), salt, uint48(7 days))));
    }

    function _admit(IParties parties, bytes32 entity) private returns (address) {
        IParties.Admission memory a = IParties.Admission({
            entity: EntityId.wrap(entity),
            roles: 1,
            country: "DE",
            validUntil: type(uint40).max,
            threshold: _threshold,
            signers: _signers(_keys)
        });
        bytes[] memory possession = new bytes[](_keys.length);
        for (uint256 i = 0; i < _keys.length; ++i) {
            possession[i] = Keys.sign(_keys[i], parties.possessionDigestOf(a.entity, vm.addr(_keys[i])));
        }
        return parties.admit(a, possession);
    }

    function _signers(uint256[] memory keys) private pure returns (IPartyAccount.Signer[] memory signers) {
        signers = new IPartyAccount.Signer[](keys.length);
        for (uint256 i = 0; i < keys.length; ++i) {
            signers[i] = IPartyAccount.Signer(vm.addr(keys[i]), IPartyAccount.Custody.EXTERNAL);
        }
    }

    function _intent(bytes32 id) private view returns (IPartyAccount.Intent memory intent) {
        intent.id = IntentId.wrap(id == 0 ? bytes32(uint256(1)) : id);
        intent.deadline = uint48(block.timestamp + 1 hours);
        intent.gas = 500_000;
        intent.epoch = _account.epoch();
        intent.calls = new IPartyAccount.Call[](1);
        intent.calls[0] = IPartyAccount.Call(address(_target), abi.encodeCall(_target.hit, ("")));
    }

    /// Signatures of as many neighbouring signers as are needed.
    function _quorum(uint256 seed, bytes32 digest) private view returns (bytes memory) {
        return Keys.signAll(_keys, seed % (_keys.length - _threshold + 1), _threshold, digest);
    }

    function _refuse(IPartyAccount.Intent memory intent, bytes memory signatures) private {
        uint256 calls = _target.calls();
        (bool accepted, ) = address(_account).call(abi.encodeCall(_account.execute, (intent, signatures)));
        require(!accepted, "it was accepted");
        require(_account.outcomeOf(intent.id) == 0, "it was consumed");
        require(_target.calls() == calls, "it had an effect");
    }

    function _slice(bytes memory signatures, uint256 index) private pure returns (bytes memory part) {
        part = new bytes(65);
        for (uint256 i = 0; i < 65; ++i) part[i] = signatures[65 * index + i];
    }

    function _malleated(bytes memory signature) private pure returns (bytes memory) {
        (bytes32 r, uint256 s) = abi.decode(bytes.concat(signature, new bytes(31)), (bytes32, uint256));
        uint8 v = uint8(signature[64]) == 27 ? 28 : 27;
        return abi.encodePacked(r, ORDER - s, v);
    }
}
