// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAssets} from "../../../../contracts/interfaces/IAssets.sol";
import {ILiens} from "../../../../contracts/interfaces/ILiens.sol";
import {ISalesEvents} from "../../../../contracts/interfaces/ISalesEvents.sol";
import {AssetId, IntentId, LienId} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {CollateralNetwork} from "./CollateralNetwork.sol";

/// What the logs say of assets and liens, by nothing but them; held against what the contract answers.
abstract contract CollateralMirror is CollateralNetwork {
    struct LienState {
        ILiens.Proposal proposal;
        ILiens.Entry entry;
        ILiens.LienStatus status;
        uint32 title;
        mapping(address by => bool) consents;
    }

    /// Data of {IAssets-AssetRegistered}; as separate values they would be more than the stack takes.
    struct Registered {
        uint32 seq;
        IntentId intent;
        address by;
        bytes2 office;
        IAssets.Kind kind;
        bytes32 number;
        IAssets.Stage stage;
        IAssets.Term term;
        uint40 feesPaidUntil;
        bool hasSameDayInvention;
        IAssets.Owner[] owners;
        uint32 title;
        bytes32 documentRoot;
    }

    AssetId[] internal known;
    mapping(AssetId id => IAssets.Asset) internal seen;
    mapping(AssetId id => IAssets.Owner[]) internal owners;
    mapping(AssetId id => bytes32) private _heads;
    mapping(AssetId id => uint256[]) internal ranked;
    mapping(uint256 lien => LienState) internal lienStates;
    uint256 internal lastLien;
    mapping(string what => uint256) private _occasions;

    function occasionsOf(string calldata what) external view returns (uint256) {
        return _occasions[what];
    }

    function assertRanked() external view {
        _assertUnbroken("10");
    }

    function assertReplayed() external view {
        _assertUnbroken("14a");
    }

    function _occasion(bool seenNow, string memory what) internal {
        if (seenNow) ++_occasions[what];
    }

    function _replay(Vm.Log[] memory logs) internal {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(assets) || logs[i].topics.length != 2) continue;
            AssetId id = AssetId.wrap(logs[i].topics[1]);
            _chain(id, logs[i]);
            _apply(id, logs[i].topics[0], logs[i].data);
        }
    }

    /// Every event is the next of its asset's history.
    function _chain(AssetId id, Vm.Log memory l) private {
        uint256 seq = abi.decode(l.data, (uint256));
        _rule(seq == seen[id].seq + 1, "14a", "an event is not the next of its history");
        seen[id].seq = uint32(seq);
        bytes32 eventHash = keccak256(bytes.concat(l.topics[0], l.topics[1], l.data));
        _heads[id] = keccak256(abi.encode(_heads[id], seq, eventHash));
    }

    function _apply(AssetId id, bytes32 topic, bytes memory data) private {
        IAssets.Asset storage a = seen[id];
        if (topic == IAssets.AssetRegistered.selector) _register(id, data);
        else if (topic == IAssets.AssetVerified.selector) (a.status, a.wasVerified) = (IAssets.Status.VERIFIED, true);
        else if (topic == IAssets.AssetRejected.selector) a.status = IAssets.Status.REJECTED;
        else if (topic == IAssets.AssetExpired.selector) a.status = IAssets.Status.EXPIRED;
        else if (topic == IAssets.AssetInvalidated.selector) a.status = IAssets.Status.INVALIDATED;
        else if (topic == IAssets.AssetRestored.selector) a.status = IAssets.Status.PENDING;
        else if (topic == IAssets.OwnershipTransferred.selector) _transfer(id, data);
        else if (topic == IAssets.StageRecorded.selector)
            (, , a.stage) = abi.decode(data, (uint32, bytes32, IAssets.Stage));
        else if (topic == IAssets.TermRecorded.selector) _term(a, data);
        else if (topic == IAssets.FeesRecorded.selector)
            (, , a.feesPaidUntil) = abi.decode(data, (uint32, bytes32, uint40));
        else if (topic == IAssets.ContestRecorded.selector)
            (, , a.isContested) = abi.decode(data, (uint32, bytes32, bool));
        else if (topic == IAssets.RestraintRecorded.selector)
            (, , a.isWithheld) = abi.decode(data, (uint32, bytes32, bool));
        else _applyToLien(id, topic, data);
    }

    function _register(AssetId id, bytes memory data) private {
        Registered memory r = abi.decode(bytes.concat(abi.encode(uint256(0x20)), data), (Registered));
        IAssets.Asset storage a = seen[id];
        if (a.title == 0) known.push(id);
        (a.office, a.kind, a.stage, a.status) = (r.office, r.kind, r.stage, IAssets.Status.PENDING);
        (a.basis, a.expiresAt, a.feesPaidUntil) = (r.term.termBasis, r.term.expiresAt, r.feesPaidUntil);
        (a.hasSameDayInvention, a.title) = (r.hasSameDayInvention, r.title);
        _own(id, r.owners);
    }

    function _transfer(AssetId id, bytes memory data) private {
        IAssets.Owner[] memory to;
        (, , to, seen[id].title, ) = abi.decode(data, (uint32, bytes32, IAssets.Owner[], uint32, bytes32));
        seen[id].status = IAssets.Status.PENDING;
        _own(id, to);
        _occasion(ranked[id].length != 0, "transferred with a lien on it");
    }

    function _term(IAssets.Asset storage a, bytes memory data) private {
        (, , IAssets.Term memory term) = abi.decode(data, (uint32, bytes32, IAssets.Term));
        (a.basis, a.expiresAt) = (term.termBasis, term.expiresAt);
    }

    function _own(AssetId id, IAssets.Owner[] memory to) private {
        delete owners[id];
        for (uint256 i = 0; i < to.length; ++i) owners[id].push(to[i]);
    }

    function _applyToLien(AssetId id, bytes32 topic, bytes memory data) private {
        if (topic == ILiens.LienProposed.selector) {
            _propose(data);
            return;
        }
        // What sales tell changes nothing of the asset or its liens.
        if (topic == IAssets.TransferAgreed.selector || topic == ISalesEvents.SaleFailed.selector) return;
        (, , uint256 lien) = abi.decode(data, (uint32, bytes32, uint256));
        LienState storage l = lienStates[lien];
        if (topic == ILiens.LienConsented.selector) {
            (, , , address by, bool isComplete) = abi.decode(data, (uint32, bytes32, uint256, address, bool));
            l.consents[by] = true;
            if (isComplete) l.status = ILiens.LienStatus.CONSENTED;
        } else if (topic == ILiens.LienWithdrawn.selector) l.status = ILiens.LienStatus.WITHDRAWN;
        else if (topic == ILiens.LienRefused.selector) l.status = ILiens.LienStatus.REFUSED;
        else if (topic == ILiens.LienActivated.selector) _activate(id, lien, data);
        else if (topic == ILiens.LienReleased.selector) _end(id, lien, ILiens.LienStatus.RELEASED);
        else if (topic == ILiens.LienEnforced.selector) _end(id, lien, ILiens.LienStatus.ENFORCED);
        else _rule(false, "14a", "an event that nobody knows");
    }

    function _propose(bytes memory data) private {
        (, , uint256 lien, address by, ILiens.Proposal memory p, uint32 title) = abi.decode(
            data,
            (uint32, bytes32, uint256, address, ILiens.Proposal, uint32)
        );
        _rule(lien == ++lastLien, "14a", "liens are not numbered one by one");
        LienState storage l = lienStates[lien];
        (l.proposal, l.status, l.title) = (p, ILiens.LienStatus.PROPOSED, title);
        l.consents[by] = true;
    }

    /// Ranked here by what its official registration says alone.
    function _activate(AssetId id, uint256 lien, bytes memory data) private {
        LienState storage l = lienStates[lien];
        uint8 rank;
        (, , , l.entry, rank) = abi.decode(data, (uint32, bytes32, uint256, ILiens.Entry, uint8));
        bool isAgreed = l.consents[l.proposal.lender] && l.title == seen[id].title;
        for (uint256 i = 0; i < owners[id].length; ++i) isAgreed = isAgreed && l.consents[owners[id][i].account];
        _rule(isAgreed, "10", "a lien became active without the consent of all");
        l.status = ILiens.LienStatus.ACTIVE;
        uint256[] storage r = ranked[id];
        _occasion(r.length != 0 && _precedes(lien, r[r.length - 1]), "inserted before another");
        _occasion(l.proposal.lienKind == ILiens.LienKind.PLEDGE, "active exclusively");
        r.push(lien);
        uint256 place = r.length - 1;
        for (; place > 0 && _precedes(lien, r[place - 1]); --place) r[place] = r[place - 1];
        r[place] = lien;
        _rule(rank == place + 1, "10", "a lien does not get the rank of its official registration");
    }

    /// Whoever stood behind it moves up.
    function _end(AssetId id, uint256 lien, ILiens.LienStatus status) private {
        uint256[] storage r = ranked[id];
        lienStates[lien].status = status;
        uint256 kept;
        for (uint256 i = 0; i < r.length; ++i) {
            if (r[i] != lien) r[kept++] = r[i];
        }
        _rule(kept + 1 == r.length, "10", "a lien ended that was not active");
        r.pop();
        bool isReleased = status == ILiens.LienStatus.RELEASED;
        _occasion(isReleased && r.length != 0 && _precedes(lien, r[r.length - 1]), "released before another");
        _occasion(!isReleased && r.length != 0, "enforced with others on the asset");
    }

    function _precedes(uint256 one, uint256 other) internal view returns (bool) {
        ILiens.Entry storage a = lienStates[one].entry;
        ILiens.Entry storage b = lienStates[other].entry;
        return a.officialAt < b.officialAt || (a.officialAt == b.officialAt && a.sequence < b.sequence);
    }

    /// The contract's answers on an asset, against the replay and against the rules themselves.
    function _compare(AssetId id) internal {
        bool same = keccak256(abi.encode(assets.assetOf(id))) == keccak256(abi.encode(seen[id]));
        _rule(same, "14a", "an asset is not what its events say");
        _rule(assets.headOf(id) == _heads[id], "14a", "a head is not that of the events");
        same = keccak256(abi.encode(assets.ownersOf(id))) == keccak256(abi.encode(owners[id]));
        _rule(same, "14a", "the owners are not those of the events");
        LienId[] memory active = liens.liensOf(id);
        _rule(active.length == ranked[id].length, "10", "the active liens are not those that were registered");
        uint256 exclusive;
        for (uint256 i = 0; i < active.length; ++i) {
            uint256 lien = LienId.unwrap(active[i]);
            _rule(lien == ranked[id][i], "10", "the ranks do not follow the official order");
            _rule(i == 0 || _precedes(LienId.unwrap(active[i - 1]), lien), "10", "two liens share a place");
            if (lienStates[lien].proposal.lienKind == ILiens.LienKind.PLEDGE) ++exclusive;
            _rule(liens.rankOf(active[i]) == i + 1, "10", "a rank is not the lien's place");
        }
        _rule(exclusive == 0 || active.length == 1, "10", "an exclusive lien stands beside another");
    }

    function _compareLien(uint256 lien) internal {
        ILiens.Lien memory l = liens.lienOf(LienId.wrap(lien));
        LienState storage s = lienStates[lien];
        bool same = l.status == s.status && l.title == s.title && l.lender == s.proposal.lender;
        same = same && l.amount == s.proposal.amount && l.lienKind == s.proposal.lienKind;
        same = same && l.officialAt == s.entry.officialAt && l.sequence == s.entry.sequence;
        _rule(same, "14a", "a lien is not what its events say");
    }
}
