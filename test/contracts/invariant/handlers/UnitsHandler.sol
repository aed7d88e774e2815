// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Choosing} from "./Choosing.sol";

/// Holders move units, by every way there is.
abstract contract UnitsHandler is Choosing {
    function assign(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _positionIn(_oneIn(8) ? ANY : ACKNOWLEDGED);
        if (!found) return;
        bytes memory data = abi.encodeCall(receivables.assign, (id, _receiver(), _units(id, holder), _word()));
        _as(actorOf[holder], address(receivables), data);
    }

    function safeTransferFrom(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _positionIn(_oneIn(8) ? ANY : ACKNOWLEDGED);
        if (!found) return;
        (uint256 operator, bool approved) = _operatorOf(holder);
        bytes memory reference_ = _oneIn(2) ? bytes("") : abi.encode(_word());
        uint256 units = _units(id, holder);
        bytes memory data = abi.encodeCall(receivables.safeTransferFrom, (holder, _receiver(), id, units, reference_));
        bool done = _as(operator, address(receivables), data);
        _rule(!done || approved, "05", "units were moved by one whom the holder did not approve");
    }

    function safeBatchTransferFrom(uint256 seed) external action(seed) {
        (uint256 id, address holder, bool found) = _positionIn(ACKNOWLEDGED);
        if (!found) return;
        (uint256 operator, bool approved) = _operatorOf(holder);
        uint256[] memory ids = new uint256[](1 + _pick(3));
        uint256[] memory units = new uint256[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            // The same claim twice in a batch must not move more than is there.
            if (i != 0) (id, ) = _heldBy(holder, id);
            (ids[i], units[i]) = (id, _units(id, holder));
        }
        bytes memory data = abi.encodeCall(
            receivables.safeBatchTransferFrom,
            (holder, _receiver(), ids, units, abi.encode(_word()))
        );
        bool done = _as(operator, address(receivables), data);
        _rule(!done || approved, "05", "units were moved by one whom the holder did not approve");
    }

    function setApprovalForAll(uint256 seed) external action(seed) {
        uint256 holder = _anyParty();
        address operator = actors[_anyParty()].account;
        bytes memory data = abi.encodeCall(receivables.setApprovalForAll, (operator, true));
        if (_as(holder, address(receivables), data) && _oneIn(2))
            _as(holder, address(receivables), abi.encodeCall(receivables.setApprovalForAll, (operator, false)));
    }

    /// Somebody who moves units of a holder: itself, one that it approved, or one that it may not have approved.
    function _operatorOf(address holder) private returns (uint256 operator, bool approved) {
        operator = _oneIn(2) ? actorOf[holder] : _anyParty();
        for (uint256 i = FIRST_PARTY; i < actors.length; ++i) {
            if (!receivables.isApprovedForAll(holder, actors[i].account)) continue;
            operator = i;
            break;
        }
        address account = actors[operator].account;
        approved = account == holder || receivables.isApprovedForAll(holder, account);
    }

    /// Another claim of which a holder has units, if a few looks find one.
    function _heldBy(address holder, uint256 otherwise) private returns (uint256 id, bool found) {
        for (uint256 look = 0; look < LOOKS; ++look) {
            (id, ) = _claimIn(ACKNOWLEDGED);
            if (claims[id].holding[holder].units != 0) return (id, true);
        }
        return (otherwise, false);
    }

    function _units(uint256 id, address holder) internal returns (uint256) {
        uint256 most = _unfrozen(id, holder);
        if (most == 0 || _oneIn(16)) return claims[id].holding[holder].units;
        return _upTo(most);
    }
}
