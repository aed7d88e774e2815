// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICash} from "../../../contracts/interfaces/ICash.sol";
import {IClaimToken} from "../../../contracts/interfaces/IClaimToken.sol";
import {ILoans} from "../../../contracts/interfaces/ILoans.sol";
import {IMarket} from "../../../contracts/interfaces/IMarket.sol";
import {AskId, Currency} from "../../../contracts/interfaces/Types.sol";
import {PartyRoles} from "../../../contracts/libraries/Roles.sol";
import {Standing, Standings} from "../../../contracts/libraries/Standings.sol";
import {Built} from "../invariant/harness/Built.sol";
import {vm} from "../invariant/harness/Vm.sol";

/// Claim, cash and register in one, of whom the market asks only what matters for a price.
contract Counterparts {
    uint256 public paid;
    uint256 public moved;

    function carry(address) external pure returns (Standing) {
        return Standings.admitted(PartyRoles.FINANCIER, "DE", type(uint40).max, 1);
    }

    function saleOf(uint256) external view returns (bool, uint32, ICash) {
        return (true, 0, ICash(address(this)));
    }

    function balanceOf(address, uint256) external pure returns (uint256) {
        return type(uint256).max;
    }

    function currency() external pure returns (Currency) {
        return Currency.wrap("EUR");
    }

    function transferFrom(address, address, uint256 amount) external returns (bool) {
        paid += amount;
        return true;
    }

    function safeTransferFrom(address, address, uint256, uint256 units, bytes calldata) external {
        moved += units;
    }

    function canCall(address, address, bytes4) external pure returns (bool, uint32) {
        return (true, 0);
    }
}

contract MarketTest {
    address private constant BUYER = address(0xb0b);
    Counterparts private _counterparts = new Counterparts();
    IMarket private _market = IMarket(Built.deploy("Market", abi.encode(_counterparts, _counterparts)));

    function setUp() external {
        _market.list(IClaimToken(address(_counterparts)), ILoans(address(0)));
    }

    function testFuzz_partial_takes_add_up_to_the_price(uint96 units, uint96 price, uint256 seed) external {
        if (units == 0) units = 1;
        AskId ask = _ask(units, price);
        uint256 filled = 0;
        while (filled < units) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint96 left = uint96(units - filled);
            uint96 part = uint96(1 + (seed % (seed % 3 == 0 ? left : left / 4 + 1)));
            uint256 told = _market.priceOf(ask, part);
            vm.prank(BUYER);
            uint256 paid = _market.take(ask, part, told);
            filled += part;
            require(paid == told, "the price is not the one that was told");
            require(
                _counterparts.paid() == Math.ceilDiv(uint256(price) * filled, units),
                "charged is not the part's price"
            );
            require(_counterparts.moved() == filled, "units moved are not the units taken");
        }
        require(_counterparts.paid() == price, "the parts do not add up to the price");
        require(_market.askOf(ask).status == IMarket.AskStatus.CLOSED, "a filled ask is still open");
    }

    function testFuzz_no_more_is_taken_than_offered_nor_paid_than_allowed(
        uint96 units,
        uint96 price,
        uint96 part
    ) external {
        units = units / 2 + 1;
        AskId ask = _ask(units, price);
        part = uint96(1 + (part % units));
        uint256 told = _market.priceOf(ask, part);
        if (told != 0) {
            vm.expectRevert(abi.encodeWithSelector(IMarket.PriceAboveLimit.selector, ask, told, told - 1));
            vm.prank(BUYER);
            _market.take(ask, part, told - 1);
        }
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotEnoughUnits.selector, ask, units + 1, units));
        vm.prank(BUYER);
        _market.take(ask, units + 1, type(uint256).max);
        require(_counterparts.paid() == 0 && _counterparts.moved() == 0, "a refused match moved something");
    }

    function _ask(uint96 units, uint96 price) private returns (AskId) {
        IMarket.Offer memory offer = IMarket.Offer({
            token: IClaimToken(address(_counterparts)),
            id: 1,
            units: units,
            price: price,
            floor: 0,
            deadline: 0,
            expiry: type(uint40).max,
            buyers: new address[](0)
        });
        return _market.ask(offer);
    }
}
