import type { Bug } from "../bug.ts";

export const CLAIM_TOKEN_BUGS: readonly Bug[] = [
  {
    invariant: "01",
    file: "ClaimToken.sol",
    find: "        _shares[id][to].add(units, received);\n",
    replace: "        _shares[id][to].add(units - 1, received);\n",
    why: "a transfer loses a unit on the way",
  },
  {
    invariant: "05",
    inSample: true,
    file: "ClaimToken.sol",
    find: "        require(target.receives(), ERC7943CannotReceive(to));\n",
    replace: "",
    why: "units reach whoever is named",
  },
  {
    invariant: "06",
    file: "ClaimToken.sol",
    find: "return held - frozen > locked ? held - frozen - locked : 0;",
    replace: "return locked == 0 ? held : held - frozen;",
    why: "a holder can give away what it has put",
  },
  {
    invariant: "13",
    file: "ClaimToken.sol",
    find: "function withdrawFor(uint256 id, address holder) public nonReentrant returns (uint256 amount) {",
    replace:
      "function withdrawFor(uint256 id, address holder) public nonReentrant whenNotPaused returns (uint256 amount) {",
    why: "a pause stops holders from withdrawing",
  },
  {
    invariant: "14",
    file: "ClaimToken.sol",
    find: "            _locked[id][from] = lockable;\n",
    replace: "            _locked[id][from] = 0;\n",
    why: "a seizure unlocks what it leaves",
  },
  {
    invariant: "14",
    file: "ClaimToken.sol",
    find: "_operators[msg.sender][operator] = approved;",
    replace: "if (approved) _operators[msg.sender][operator] = approved;",
    why: "an operator stays one after the holder has withdrawn it",
  },
];
