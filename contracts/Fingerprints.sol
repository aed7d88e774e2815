// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IFingerprints} from "./interfaces/IFingerprints.sol";
import {Roles} from "./libraries/Roles.sol";
import {TypedData} from "./libraries/TypedData.sol";

/// @title Fingerprints, see {IFingerprints}
contract Fingerprints is IFingerprints, AccessManaged {
    bytes32 private constant NAME = keccak256("Tallystick Fingerprints");
    bytes32 private constant FINGERPRINT = keccak256(
        "Fingerprint(bytes32[] numberTags,bytes32[] tags,address seller,address debtor,bytes32 documentRoot)"
    );

    bytes32 public immutable network;

    /// First tag taken under a number tag: one slot tells both that the number and that the invoice is known.
    mapping(bytes32 numberTag => bytes32 tag) private _first;
    /// Further tags under a number tag that was used before.
    mapping(bytes32 tag => bool) private _further;

    constructor(address authority, bytes32 network_) AccessManaged(authority) {
        network = network_;
    }

    /// @inheritdoc IFingerprints
    function take(
        Fingerprint calldata fingerprint,
        bytes calldata signature
    ) external restricted returns (bool sameNumber) {
        uint256 count = fingerprint.tags.length;
        require(
            count != 0 && fingerprint.numberTags.length == count,
            MalformedFingerprint(fingerprint.numberTags.length, count)
        );
        address signer = ECDSA.recoverCalldata(digestOf(fingerprint), signature);
        (bool isFingerprinter, ) = IAccessManager(authority()).hasRole(Roles.FINGERPRINTER, signer);
        require(isFingerprinter, NotAFingerprinter(signer));

        for (uint256 i = 0; i < count; ++i) {
            if (_take(fingerprint.numberTags[i], fingerprint.tags[i])) sameNumber = true;
        }
    }

    /// @inheritdoc IFingerprints
    function isTaken(bytes32 numberTag, bytes32 tag) external view returns (bool) {
        return _first[numberTag] == tag || _further[tag];
    }

    /// @inheritdoc IFingerprints
    function digestOf(Fingerprint calldata fingerprint) public view returns (bytes32) {
        bytes32 structHash = keccak256(
            abi.encode(
                FINGERPRINT,
                keccak256(abi.encodePacked(fingerprint.numberTags)),
                keccak256(abi.encodePacked(fingerprint.tags)),
                fingerprint.seller,
                fingerprint.debtor,
                fingerprint.documentRoot
            )
        );
        return TypedData.digest(NAME, network, structHash);
    }

    function _take(bytes32 numberTag, bytes32 tag) private returns (bool sameNumber) {
        bytes32 first = _first[numberTag];
        require(first != tag && !_further[tag], TagTaken(tag));
        sameNumber = first != 0;
        if (sameNumber) _further[tag] = true;
        else _first[numberTag] = tag;
        emit Taken(tag, numberTag, sameNumber);
    }
}
