// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {History} from "../../../contracts/libraries/History.sol";
import {Vm, vm} from "../invariant/harness/Vm.sol";

/// The head of a history against one computed from the logs alone.
contract HistoryTest {
    function testFuzz_the_head_commits_to_the_logs_as_emitted(
        bytes32 head,
        bytes32[5] calldata topics,
        uint256 id,
        uint32 from,
        bytes[5] calldata tails
    ) external {
        vm.recordLogs();
        bytes32 appended = head;
        for (uint256 i = 0; i < topics.length; ++i) {
            bytes memory data = bytes.concat(abi.encode(uint256(from) + i), tails[i]);
            appended = History.append(appended, abi.encodePacked(topics[i], id, data));
        }
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == topics.length, "not one log for each entry");
        for (uint256 i = 0; i < logs.length; ++i) {
            require(logs[i].topics.length == 2, "a log has other topics");
            require(logs[i].topics[0] == topics[i] && uint256(logs[i].topics[1]) == id, "a topic differs");
            bytes memory data = bytes.concat(abi.encode(uint256(from) + i), tails[i]);
            require(keccak256(logs[i].data) == keccak256(data), "the data differ");
            head = _next(head, uint256(from) + i, logs[i]);
        }
        require(head == appended, "the head is not that of the logs");
    }

    /// An entry that is left out, altered or told twice shows in the head.
    function testFuzz_the_head_depends_on_every_entry(
        bytes32 head,
        bytes32 topic,
        uint256 id,
        bytes calldata tail
    ) external {
        bytes memory entry = abi.encodePacked(topic, id, uint256(7), tail);
        bytes memory other = abi.encodePacked(topic, id, uint256(8), tail);
        bytes32 one = History.append(head, entry);
        require(one != head, "an entry left no trace");
        require(one != History.append(head, other), "another sequence number left no trace");
        require(one != History.append(head, bytes.concat(entry, hex"00")), "longer data left no trace");
        require(one != History.append(one, entry), "an entry told twice left no trace");
        require(one != History.append(~head, entry), "another past left no trace");
    }

    function _next(bytes32 head, uint256 seq, Vm.Log memory l) private pure returns (bytes32) {
        return keccak256(abi.encode(head, seq, keccak256(bytes.concat(l.topics[0], l.topics[1], l.data))));
    }
}
