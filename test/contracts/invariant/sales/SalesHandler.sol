// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IAssets} from "../../../../contracts/interfaces/IAssets.sol";
import {ILiens} from "../../../../contracts/interfaces/ILiens.sol";
import {ISales} from "../../../../contracts/interfaces/ISales.sol";
import {ISalesEvents} from "../../../../contracts/interfaces/ISalesEvents.sol";
import {AssetId, LienId, SaleId} from "../../../../contracts/interfaces/Types.sol";
import {Vm} from "../harness/Vm.sol";
import {vm} from "../harness/Vm.sol";
import {SalesNetwork} from "./SalesNetwork.sol";

/// Anybody sells, bids, opens, settles; what the sales have to hold and to pay is counted here, from what was done.
contract SalesHandler is SalesNetwork {
    uint256 private constant PARTIES = ENTERPRISES + FINANCIERS;
    uint256 private constant MOST_ASSETS = 12;

    struct Bid {
        uint96 amount;
        bool isMade;
        bool isOpen;
    }

    AssetId[] private _known;
    uint256 private _lastSale;
    mapping(uint256 sale => mapping(address bidder => Bid)) private _bids;
    mapping(uint256 sale => uint256) private _best;
    mapping(uint256 sale => address) private _bidder;
    mapping(uint256 sale => mapping(address account => uint256)) private _kept;
    /// Best bids of open sales, and what could not be paid.
    uint256 private _held;
    uint256 private _clock = block.timestamp;
    uint256 private _entropy;
    mapping(bytes4 selector => uint256) public doneOf;
    mapping(string what => uint256) private _occasions;

    modifier action(uint256 seed) {
        _entropy = uint256(keccak256(abi.encode(seed, _entropy)));
        _clock += _pick(40);
        vm.warp(_clock);
        vm.recordLogs();
        _;
    }

    function actions() external pure returns (bytes4[] memory list) {
        list = new bytes4[](10);
        list[0] = this.enter.selector;
        list[1] = this.pledge.selector;
        list[2] = this.open.selector;
        list[3] = this.commit.selector;
        list[4] = this.commit.selector;
        list[5] = this.reveal.selector;
        list[6] = this.reveal.selector;
        list[7] = this.settle.selector;
        list[8] = this.disturb.selector;
        list[9] = this.demand.selector;
    }

    /// Every function of the contract that changes state.
    function selectors() external pure returns (bytes4[] memory list) {
        list = new bytes4[](6);
        list[0] = ISales.open.selector;
        list[1] = ISales.demand.selector;
        list[2] = ISales.commit.selector;
        list[3] = ISales.reveal.selector;
        list[4] = ISales.settle.selector;
        list[5] = ISales.payKept.selector;
    }

    function occasionsOf(string calldata what) external view returns (uint256) {
        return _occasions[what];
    }

    function assertHeld() external view {
        _assertUnbroken("17");
        uint256 held = cashes[0].balanceOf(address(sales));
        _assert(held == _held, "17", "sales hold other money than the best bids and what could not be paid");
    }

    /// Another asset of two owners.
    function enter(uint256 seed) external action(seed) {
        if (_known.length == MOST_ASSETS) return;
        IAssets.Registration memory r;
        (r.office, r.number) = ("US", bytes32(1 + _known.length));
        r.term = IAssets.Term(0, IAssets.Basis.UNLIMITED, bytes32(0));
        r.feesPaidUntil = type(uint40).max;
        r.documentRoot = keccak256("record");
        r.owners = new IAssets.Owner[](2);
        uint256 first = _pick(PARTIES);
        r.owners[0] = IAssets.Owner(_party(first), uint32(1 + _pick(5)));
        r.owners[1] = IAssets.Owner(_party(first + 1), uint32(1 + _pick(5)));
        vm.prank(r.owners[0].account);
        (bool done, bytes memory answer) = address(assets).call(abi.encodeCall(assets.register, (r)));
        if (done) _known.push(abi.decode(answer, (AssetId)));
    }

    /// A lien whose debt is overdue already, behind those that are there.
    function pledge(uint256 seed) external action(seed) {
        (AssetId id, bool found) = _asset();
        if (!found || liens.liensOf(id).length == 4) return;
        _official(abi.encodeCall(assets.verify, (id, keccak256("evidence"))));
        IAssets.Owner[] memory owners = assets.ownersOf(id);
        ILiens.Proposal memory p;
        (p.asset, p.lender) = (id, _party(_pick(PARTIES)));
        (p.amount, p.currency, p.debtDueAt) = (uint96(1 + _pick(1_000)), cashes[0].currency(), 1);
        (p.debt, p.documentRoot) = (keccak256("debt"), keccak256("contract"));
        vm.prank(owners[0].account);
        (bool done, bytes memory answer) = address(liens).call(abi.encodeCall(liens.propose, (p)));
        if (!done) return;
        LienId lien = abi.decode(answer, (LienId));
        for (uint256 i = 1; i < owners.length; ++i) _call(owners[i].account, abi.encodeCall(liens.consent, (lien)));
        _call(p.lender, abi.encodeCall(liens.consent, (lien)));
        bytes32 word = keccak256("entry");
        _official(abi.encodeCall(liens.activate, (lien, ILiens.Entry(word, word, uint40(_clock), uint32(seed), word))));
    }

    function open(uint256 seed) external action(seed) {
        (AssetId id, bool found) = _asset();
        LienId[] memory ranked = found ? liens.liensOf(id) : new LienId[](0);
        if (ranked.length == 0) return;
        LienId lien = ranked[_pick(ranked.length)];
        ILiens.Lien memory l = liens.lienOf(lien);
        uint96 owed = uint96(1 + _pick(l.amount + 2));
        ISales.Terms memory t = ISales.Terms(lien, owed, uint96(_pick(300)), 0, 0, keccak256("default"));
        (t.commitBy, t.revealBy) = (uint40(_clock + 1 + _pick(600)), uint40(_clock + 500 + _pick(700)));
        bool done = _act(_oneIn(8) ? _party(_pick(PARTIES)) : l.lender, abi.encodeCall(sales.open, (t)));
        _rule(!done || owed <= l.amount, "17", "more is demanded than the lien secures");
        if (!done) return;
        ++_lastSale;
        for (uint256 i = 0; i < 4; ++i) _bid(_lastSale, t.commitBy, _party(_pick(PARTIES)));
    }

    function demand(uint256 seed) external action(seed) {
        (uint256 sale, ISales.Sale memory s, bool found) = _sale();
        if (!found) return;
        LienId[] memory ranked = liens.liensOf(s.asset);
        if (ranked.length == 0) return;
        LienId lien = ranked[ranked.length - 1];
        ILiens.Lien memory l = liens.lienOf(lien);
        uint96 owed = uint96(_pick(l.amount + 2));
        address by = _oneIn(8) ? _party(_pick(PARTIES)) : l.lender;
        bool done = _act(by, abi.encodeCall(sales.demand, (SaleId.wrap(sale), lien, owed, keccak256("account"))));
        _rule(!done || (by == l.lender && owed <= l.amount), "17", "somebody else demands, or more than is secured");
    }

    function commit(uint256 seed) external action(seed) {
        (uint256 sale, ISales.Sale memory s, bool found) = _sale();
        if (found) _bid(sale, s.commitBy, _party(_pick(PARTIES)));
    }

    function _bid(uint256 sale, uint256 commitBy, address by) private {
        // Every other sale brings less than is owed; some bids are equal.
        uint96 amount = uint96(_pick(20) * (sale % 2 == 0 ? 20 : 120));
        bytes32 sealed_ = sales.commitmentOf(SaleId.wrap(sale), by, amount, bytes32(sale));
        bool done = _act(by, abi.encodeCall(sales.commit, (SaleId.wrap(sale), sealed_)));
        _rule(!done || !_bids[sale][by].isMade, "17", "somebody bids twice");
        _rule(!done || _clock <= commitBy, "17", "somebody bids after the deadline");
        if (done) _bids[sale][by] = Bid(amount, true, false);
    }

    /// Bids are opened one after another; now and then the best so far is frozen meanwhile.
    function reveal(uint256 seed) external action(seed) {
        (uint256 sale, ISales.Sale memory s, bool found) = _sale();
        if (!found) return;
        if (_clock <= s.commitBy && !_oneIn(8)) _clock = s.commitBy + 1;
        vm.warp(_clock);
        uint256 first = _pick(PARTIES);
        for (uint256 i = 0; i < PARTIES; ++i) {
            if (_oneIn(12)) _overParties(OPERATOR, abi.encodeCall(parties.freeze, (_bidder[sale], keccak256("why"))));
            if (!_oneIn(3)) _open(sale, s, _party(first + i));
        }
    }

    function _open(uint256 sale, ISales.Sale memory s, address by) private {
        Bid storage bid = _bids[sale][by];
        uint96 amount = _oneIn(10) ? bid.amount + 1 : bid.amount;
        bool canPayBack = parties.canSend(_bidder[sale]);
        bytes memory data = abi.encodeCall(sales.reveal, (SaleId.wrap(sale), amount, bytes32(sale)));
        if (!_act(by, data)) return;
        bool isFine = bid.isMade && !bid.isOpen && amount == bid.amount && amount >= s.reserve;
        _rule(isFine && _clock > s.commitBy && _clock <= s.revealBy, "17", "a bid is opened that may not be");
        bid.isOpen = true;
        if (amount <= _best[sale]) return;
        if (_best[sale] != 0 && !canPayBack) {
            _kept[sale][_bidder[sale]] += _best[sale];
            _occasion(true, "kept for a beaten bidder");
        } else {
            _held -= _best[sale];
        }
        _occasion(_best[sale] != 0, "beaten");
        (_best[sale], _bidder[sale]) = (amount, by);
        _held += amount;
    }

    function settle(uint256 seed) external action(seed) {
        (uint256 sale, ISales.Sale memory s, bool found) = _sale();
        if (!found) return;
        if (_clock <= s.revealBy && (_best[sale] != 0 ? !_oneIn(4) : _oneIn(8))) _clock = s.revealBy + 1;
        vm.warp(_clock);
        LienId[] memory before = liens.liensOf(s.asset);
        // What a lender cannot be paid is kept for it, and holds the sale up for nobody.
        address lender = liens.lienOf(s.lien).lender;
        if (lender != _bidder[sale] && _oneIn(4))
            _overParties(OPERATOR, abi.encodeCall(parties.freeze, (lender, keccak256("why"))));
        if (!_act(_party(_pick(PARTIES)), abi.encodeCall(sales.settle, (SaleId.wrap(sale))))) return;
        _rule(_clock > s.revealBy, "17", "a sale is settled while bids can be opened");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        if (sales.saleOf(SaleId.wrap(sale)).status == ISales.SaleStatus.SOLD) _checkSold(sale, s, before, logs);
        else _checkFailed(sale);
        _held -= _best[sale];
        // What could not be paid out of it stays.
        for (uint256 i = 0; i < PARTIES; ++i) {
            uint256 kept = sales.keptFor(SaleId.wrap(sale), _party(i));
            uint256 known = _kept[sale][_party(i)];
            _rule(kept >= known, "17", "a beaten bid is neither paid back nor kept");
            _held = _held + kept - known;
            _occasion(kept != known, "kept at a settlement");
            _kept[sale][_party(i)] = kept;
        }
        _best[sale] = 0;
    }

    /// Parties are frozen for a while, titles withheld, liens released, kept money fetched.
    function disturb(uint256 seed) external action(seed) {
        uint256 what = _pick(5);
        address party = _party(_pick(PARTIES));
        bytes32 why = keccak256("why");
        if (what == 0) _overParties(OPERATOR, abi.encodeCall(parties.freeze, (party, why)));
        for (uint256 i = 0; what == 1 && i < PARTIES; ++i)
            _overParties(GOVERNOR, abi.encodeCall(parties.unfreeze, (_party(i), why)));
        (AssetId id, bool found) = _asset();
        if (what == 2 && found) _official(abi.encodeCall(assets.recordRestraint, (id, _oneIn(4), why)));
        if (what == 3 && found && _oneIn(3)) {
            LienId[] memory ranked = liens.liensOf(id);
            if (ranked.length == 0) return;
            _call(liens.lienOf(ranked[0]).lender, abi.encodeCall(liens.release, (ranked[0], why)));
        }
        if (what == 4) _fetch();
    }

    /// What was kept of the last sales is fetched, by whoever comes; now and then where nothing was.
    function _fetch() private {
        for (uint256 back = 0; back < 12 && back < _lastSale; ++back) {
            for (uint256 i = 0; i < PARTIES; ++i) _fetchFor(_lastSale - back, _party(i));
        }
    }

    function _fetchFor(uint256 sale, address party) private {
        uint256 kept = _kept[sale][party];
        if (kept == 0 && !_oneIn(200)) return;
        if (_oneIn(2)) _overParties(GOVERNOR, abi.encodeCall(parties.unfreeze, (party, keccak256("why"))));
        uint256 had = cashes[0].balanceOf(party);
        if (!_act(_party(_pick(PARTIES)), abi.encodeCall(sales.payKept, (SaleId.wrap(sale), party)))) return;
        _rule(kept != 0 && cashes[0].balanceOf(party) == had + kept, "17", "other money is fetched than was kept");
        _held -= kept;
        delete _kept[sale][party];
    }

    /// Who bid most has the asset; what it paid went to the liens in their order, and the rest to the owners.
    function _checkSold(uint256 sale, ISales.Sale memory s, LienId[] memory before, Vm.Log[] memory logs) private {
        IAssets.Owner[] memory owners = assets.ownersOf(s.asset);
        _rule(owners.length == 1 && owners[0].account == _bidder[sale], "17", "the asset is not the best bidder's");
        uint256 surviving;
        while (LienId.unwrap(before[surviving]) != LienId.unwrap(s.lien)) ++surviving;
        LienId[] memory left = liens.liensOf(s.asset);
        _rule(left.length == surviving, "17", "other liens survive than those before the one sold under");
        (uint256 sum, uint256 paidLiens, bool isShort) = (0, 0, false);
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(assets)) continue;
            if (logs[i].topics[0] == ISalesEvents.ProceedsPaid.selector) {
                (, , , uint256 lien, uint256 owed, uint256 paid) = abi.decode(
                    logs[i].data,
                    (uint32, bytes32, uint256, uint256, uint256, uint256)
                );
                _rule(lien == LienId.unwrap(before[surviving + paidLiens++]), "17", "liens are not paid by rank");
                bool isWithin = paid <= owed && owed <= liens.lienOf(LienId.wrap(lien)).amount;
                _rule(
                    isWithin && (!isShort || paid == 0),
                    "17",
                    "a lien gets more than it is owed, or before a better one"
                );
                if (paid < owed) isShort = true;
                sum += paid;
            } else if (logs[i].topics[0] == ISalesEvents.SurplusPaid.selector) {
                (, , , , uint256 paid) = abi.decode(logs[i].data, (uint32, bytes32, uint256, address, uint256));
                _rule(!isShort, "17", "an owner gets something before a lien is paid");
                _occasion(paid != 0, "surplus");
                sum += paid;
            }
        }
        _rule(sum == _best[sale] && paidLiens == before.length - surviving, "17", "the proceeds are not all paid");
        _occasion(isShort, "short");
        _occasion(surviving != 0, "surviving");
        _occasion(true, "sold");
    }

    function _checkFailed(uint256 sale) private {
        _occasion(_best[sale] != 0, "failed with a bid");
        _occasion(true, "failed");
    }

    function _act(address by, bytes memory data) private returns (bool done) {
        vm.prank(by);
        (done, ) = address(sales).call(data);
        if (done) ++doneOf[bytes4(data)];
    }

    function _call(address by, bytes memory data) private returns (bool done) {
        vm.prank(by);
        (done, ) = address(assets).call(data);
    }

    function _official(bytes memory data) private {
        _call(actors[OPERATOR].account, data);
    }

    function _overParties(uint256 actor, bytes memory data) private returns (bool done) {
        vm.prank(actors[actor].account);
        (done, ) = address(parties).call(data);
    }

    function _asset() private returns (AssetId id, bool found) {
        if (_known.length == 0) return (id, false);
        return (_known[_pick(_known.length)], true);
    }

    /// One of the last sales, an open one rather than one that is over.
    function _sale() private returns (uint256 sale, ISales.Sale memory s, bool found) {
        for (uint256 i = 0; i < 4 && _lastSale != 0 && s.status != ISales.SaleStatus.OPEN; ++i) {
            sale = _lastSale - _pick(_lastSale < 6 ? _lastSale : 6);
            (s, found) = (sales.saleOf(SaleId.wrap(sale)), true);
        }
    }

    function _party(uint256 place) private view returns (address) {
        return actors[FIRST_PARTY + (place % PARTIES)].account;
    }

    function _occasion(bool seen, string memory what) private {
        if (seen) ++_occasions[what];
    }

    function _oneIn(uint256 times) private returns (bool) {
        return _pick(times) == 0;
    }

    function _pick(uint256 bound) private returns (uint256) {
        _entropy = uint256(keccak256(abi.encode(_entropy)));
        return _entropy % bound;
    }
}
