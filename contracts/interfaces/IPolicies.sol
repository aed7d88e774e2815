// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.36;

/// @title What a country asks of claims of its sellers and on its debtors
/// @notice The countries of both ends of a claim govern it, the stricter rule of the two. A claim contract asks here, so that
/// no way of moving units evades it. A claim is governed if either country had a policy when it was registered; what the
/// policy asks for is what it says now.
interface IPolicies {
    /// @param warnedTenor Seconds from acknowledgement to the due date above which the debtor is warned, zero for none.
    /// @param longestTenor Seconds from acknowledgement to the due date that are not exceeded, zero for no limit.
    /// @param needsRegistration Whether units move only while a registration of the claim is attested and holds.
    struct Policy {
        uint32 warnedTenor;
        uint32 longestTenor;
        bool needsRegistration;
    }

    event PolicySet(bytes2 indexed country, uint32 warnedTenor, uint32 longestTenor, bool needsRegistration);

    error NoCountry();
    error DueTooLate(uint256 id, uint40 dueAt, uint40 latest);

    /// @notice Replaces what a country asks for. Restricted to the governor.
    /// @param country ISO 3166-1 alpha-2 in ASCII.
    function setPolicy(bytes2 country, Policy calldata policy) external;

    function policyOf(bytes2 country) external view returns (Policy memory);
    /// @return Whether either country has a policy.
    function governs(bytes2 seller, bytes2 debtor) external view returns (bool);
    /// @notice Refuses a due date that is too far from now. Parties are named by their numbers.
    function checkTenor(uint256 id, uint32 seller, uint32 debtor, uint40 dueAt) external view;
    /// @return Whether units of the claim may move now, as far as registration is asked for.
    function permits(uint256 id, uint32 seller, uint32 debtor) external view returns (bool);
}
