// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// @title The register of invoice tags that are taken, for ever and for every version of the ledger
/// @notice A tag is a keyed hash of (seller, number, issue date), a number tag one of (seller, number). Both are computed
/// off chain under a secret of the network, by a fingerprinter whose signature this contract checks.
interface IFingerprints {
    /// @param numberTags Number tag under every key version ever used, oldest first.
    /// @param tags Tag under the same key versions, in the same order.
    /// @param seller Account that may register with this attestation.
    /// @param debtor Account of the debtor named in the invoice.
    /// @param documentRoot Root of the document tree from which the tags were computed.
    struct Fingerprint {
        bytes32[] numberTags;
        bytes32[] tags;
        address seller;
        address debtor;
        bytes32 documentRoot;
    }

    /// @notice A tag has been taken; `sameNumber` tells that the seller had used the number before, with another date.
    event Taken(bytes32 indexed tag, bytes32 numberTag, bool sameNumber);

    /// The invoice was registered before.
    error TagTaken(bytes32 tag);
    /// The attestation carries no tag, or not one number tag for each tag.
    error MalformedFingerprint(uint256 numberTags, uint256 tags);
    /// The signature is not one of a fingerprinter.
    error NotAFingerprinter(address signer);

    /// @notice Takes every tag of the attestation. Restricted to claim contracts.
    /// @return sameNumber Whether the seller had used this number before, with another issue date.
    function take(Fingerprint calldata fingerprint, bytes calldata signature) external returns (bool sameNumber);

    /// @return Whether an invoice with this tag, and so with this number tag, was registered.
    function isTaken(bytes32 numberTag, bytes32 tag) external view returns (bool);

    /// @return The EIP-712 digest that a fingerprinter signs.
    function digestOf(Fingerprint calldata fingerprint) external view returns (bytes32);
}
