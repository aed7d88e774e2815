import { expect } from "chai";

import { parse } from "../../../scripts/mutate/compiler.ts";
import { mutantsOf } from "../../../scripts/mutate/mutants.ts";

const SOURCE = `pragma solidity 0.8.36;

contract Till {
    uint256 private _held;

    error TooMuch(uint256 amount, uint256 held);

    modifier open() {
        _;
    }

    // “Typographic” bytes before a mutation must not move it.
    function take(uint256 amount, bool all) external open returns (uint256) {
        require(amount <= _held && !all, TooMuch(amount, _held));
        _held -= amount;
        return all ? _held : amount * 2;
    }
}
`;

/** Lines that a mutant has instead of the original's. */
function changed(mutated: string): string {
  const original = SOURCE.split("\n");
  const lines = mutated.split("\n").filter((line, index) => line !== original[index]);
  return lines.map((line) => line.trim()).join(" ");
}

describe("mutants of a contract", () => {
  const mutants = mutantsOf(SOURCE, parse("Till.sol", SOURCE));

  it("are every change that the operators know, each once", () => {
    expect(mutants.map(({ source }) => changed(source)).toSorted()).to.deep.equal(
      [
        "function take(uint256 amount, bool all) external  returns (uint256) {",
        "{}",
        "require(amount < _held && !all, TooMuch(amount, _held));",
        "require(amount <= _held || !all, TooMuch(amount, _held));",
        "require(amount <= _held && all, TooMuch(amount, _held));",
        "require(amount <= _held && !all, TooMuch(_held, amount));",
        "{}",
        "_held += amount;",
        "return (_held);",
        "return (amount * 2);",
        "return all ? _held : amount / 2;",
        "return all ? _held : amount * 1;",
      ].toSorted(),
    );
  });

  it("are none of members that have the names of what every object has", () => {
    const source =
      "contract Till { function held(Till other) external { other.valueOf(); } function valueOf() external {} }";
    const mutants = mutantsOf(source, parse("Till.sol", source));
    expect(mutants.map(({ change }) => change)).to.deep.equal(["other.valueOf(); -> {}"]);
  });

  it("say where they are", () => {
    const lines = new Map(mutants.map(({ source, line }) => [changed(source), line]));
    expect(lines.get("_held += amount;")).to.equal(15);
    expect(mutants.map(({ change }) => change)).to.include("_held [-= -> +=] amount;");
  });
});
