// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Distribution} from "../../../contracts/libraries/Distribution.sol";

/// Distribution against a count that remembers, for every holder, each payment and what it held then.
contract DistributionTest {
    using Distribution for Distribution.Share;

    uint256 private constant HOLDERS = 5;
    uint256 private constant STEPS = 48;

    Distribution.Share[HOLDERS] private _shares;
    /// Numerators of the exact shares; the denominator is the issue.
    uint256[HOLDERS] private _exact;
    bool[HOLDERS] private _moved;
    uint256 private _issue;
    uint256 private _received;
    uint256 private _withdrawn;
    uint256 private _entropy;

    function testFuzz_any_interleaving_pays_exact_shares(uint256 seed, uint96 issue) external {
        _begin(seed, issue);
        for (uint256 step = 0; step < STEPS; ++step) {
            uint256 kind = _pick(3);
            if (kind == 0) _transfer(_pick(HOLDERS), _pick(HOLDERS));
            else if (kind == 1) _receive(_pick(_issue - _received + 1));
            else _withdraw(_pick(HOLDERS));
            _checkShares();
        }
        _receive(_issue - _received);
        _checkShares();
        _checkWholeShares();
        for (uint256 h = 0; h < HOLDERS; ++h) _withdraw(h);
        _checkRemainders();
    }

    /// The seller was paid in part, then the debtor acknowledged less than the face.
    function testFuzz_a_smaller_issue_entitles_the_seller_to_all_that_was_received(
        uint256 seed,
        uint96 face,
        uint96 acknowledged,
        uint96 received,
        bool withdrawsBefore
    ) external {
        _begin(seed, face);
        acknowledged = uint96(1 + (acknowledged % _issue));
        _receive(received % (uint256(acknowledged) + 1));
        if (withdrawsBefore) _withdraw(0);
        _shares[0].remove(_issue - acknowledged, _received);
        _shares[0].entitleSole();
        _issue = acknowledged;
        _exact[0] = _issue * _received;
        _checkShares();
        _receive(_issue - _received);
        _checkWholeShares();
    }

    /// Regression: a scaled index lost a minor unit by instalments.
    function test_face_3_paid_in_1_and_2_gives_a_holder_of_1_its_unit() external {
        _begin(0, 2);
        _transfer(0, 1, 1);
        _receive(1);
        _receive(2);
        _checkWholeShares();
    }

    /// Regression: a share computed from the present balance paid 3 for 2 received.
    function test_units_that_move_do_not_take_past_payments_along() external {
        _begin(0, 2);
        _receive(2);
        _withdraw(0);
        _transfer(0, 1, 3);
        require(_due(1) == 0, "the past was paid twice");
        _checkShares();
    }

    /// @param issue One less than the units issued, all of which the first holder gets.
    function _begin(uint256 seed, uint96 issue) private {
        _entropy = seed;
        _issue = seed % 4 == 0 ? 1 + (issue % type(uint96).max) : 1 + (issue % 40);
        _shares[0].add(_issue, 0);
    }

    function _transfer(uint256 from, uint256 to) private {
        uint256 held = _shares[from].units;
        if (held != 0) _transfer(from, to, 1 + _pick(held));
    }

    function _transfer(uint256 from, uint256 to, uint256 units) private {
        _shares[from].remove(units, _received);
        _shares[to].add(units, _received);
        if (_received != 0) (_moved[from], _moved[to]) = (true, true);
    }

    function _receive(uint256 amount) private {
        for (uint256 h = 0; h < HOLDERS; ++h) _exact[h] += uint256(_shares[h].units) * amount;
        _received += amount;
    }

    function _withdraw(uint256 h) private {
        uint256 amount = _due(h);
        _shares[h].withdrawn += uint96(amount);
        _withdrawn += amount;
    }

    function _due(uint256 h) private view returns (uint256) {
        return _shares[h].withdrawableDown(_received, _issue);
    }

    function _checkShares() private view {
        uint256 shared = 0;
        for (uint256 h = 0; h < HOLDERS; ++h) {
            uint256 share = _shares[h].withdrawn + _due(h);
            require(share == _exact[h] / _issue, "a share is not the exact one, rounded down");
            shared += share;
        }
        require(_withdrawn <= _received && shared <= _received, "more is promised than was received");
        require(_received - shared < HOLDERS, "roundings are more than a minor unit for each holder");
    }

    function _checkWholeShares() private view {
        for (uint256 h = 0; h < HOLDERS; ++h) {
            bool whole = _shares[h].withdrawn + _due(h) == _shares[h].units;
            require(_moved[h] || whole, "a holder who never transferred does not get exactly its units");
        }
    }

    /// Over all holders the fractions that rounding kept add up to the dust.
    function _checkRemainders() private {
        uint256 remainders = 0;
        for (uint256 h = 0; h < HOLDERS; ++h) {
            _shares[h].remove(_shares[h].units, _received);
            remainders += _shares[h].stripRemainder(_issue);
            require(_due(h) == 0, "a fraction was paid");
            require(_shares[h].stripRemainder(_issue) == 0, "a remainder is taken away twice");
        }
        require(remainders == (_received - _withdrawn) * _issue, "remainders are not the dust");
    }

    function _pick(uint256 bound) private returns (uint256) {
        _entropy = uint256(keccak256(abi.encode(_entropy)));
        return _entropy % bound;
    }
}
