// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IAssets} from "../../../../contracts/interfaces/IAssets.sol";
import {ILiens} from "../../../../contracts/interfaces/ILiens.sol";
import {ISalesEvents} from "../../../../contracts/interfaces/ISalesEvents.sol";
import {AssetId, Currency, LienId} from "../../../../contracts/interfaces/Types.sol";
import {vm} from "../harness/Vm.sol";
import {CollateralMirror} from "./CollateralMirror.sol";

/// Anybody does anything to assets and liens: mostly what is possible, now and then what is not.
contract CollateralHandler is CollateralMirror {
    uint256 private constant NUMBERS = 16;
    uint256 private constant PARTIES = ENTERPRISES + FINANCIERS;
    uint40 private constant FAR = 3_000_000_000;

    uint256 private _clock = block.timestamp;
    uint256 private _entropy;
    mapping(bytes4 selector => uint256) public doneOf;

    modifier action(uint256 seed) {
        _entropy = uint256(keccak256(abi.encode(seed, _entropy)));
        _clock += _pick(600);
        vm.warp(_clock);
        vm.recordLogs();
        _;
    }

    function actions() external pure returns (bytes4[] memory list) {
        list = new bytes4[](9);
        list[0] = this.register.selector;
        list[1] = this.judge.selector;
        list[2] = this.recordFact.selector;
        list[3] = this.propose.selector;
        list[4] = this.propose.selector;
        list[5] = this.settle.selector;
        list[6] = this.settle.selector;
        list[7] = this.end.selector;
        list[8] = this.transfer.selector;
    }

    /// Every function of the contract that changes state.
    function selectors() external pure returns (bytes4[] memory list) {
        list = new bytes4[](21);
        list[0] = IAssets.register.selector;
        list[1] = IAssets.transfer.selector;
        list[2] = IAssets.verify.selector;
        list[3] = IAssets.reject.selector;
        list[4] = IAssets.recordStage.selector;
        list[5] = IAssets.recordTerm.selector;
        list[6] = IAssets.recordFees.selector;
        list[7] = IAssets.recordContest.selector;
        list[8] = IAssets.recordRestraint.selector;
        list[9] = IAssets.expire.selector;
        list[10] = IAssets.invalidate.selector;
        list[11] = IAssets.restore.selector;
        list[12] = ILiens.propose.selector;
        list[13] = ILiens.consent.selector;
        list[14] = ILiens.withdraw.selector;
        list[15] = ILiens.refuse.selector;
        list[16] = ILiens.activate.selector;
        list[17] = ILiens.release.selector;
        list[18] = ILiens.enforce.selector;
        list[20] = ILiens.note.selector;
        list[19] = IAccessManaged.setAuthority.selector;
    }

    function register(uint256 seed) external action(seed) {
        IAssets.Registration memory r = IAssets.Registration({
            office: "US",
            kind: IAssets.Kind(_pick(7)),
            number: bytes32(1 + _pick(NUMBERS)),
            stage: _oneIn(12) ? IAssets.Stage(_pick(3)) : IAssets.Stage.GRANTED,
            term: IAssets.Term(FAR + uint40(_pick(100)), IAssets.Basis.GRANT, _word()),
            feesPaidUntil: FAR,
            hasSameDayInvention: _oneIn(16),
            owners: _someOwners(),
            documentRoot: _word()
        });
        if (_oneIn(16)) r.term.expiresAt = 0;
        AssetId id = assets.idOf(r.office, r.kind, r.number);
        bool done = _act(r.owners[0].account, id, abi.encodeCall(assets.register, (r)));
        if (!done) return;
        if (!_oneIn(4)) _official(id, abi.encodeCall(assets.verify, (id, _word())));
        else if (_oneIn(2)) _official(id, abi.encodeCall(assets.reject, (id, _word())));
    }

    /// What the registrar says of an entry as a whole.
    function judge(uint256 seed) external action(seed) {
        (AssetId id, bool found) = _someAsset();
        if (!found) return;
        uint256 what = _pick(12);
        IAssets.Status status = seen[id].status;
        if (status == IAssets.Status.EXPIRED || status == IAssets.Status.INVALIDATED) what = _oneIn(4) ? 1 : 3;
        if (what == 0) _official(id, abi.encodeCall(assets.expire, (id, _word())));
        else if (what == 1) _official(id, abi.encodeCall(assets.invalidate, (id, _word())));
        else if (what == 2) _official(id, abi.encodeCall(assets.reject, (id, _word())));
        else if (what == 3) _official(id, abi.encodeCall(assets.restore, (id, _word())));
        else if (what == 4) _setAuthority();
        else _official(id, abi.encodeCall(assets.verify, (id, _word())));
    }

    /// A fact that stands in the way of a lien is mostly taken back soon.
    function recordFact(uint256 seed) external action(seed) {
        (AssetId id, bool found) = _someAsset();
        if (!found) return;
        uint256 what = _pick(6);
        bytes32 evidence = _oneIn(20) ? bytes32(0) : _word();
        bool isFlaw = _oneIn(8);
        IAssets.Term memory term = IAssets.Term(FAR + uint40(_pick(100)), IAssets.Basis(2 + _pick(5)), evidence);
        if (isFlaw) term.expiresAt = uint40(_clock + _pick(2 hours));
        IAssets.Stage stage = isFlaw ? IAssets.Stage(_pick(3)) : IAssets.Stage.GRANTED;
        if (what == 0) _official(id, abi.encodeCall(assets.recordStage, (id, stage, evidence)));
        if (what == 1) _official(id, abi.encodeCall(assets.recordTerm, (id, term)));
        if (what == 2) _official(id, abi.encodeCall(assets.recordFees, (id, isFlaw ? 1 : FAR, evidence)));
        if (what == 3) _official(id, abi.encodeCall(assets.recordContest, (id, isFlaw, evidence)));
        if (what == 4) _official(id, abi.encodeCall(assets.recordRestraint, (id, isFlaw, evidence)));
        bytes32 topic = ISalesEvents.SaleFailed.selector;
        if (what == 5) _official(id, abi.encodeCall(liens.note, (id, topic, abi.encode(_pick(9)))));
    }

    function propose(uint256 seed) external action(seed) {
        (AssetId id, bool found) = _someAsset();
        if (!found) return;
        ILiens.Proposal memory p = ILiens.Proposal({
            asset: id,
            lienKind: _oneIn(5) ? ILiens.LienKind.PLEDGE : ILiens.LienKind.SECURITY_INTEREST,
            lender: _someParty(),
            amount: uint96(_oneIn(20) ? 0 : 1 + _pick(1e12)),
            currency: Currency.wrap("EUR"),
            debtDueAt: uint40(_clock + 365 days),
            notices: uint8(_pick(4)),
            debt: _word(),
            documentRoot: _word()
        });
        address by = _oneIn(12) ? _someParty() : owners[id][_pick(owners[id].length)].account;
        if (!_act(by, id, abi.encodeCall(liens.propose, (p)))) return;
        if (_oneIn(3)) return;
        _consentAll(lastLien);
        if (_oneIn(2)) _activate(lastLien);
    }

    /// A lien that is not registered goes on, or is given up.
    function settle(uint256 seed) external action(seed) {
        if (lastLien == 0) return;
        uint256 lien = _recent();
        AssetId id = lienStates[lien].proposal.asset;
        uint256 what = _pick(10);
        LienId l = LienId.wrap(lien);
        address party = _oneIn(3) ? _someParty() : lienStates[lien].proposal.lender;
        if (what == 0) _act(party, id, abi.encodeCall(liens.withdraw, (l, _word())));
        else if (what == 1) _official(id, abi.encodeCall(liens.refuse, (l, _word())));
        else if (what < 4) _act(_someParty(), id, abi.encodeCall(liens.consent, (l)));
        else {
            if (!_oneIn(4)) _consentAll(lien);
            _activate(lien);
        }
        _compareLien(lien);
    }

    /// An active lien is released, or enforced with some of the others.
    function end(uint256 seed) external action(seed) {
        (AssetId id, bool found) = _someAsset();
        if (!found || ranked[id].length == 0) return;
        // A lone lien ends rarely, so that several come to stand on an asset.
        if (ranked[id].length < 3 && !_oneIn(3)) return;
        uint256 lien = ranked[id][_pick(ranked[id].length)];
        if (_oneIn(4)) {
            _enforce(id, lien);
        } else {
            address by = _oneIn(8) ? _someParty() : lienStates[lien].proposal.lender;
            bool done = _act(by, id, abi.encodeCall(liens.release, (LienId.wrap(lien), _word())));
            _rule(!done || by == lienStates[lien].proposal.lender, "10", "somebody else released a lien");
        }
        _compareLien(lien);
    }

    function transfer(uint256 seed) external action(seed) {
        (AssetId id, bool found) = _someAsset();
        if (!found || !_oneIn(3)) return;
        IAssets.Owner[] memory to = _someOwners();
        bytes32 document = _word();
        bytes memory call_ = abi.encodeCall(assets.transfer, (id, to, document));
        if (_oneIn(6)) {
            _act(_someParty(), id, call_);
            return;
        }
        IAssets.Owner[] memory from = owners[id];
        uint256[] memory with = ranked[id];
        for (uint256 i = 0; i < from.length; ++i) _act(from[i].account, id, call_);
        for (uint256 i = 0; i < with.length; ++i) _act(lienStates[with[i]].proposal.lender, id, call_);
        if (_oneIn(2)) _official(id, abi.encodeCall(assets.verify, (id, _word())));
    }

    function _enforce(AssetId id, uint256 lien) private {
        LienId[] memory discharged = new LienId[](_pick(2));
        if (discharged.length == 1) discharged[0] = LienId.wrap(ranked[id][_pick(ranked[id].length)]);
        IAssets.Owner[] memory to = _someOwners();
        bytes memory call_ = abi.encodeCall(liens.enforce, (LienId.wrap(lien), to, discharged, _word()));
        address by = _oneIn(12) ? _someParty() : actors[OPERATOR].account;
        bool done = _act(by, id, call_);
        _rule(!done || by == actors[OPERATOR].account, "10", "somebody else enforced a lien");
        if (done && !_oneIn(4)) _official(id, abi.encodeCall(assets.verify, (id, _word())));
    }

    function _consentAll(uint256 lien) private {
        LienState storage l = lienStates[lien];
        AssetId id = l.proposal.asset;
        bytes memory call_ = abi.encodeCall(liens.consent, (LienId.wrap(lien)));
        IAssets.Owner[] memory all = owners[id];
        for (uint256 i = 0; i < all.length; ++i) {
            if (!l.consents[all[i].account]) _act(all[i].account, id, call_);
        }
        if (!l.consents[l.proposal.lender]) _act(l.proposal.lender, id, call_);
    }

    function _activate(uint256 lien) private {
        LienState storage l = lienStates[lien];
        AssetId id = l.proposal.asset;
        ILiens.Entry memory entry = ILiens.Entry({
            register: "USPTO",
            number: _word(),
            // Few instants, so that the sequence decides often, and sometimes nothing does.
            officialAt: uint40(1_780_000_000 - 10 + _pick(10)),
            sequence: uint32(_pick(12)),
            documentHash: _word()
        });
        address by = _oneIn(16) ? _someParty() : actors[OPERATOR].account;
        uint256 before = ranked[id].length;
        bool isVoid = l.title != seen[id].title;
        bool done = _act(by, id, abi.encodeCall(liens.activate, (LienId.wrap(lien), entry)));
        _rule(!done || by == actors[OPERATOR].account, "10", "somebody else registered a lien");
        if (done) {
            bool same = l.entry.officialAt == entry.officialAt && l.entry.sequence == entry.sequence;
            _rule(same, "10", "another registration was recorded than the registrar's");
            return;
        }
        _occasion(isVoid, "void by a transfer");
        bool isBeside = before == 1 && lienStates[ranked[id][0]].proposal.lienKind == ILiens.LienKind.PLEDGE;
        _occasion(isBeside, "refused beside an exclusive one");
    }

    /// The authority gives the contract another one, and takes it back.
    function _setAuthority() private {
        for (uint256 i = 0; i < 2; ++i) {
            address from = i == 0 ? address(manager) : address(this);
            address to = i == 0 ? address(this) : address(manager);
            vm.prank(from);
            (bool done, ) = address(assets).call(abi.encodeCall(IAccessManaged.setAuthority, (to)));
            _rule(done, "14a", "the authority could not be replaced by itself");
            if (done) ++doneOf[IAccessManaged.setAuthority.selector];
        }
    }

    function _official(AssetId id, bytes memory data) private {
        _act(_oneIn(24) ? _someParty() : actors[OPERATOR].account, id, data);
    }

    function _act(address by, AssetId id, bytes memory data) private returns (bool done) {
        vm.prank(by);
        (done, ) = address(assets).call(data);
        if (done) {
            ++doneOf[bytes4(data)];
            _replay(vm.getRecordedLogs());
        } else {
            vm.getRecordedLogs();
        }
        if (seen[id].title != 0) _compare(id);
    }

    function _someAsset() private returns (AssetId id, bool found) {
        if (known.length == 0) return (id, false);
        return (known[_pick(known.length)], true);
    }

    /// One of the last liens, which are still open more often than the first.
    function _recent() private returns (uint256) {
        uint256 back = _pick(lastLien < 8 ? lastLien : 8);
        return lastLien - back;
    }

    function _someParty() private returns (address) {
        return actors[FIRST_PARTY + _pick(PARTIES)].account;
    }

    function _someOwners() private returns (IAssets.Owner[] memory some) {
        some = new IAssets.Owner[](1 + _pick(2));
        uint256 first = _pick(PARTIES);
        for (uint256 i = 0; i < some.length; ++i) {
            // Now and then the same twice, or without a part.
            uint256 place = _oneIn(20) ? first : first + i;
            some[i] = IAssets.Owner(
                actors[FIRST_PARTY + (place % PARTIES)].account,
                uint32(_oneIn(30) ? 0 : 1 + _pick(5))
            );
        }
    }

    function _pick(uint256 bound) private returns (uint256) {
        _entropy = uint256(keccak256(abi.encode(_entropy)));
        return _entropy % bound;
    }

    function _oneIn(uint256 times) private returns (bool) {
        return _pick(times) == 0;
    }

    function _word() private returns (bytes32) {
        _pick(1);
        return bytes32(_entropy);
    }
}
