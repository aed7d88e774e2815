// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {BankRef} from "../../../../contracts/interfaces/Types.sol";
import {vm} from "../harness/Vm.sol";
import {AccountHandler} from "./AccountHandler.sol";
import {DiscountHandler} from "./DiscountHandler.sol";
import {EnforcementHandler} from "./EnforcementHandler.sol";
import {GovernanceHandler} from "./GovernanceHandler.sol";
import {BiddingHandler} from "./BiddingHandler.sol";
import {StandingHandler} from "./StandingHandler.sol";
import {GuaranteesHandler} from "./GuaranteesHandler.sol";
import {Lagging} from "./Lagging.sol";
import {RecallHandler} from "./RecallHandler.sol";
import {RecourseHandler} from "./RecourseHandler.sol";
import {RecoveryHandler} from "./RecoveryHandler.sol";
import {RegistrationHandler} from "./RegistrationHandler.sol";
import {ServicingHandler} from "./ServicingHandler.sol";
import {UnitsHandler} from "./UnitsHandler.sol";

/// Everything that anybody can do to the ledger, and every invariant of it.
contract Handlers is
    RegistrationHandler,
    UnitsHandler,
    BiddingHandler,
    StandingHandler,
    RecallHandler,
    ServicingHandler,
    DiscountHandler,
    RecourseHandler,
    GuaranteesHandler,
    EnforcementHandler,
    AccountHandler,
    RecoveryHandler,
    GovernanceHandler
{
    constructor() {
        clock = block.timestamp;
        nameOf[address(receivables)] = "Receivables";
        nameOf[address(market)] = "Market";
        nameOf[address(standingOffers)] = "StandingOffers";
        nameOf[address(bulk)] = "Bulk";
        nameOf[address(servicing)] = "Servicing";
        nameOf[address(guarantees)] = "Guarantees";
        nameOf[address(parties)] = "Parties";
        nameOf[address(fingerprints)] = "Fingerprints";
        nameOf[address(relay)] = "Relay";
        for (uint256 c = 0; c < cashes.length; ++c) nameOf[address(cashes[c])] = "Cash";
        _replay(vm.getRecordedLogs());
        _open();
    }

    /// What has succeeded too seldom so far is done now, so that chance keeps no run from it.
    function catchUp(uint256 seed) external {
        Lagging.Call[] memory calls = Lagging.calls();
        Lagging.Occasion[] memory occasions = Lagging.occasions();
        uint256 count = calls.length + occasions.length;
        for (uint256 i = 0; i < count; ++i) {
            uint256 k = ((seed % count) + i) % count;
            (bool lags, bytes4 todo) = k < calls.length
                ? (_doneOf(calls[k].name, calls[k].selector) < Lagging.LEAST, calls[k].action)
                : (
                    this.occasionsOf(occasions[k - calls.length].what) < Lagging.LEAST,
                    occasions[k - calls.length].action
                );
            if (!lags) continue;
            (bool ok, bytes memory why) = address(this).call(abi.encodeWithSelector(todo, seed));
            if (!ok) {
                assembly ("memory-safe") {
                    revert(add(why, 0x20), mload(why))
                }
            }
            return;
        }
    }

    function assertUnitsConserved() external view {
        _assertUnbroken("01");
        _assertUnitsConserved();
    }

    function assertPaidWithinDebt() external view {
        _assertUnbroken("02");
        _assertPaidWithinDebt();
    }

    function assertCashConserved() external view {
        _assertUnbroken("03");
        _assertCashConserved();
        _assertReceiptsShared();
    }

    function assertWholeShares() external view {
        _assertUnbroken("03b");
        _assertWholeShares();
    }

    function assertTagsTakenOnce() external view {
        _assertUnbroken("04");
        _assertTagsTaken();
    }

    function assertReceiversEntitled() external view {
        _assertUnbroken("05");
    }

    function assertOnlySaleableMoves() external view {
        _assertUnbroken("06");
    }

    function assertMatchesWhole() external view {
        _assertUnbroken("07");
    }

    function assertOneOutcome() external view {
        _assertUnbroken("08");
        _assertOutcomesStand();
    }

    function assertTransitionsListed() external view {
        _assertUnbroken("09");
        _assertTransitionsListed();
    }

    function assertCoverWithinTerms() external {
        vm.warp(clock);
        _assertUnbroken("12");
        _assertCoverWithinTerms();
    }

    function assertPaymentsNeverStopped() external view {
        _assertUnbroken("13");
    }

    function assertReplayed() external {
        vm.warp(clock);
        _assertUnbroken("14");
        _assertClaimsReplayed();
        _assertCashReplayed();
        _assertMarketReplayed();
        _assertStandingReplayed();
        _assertPermitsReplayed();
        _assertPartiesReplayed();
        _assertAccountsReplayed();
    }

    /// The banks' caps and first deposits, so that a run begins with something to pay.
    function _open() private {
        for (uint256 c = 0; c < cashes.length; ++c) {
            for (uint256 b = FIRST_BANK; b < FIRST_BANK + BANKS; ++b) {
                _as(GOVERNOR, address(cashes[c]), abi.encodeCall(cashes[c].setDailyCap, (actors[b].account, 1e14)));
            }
            for (uint256 i = FIRST_PARTY; i < actors.length; ++i) {
                BankRef ref = BankRef.wrap(keccak256(abi.encode("first deposit", c, i)));
                bytes memory data = abi.encodeCall(cashes[c].mint, (actors[i].account, 1e12, ref));
                _as(FIRST_BANK, address(cashes[c]), data);
            }
        }
    }
}
