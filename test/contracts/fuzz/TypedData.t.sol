// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IFingerprints} from "../../../contracts/interfaces/IFingerprints.sol";
import {IPartyAccount} from "../../../contracts/interfaces/IPartyAccount.sol";
import {EntityId, IntentId} from "../../../contracts/interfaces/Types.sol";
import {Network} from "../invariant/harness/Network.sol";
import {vm} from "../invariant/harness/Vm.sol";
import {TypedDataReference} from "./TypedDataReference.sol";

/// Every digest that is signed off chain, against the hash that a wallet computes from the same typed data.
contract TypedDataTest is Network {
    function testFuzz_an_intent_is_hashed_as_wallets_do(IPartyAccount.Intent memory intent, uint64 chainId) external {
        vm.chainId(chainId);
        IPartyAccount account = IPartyAccount(actors[OPERATOR].account);
        require(account.digestOf(intent) == TypedDataReference.intent(_of(account), intent), "intent digests differ");
    }

    function testFuzz_a_cancellation_is_hashed_as_wallets_do(bytes32 id, uint48 deadline) external view {
        IPartyAccount account = IPartyAccount(actors[GOVERNOR].account);
        bytes32 expected = TypedDataReference.cancel(_of(account), id, deadline, account.epoch());
        require(account.cancelDigestOf(IntentId.wrap(id), deadline) == expected, "cancellation digests differ");
    }

    function testFuzz_a_proof_of_possession_is_hashed_as_wallets_do(bytes32 entity, address signer) external view {
        bytes32 expected = TypedDataReference.possession(
            _domain("Tallystick Parties", address(parties)),
            entity,
            signer
        );
        require(parties.possessionDigestOf(EntityId.wrap(entity), signer) == expected, "possession digests differ");
    }

    function testFuzz_a_fingerprint_is_hashed_as_wallets_do(IFingerprints.Fingerprint memory f) external view {
        TypedDataReference.Domain memory domain = _domain("Tallystick Fingerprints", address(fingerprints));
        require(fingerprints.digestOf(f) == TypedDataReference.fingerprint(domain, f), "fingerprint digests differ");
    }

    function _of(IPartyAccount account) private view returns (TypedDataReference.Domain memory) {
        return _domain("Tallystick Account", address(account));
    }

    function _domain(string memory name, address target) private view returns (TypedDataReference.Domain memory) {
        return TypedDataReference.Domain(name, block.chainid, target, NETWORK_ID);
    }
}
