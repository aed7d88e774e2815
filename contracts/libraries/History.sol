// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// A running hash over the events of one thing, which makes a list of them provably complete.
library History {
    /// Emits the event `topic(id indexed, data)` and returns the head that includes it.
    /// @dev The log is emitted from the very bytes that are hashed, so that head and log cannot disagree:
    /// `next = keccak256(abi.encode(head, seq, keccak256(topic ++ id ++ data)))`.
    /// @param entry topic ++ id ++ data, the data beginning with the event's sequence number as a word.
    function append(bytes32 head, bytes memory entry) internal returns (bytes32 next) {
        bytes32 eventHash = keccak256(entry);
        uint256 seq;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            seq := mload(add(entry, 0x60))
            log2(add(entry, 0x60), sub(mload(entry), 0x40), mload(add(entry, 0x20)), mload(add(entry, 0x40)))
        }
        next = keccak256(abi.encode(head, seq, eventHash));
    }
}
