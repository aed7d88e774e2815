import type { Bug } from "../bug.ts";

export const FINGERPRINTS_BUGS: readonly Bug[] = [
  {
    invariant: "04",
    inSample: true,
    file: "Fingerprints.sol",
    find: "        if (sameNumber) _further[tag] = true;\n        else _first[numberTag] = tag;\n",
    replace: "        if (!sameNumber) _first[numberTag] = tag;\n",
    why: "a second invoice under a number can be taken again",
  },
  {
    invariant: "04",
    file: "Fingerprints.sol",
    find: "for (uint256 i = 0; i < count; ++i) {",
    replace: "for (uint256 i = count - 1; i < count; ++i) {",
    why: "only the tag under the newest key is looked at",
  },
];
