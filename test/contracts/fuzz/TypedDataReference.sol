// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IFingerprints} from "../../../contracts/interfaces/IFingerprints.sol";
import {IPartyAccount} from "../../../contracts/interfaces/IPartyAccount.sol";
import {IntentId} from "../../../contracts/interfaces/Types.sol";

/// What of the test runner hashes typed data as wallets do, from the JSON that a wallet is given.
interface TypedDataOracle {
    function eip712HashTypedData(string calldata json) external pure returns (bytes32 digest);
    function toString(address value) external pure returns (string memory text);
    function toString(bytes calldata value) external pure returns (string memory text);
    function toString(bytes32 value) external pure returns (string memory text);
    function toString(uint256 value) external pure returns (string memory text);
}

/// The typed data of the ledger as JSON, hashed by code that shares nothing with the contracts.
library TypedDataReference {
    TypedDataOracle private constant ORACLE = TypedDataOracle(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    string private constant DOMAIN_TYPE =
        '"EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"},{"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"},{"name":"salt","type":"bytes32"}]';

    struct Domain {
        string name;
        uint256 chainId;
        address verifyingContract;
        bytes32 salt;
    }

    function intent(Domain memory domain, IPartyAccount.Intent memory i) internal pure returns (bytes32) {
        string memory calls = "";
        for (uint256 k = 0; k < i.calls.length; ++k) {
            string memory separator = k == 0 ? "" : ",";
            string memory target = ORACLE.toString(i.calls[k].target);
            string memory data = ORACLE.toString(i.calls[k].data);
            calls = string.concat(calls, separator, '{"target":"', target, '","data":"', data, '"}');
        }
        string memory message = string.concat(
            string.concat('{"id":"', ORACLE.toString(IntentId.unwrap(i.id)), '","deadline":"'),
            string.concat(ORACLE.toString(uint256(i.deadline)), '","gas":"', ORACLE.toString(uint256(i.gas))),
            string.concat('","epoch":"', ORACLE.toString(uint256(i.epoch)), '","calls":[', calls, "]}")
        );
        string memory types = string.concat(
            '"Intent":[{"name":"id","type":"bytes32"},{"name":"deadline","type":"uint48"},{"name":"gas","type":"uint64"},',
            '{"name":"epoch","type":"uint32"},{"name":"calls","type":"Call[]"}],',
            '"Call":[{"name":"target","type":"address"},{"name":"data","type":"bytes"}]'
        );
        return _digest(domain, types, "Intent", message);
    }

    function cancel(Domain memory domain, bytes32 id, uint48 deadline, uint32 epoch) internal pure returns (bytes32) {
        string memory message = string.concat(
            string.concat('{"id":"', ORACLE.toString(id), '","deadline":"', ORACLE.toString(uint256(deadline))),
            string.concat('","epoch":"', ORACLE.toString(uint256(epoch)), '"}')
        );
        string memory types =
            '"Cancel":[{"name":"id","type":"bytes32"},{"name":"deadline","type":"uint48"},{"name":"epoch","type":"uint32"}]';
        return _digest(domain, types, "Cancel", message);
    }

    function possession(Domain memory domain, bytes32 entity, address signer) internal pure returns (bytes32) {
        string memory message = string.concat(
            string.concat('{"entity":"', ORACLE.toString(entity), '","signer":"'),
            string.concat(ORACLE.toString(signer), '"}')
        );
        string memory types = '"Possession":[{"name":"entity","type":"bytes32"},{"name":"signer","type":"address"}]';
        return _digest(domain, types, "Possession", message);
    }

    function fingerprint(Domain memory domain, IFingerprints.Fingerprint memory f) internal pure returns (bytes32) {
        string memory message = string.concat(
            string.concat('{"numberTags":', _list(f.numberTags), ',"tags":', _list(f.tags), ',"seller":"'),
            string.concat(ORACLE.toString(f.seller), '","debtor":"', ORACLE.toString(f.debtor)),
            string.concat('","documentRoot":"', ORACLE.toString(f.documentRoot), '"}')
        );
        string memory types = string.concat(
            '"Fingerprint":[{"name":"numberTags","type":"bytes32[]"},{"name":"tags","type":"bytes32[]"},',
            '{"name":"seller","type":"address"},{"name":"debtor","type":"address"},',
            '{"name":"documentRoot","type":"bytes32"}]'
        );
        return _digest(domain, types, "Fingerprint", message);
    }

    function _list(bytes32[] memory words) private pure returns (string memory list) {
        for (uint256 i = 0; i < words.length; ++i) {
            list = string.concat(list, i == 0 ? '"' : ',"', ORACLE.toString(words[i]), '"');
        }
        return string.concat("[", list, "]");
    }

    function _digest(
        Domain memory domain,
        string memory types,
        string memory primaryType,
        string memory message
    ) private pure returns (bytes32) {
        string memory head = string.concat('{"types":{', DOMAIN_TYPE, ",", types, '},"primaryType":"', primaryType);
        string memory about = string.concat(
            string.concat('","domain":{"name":"', domain.name, '","version":"1","chainId":"'),
            string.concat(ORACLE.toString(domain.chainId), '","verifyingContract":"'),
            string.concat(ORACLE.toString(domain.verifyingContract), '","salt":"', ORACLE.toString(domain.salt))
        );
        return ORACLE.eip712HashTypedData(string.concat(head, about, '"},"message":', message, "}"));
    }
}
