import type { Bug } from "../bug.ts";

export const GUARANTEES_BUGS: readonly Bug[] = [
  {
    invariant: "03",
    file: "Cover.sol",
    find: "        uint96 reserve = account.reserve -= amount;\n        uint96 paid",
    replace: "        uint96 reserve = account.reserve - amount;\n        uint96 paid",
    why: "cover is paid out of other guarantors' reserves",
  },
  {
    invariant: "06",
    file: "Guarantees.sol",
    find: "(isAcknowledged && !c.isDisputed, d.isOwed && !c.isDisputed);\n",
    replace: "(isAcknowledged, d.isOwed);\n",
    why: "a disputed claim is covered",
  },
  {
    invariant: "09",
    file: "Cover.sol",
    find: "        require(block.timestamp > from, NotInDefault(id, from));\n",
    replace: "        from;\n",
    why: "cover is demanded before the default",
  },
  {
    invariant: "12",
    inSample: true,
    file: "Cover.sol",
    find: "            borne = Math.min(wanted, terms.cap);\n",
    replace: "            borne = wanted;\n",
    why: "a layer pays above its cap",
  },
  {
    invariant: "12",
    file: "Cover.sol",
    find: "            if (shares[i].layer > layer) left",
    replace: "            if (shares[i].layer < layer) left",
    why: "the first layer recovers before the last",
  },
  {
    invariant: "12",
    file: "Cover.sol",
    find: "/ paidByLayer + interest - account.recovered;",
    replace: "/ paidByLayer + interest;",
    why: "a guarantor fetches what came back again and again",
  },
  {
    invariant: "12",
    file: "Cover.sol",
    find: "        require(_guarantees[id].terms == terms, OtherTerms(id));\n",
    replace: "",
    why: "a guarantor is bound by terms that it has not read",
  },
  {
    invariant: "12",
    file: "Receivables.sol",
    find: "c.covered -= received - c.terms.units;\n",
    replace: "c.covered -= received + 1 - c.terms.units;\n",
    why: "guarantors recover before the holders are whole",
  },
  {
    invariant: "14",
    file: "Cover.sol",
    find: "        _guarantees[id].isAccepted = true;\n",
    replace: "",
    why: "terms that a guarantor has accepted can be replaced",
  },
];
