// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IPartyAccount} from "../../../../contracts/interfaces/IPartyAccount.sol";
import {IReceivables} from "../../../../contracts/interfaces/IReceivables.sol";
import {IRelay} from "../../../../contracts/interfaces/IRelay.sol";
import {Vm} from "../harness/Vm.sol";

/// Tells which recorded logs stand, and for which intent they were emitted.
/// @dev The test runner records the logs of reverted calls, too. There are three places where a call may revert inside of
/// one that succeeds: the calls of an intent, an item of the relay, an item of a bulk. Each announces it with an event.
library Journal {
    bytes32 private constant TRANSFER_SINGLE = keccak256("TransferSingle(address,address,address,uint256,uint256)");

    /// @param emitter Of a log that stands, zero otherwise.
    struct Entry {
        address emitter;
        bytes32 intent;
    }

    /// Where the parts of a list of logs begin: the present intent, the present item of a bulk.
    struct Marks {
        uint256 intent;
        uint256 item;
        uint256 items;
        bool open;
    }

    function read(
        Vm.Log[] memory logs,
        address bulk,
        address receivables
    ) internal pure returns (Entry[] memory entries) {
        entries = new Entry[](logs.length);
        Marks memory m;
        for (uint256 i = 0; i < logs.length; ++i) {
            Vm.Log memory l = logs[i];
            bytes32 topic = l.topics[0];
            entries[i].emitter = l.emitter;
            if (l.emitter == bulk) {
                _refuse(logs, entries, m, i);
            } else if (l.emitter == receivables) {
                _follow(m, l, i);
            } else if (topic == IPartyAccount.IntentDone.selector) {
                _stamp(entries, m.intent, i, l.topics[1]);
                m = Marks(i + 1, i + 1, 0, false);
            } else if (_isFailure(topic)) {
                _drop(entries, m.intent, i);
                m = Marks(i + 1, i + 1, 0, false);
            }
        }
    }

    function _isFailure(bytes32 topic) private pure returns (bool) {
        return
            topic == IPartyAccount.IntentFailed.selector ||
            topic == IRelay.IntentRefused.selector ||
            topic == IRelay.NotAttempted.selector;
    }

    /// Follows the items of a bulk: a registration ends with the minting of its units, an acknowledgement begins with
    /// its event.
    function _follow(Marks memory m, Vm.Log memory l, uint256 i) private pure {
        if (l.topics[0] == TRANSFER_SINGLE && l.topics[2] == 0) {
            ++m.items;
            m.item = i + 1;
        } else if (l.topics[0] == IReceivables.Acknowledged.selector) {
            ++m.items;
            m.item = i;
            m.open = true;
        }
    }

    /// An item of a bulk was refused; of what it logged nothing stands.
    function _refuse(Vm.Log[] memory logs, Entry[] memory entries, Marks memory m, uint256 i) private pure {
        uint256 index = uint256(logs[i].topics[1]);
        // With as many items begun as were before this one, it logged nothing that begins an item.
        bool begun = m.open && m.items == index + 1;
        if (!m.open || begun) _drop(entries, m.item, i);
        if (!begun) ++m.items;
        m.item = i + 1;
    }

    function _stamp(Entry[] memory entries, uint256 from, uint256 to, bytes32 intent) private pure {
        for (uint256 i = from; i < to; ++i) entries[i].intent = intent;
    }

    function _drop(Entry[] memory entries, uint256 from, uint256 to) private pure {
        for (uint256 i = from; i < to; ++i) entries[i].emitter = address(0);
    }
}
