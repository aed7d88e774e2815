// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IAttestations} from "../../../contracts/interfaces/IAttestations.sol";
import {IClaimToken} from "../../../contracts/interfaces/IClaimToken.sol";
import {IPolicies} from "../../../contracts/interfaces/IPolicies.sol";
import {IServicing} from "../../../contracts/interfaces/IServicing.sol";
import {PolicyHandlers} from "./policies/PolicyHandlers.sol";
import {Walk} from "./harness/Walk.sol";

/// What countries ask of claims, and what is attested, against runs in which anybody does anything.
abstract contract PoliciesWalk is Walk {
    PolicyHandlers internal _walked;

    function _begin() internal override returns (address, bytes4[] memory) {
        _walked = new PolicyHandlers();
        bytes4[15] memory drawn = [
            PolicyHandlers.register.selector,
            PolicyHandlers.acknowledge.selector,
            PolicyHandlers.acknowledge.selector,
            PolicyHandlers.amend.selector,
            PolicyHandlers.move.selector,
            PolicyHandlers.move.selector,
            PolicyHandlers.move.selector,
            PolicyHandlers.setPolicy.selector,
            PolicyHandlers.attest.selector,
            PolicyHandlers.attest.selector,
            PolicyHandlers.attest.selector,
            PolicyHandlers.revoke.selector,
            PolicyHandlers.strike.selector,
            PolicyHandlers.setAuthority.selector,
            PolicyHandlers.elapse.selector
        ];
        bytes4[] memory actions = new bytes4[](drawn.length);
        for (uint256 i = 0; i < drawn.length; ++i) actions[i] = drawn[i];
        return (address(_walked), actions);
    }
}

contract PoliciesTest is PoliciesWalk {
    function invariant_all_hold() external {
        _walked.assertPolicyKept();
        _walked.assertStatementsReplayed();
    }

    /// A run in which too little succeeded shows nothing.
    function afterInvariant() external view {
        _need("Attestations", IAttestations.attest.selector, 100);
        _need("Attestations", IAttestations.revoke.selector, 20);
        _need("Attestations", IAttestations.strike.selector, 10);
        _need("Attestations", IAccessManaged.setAuthority.selector, 5);
        _need("Policies", IPolicies.setPolicy.selector, 50);
        _need("Policies", IAccessManaged.setAuthority.selector, 10);
        _need("Receivables", IClaimToken.assign.selector, 10);
        _need("Receivables", IERC1155.safeTransferFrom.selector, 10);
        _need("Receivables", IERC1155.safeBatchTransferFrom.selector, 10);
        _need("Servicing", IServicing.acceptAmendment.selector, 1);
        _saw("moved, registered", 10);
        _saw("refused, not registered", 10);
        _saw("refused, due too late", 5);
    }

    error TooFew(string name, bytes4 selector, uint256 done, uint256 least);

    function _need(string memory name, bytes4 selector, uint256 least) private view {
        uint256 done = _walked.tallyOf(name, selector);
        require(done >= least, TooFew(name, selector, done, least));
    }
}

contract PoliciesSinglyTest is PoliciesWalk {
    function invariant_15_no_claim_moves_or_is_due_against_the_policy_of_a_country() external view {
        _walked.assertPolicyKept();
    }

    function invariant_16_statements_hold_until_they_expire_or_are_revoked_and_replay_from_logs() external {
        _walked.assertStatementsReplayed();
    }
}
