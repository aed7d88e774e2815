// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// A running hash over the events of one thing, which makes a list of them provably complete.
library History {
    /// Emits the event `topic(id indexed, data)` and returns the head that includes it.
    /// @dev The log is emitted from the very bytes that are hashed, so that head and log cannot disagree:
    /// `next = keccak256(abi.encode(head, seq, keccak256(topic ++ id ++ data)))`.
    function append(
        bytes32 head,
        uint32 seq,
        bytes32 topic,
        uint256 id,
        bytes memory data
    ) internal returns (bytes32 next) {
        next = keccak256(abi.encode(head, seq, keccak256(abi.encodePacked(topic, id, data))));
        assembly ("memory-safe") {
            log2(add(data, 0x20), mload(data), topic, id)
        }
    }
}
