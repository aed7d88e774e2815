import { expect } from "chai";
import { getAddress, Interface } from "ethers";

import { CONTRACT_NAMES, interfaceOf } from "../../../services/chain/artifacts.ts";
import type { ContractName } from "../../../services/chain/artifacts.ts";
import { decodeRevert } from "../../../services/chain/revert.ts";
import type { Hex } from "../../../services/domain/brand.ts";
import { zeroArguments } from "./zeroArguments.ts";

/** With the capitals of EIP-55. */
const ACCOUNT = getAddress(`0x${"ab".repeat(20)}`);

const errorData = (contract: ContractName, name: string, args: readonly unknown[]): Hex =>
  interfaceOf(contract).encodeErrorResult(name, args) as Hex;

describe("a contract's refusal", () => {
  it("is read with its arguments, addresses in lower case", () => {
    const data = errorData("Cash", "DailyCapExceeded", [ACCOUNT, 500n, 20n]);
    expect(decodeRevert(data)).to.deep.equal({
      name: "DailyCapExceeded",
      args: { bank: ACCOUNT.toLowerCase(), wanted: 500n, left: 20n },
      contracts: ["Cash"],
    });
  });

  it("names every contract that may have given it", () => {
    const { name, contracts } = decodeRevert(errorData("Market", "NotSeller", [ACCOUNT, ACCOUNT]));
    expect(name).to.equal("NotSeller");
    expect(contracts).to.have.members(["Market", "Receivables"]);
  });

  it("is read for OpenZeppelin's errors", () => {
    const data = errorData("Cash", "ERC20InsufficientBalance", [ACCOUNT, 1n, 2n]);
    expect(decodeRevert(data)).to.deep.include({
      name: "ERC20InsufficientBalance",
      args: { sender: ACCOUNT.toLowerCase(), balance: 1n, needed: 2n },
    });
    expect(decodeRevert(errorData("Parties", "AccessManagedUnauthorized", [ACCOUNT])).name).to.equal(
      "AccessManagedUnauthorized",
    );
    expect(
      decodeRevert(errorData("AccessManager", "AccessManagerNotScheduled", [`0x${"11".repeat(32)}`])).args,
    ).to.deep.equal({
      operationId: `0x${"11".repeat(32)}`,
    });
  });

  it("is known for every error of every contract", () => {
    for (const contract of CONTRACT_NAMES) {
      interfaceOf(contract).forEachError((fragment) => {
        const data = interfaceOf(contract).encodeErrorResult(fragment, zeroArguments(fragment.inputs)) as Hex;
        const revert = decodeRevert(data);
        expect(revert.name).to.equal(fragment.name);
        expect(revert.contracts).to.include(contract);
        expect(Object.keys(revert.args)).to.deep.equal(fragment.inputs.map(({ name }) => name));
      });
    }
  });

  it("is read for the language's own errors", () => {
    const language = new Interface(["error Error(string)", "error Panic(uint256)"]);
    expect(decodeRevert(language.encodeErrorResult("Error", ["why"]) as Hex).args).to.deep.equal({ message: "why" });
    expect(decodeRevert(language.encodeErrorResult("Panic", [0x11n]) as Hex).args).to.deep.equal({ code: 0x11n });
  });

  it("keeps its name when the data was cut at 256 bytes", () => {
    const language = new Interface(["error Error(string)"]);
    const data = language.encodeErrorResult("Error", ["x".repeat(500)]).slice(0, 2 + 512) as Hex;
    expect(decodeRevert(data)).to.deep.equal({ name: "Error", args: {}, contracts: [] });
  });

  it("keeps its name when an argument is no UTF-8", () => {
    const data = `0x08c379a0${"20".padStart(64, "0")}${"1".padStart(64, "0")}${"ff".padEnd(64, "0")}` as Hex;
    expect(decodeRevert(data)).to.deep.equal({ name: "Error", args: {}, contracts: [] });
  });

  it("is kept as it is when nobody knows it, and called empty when there is none", () => {
    expect(decodeRevert("0xdeadbeef01")).to.deep.equal({
      name: "unknown",
      args: { data: "0xdeadbeef01" },
      contracts: [],
    });
    expect(decodeRevert("0xde")).to.deep.equal({ name: "unknown", args: { data: "0xde" }, contracts: [] });
    expect(decodeRevert("0x")).to.deep.equal({ name: "empty", args: {}, contracts: [] });
  });
});
