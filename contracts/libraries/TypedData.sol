// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// EIP-712 with a salt in the domain: the network's random identifier, so that what was signed for one network is
/// worthless on another with the same chain id and addresses.
library TypedData {
    bytes32 private constant DOMAIN = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)"
    );
    bytes32 private constant VERSION = keccak256("1");

    function digest(bytes32 name, bytes32 network, bytes32 structHash) internal view returns (bytes32) {
        bytes32 domain = keccak256(abi.encode(DOMAIN, name, VERSION, block.chainid, address(this), network));
        return MessageHashUtils.toTypedDataHash(domain, structHash);
    }
}
