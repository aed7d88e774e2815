import type { Bug } from "../bug.ts";

export const SERVICING_BUGS: readonly Bug[] = [
  {
    invariant: "02",
    file: "Servicing.sol",
    find: "OtherTerms(id));\n        _requireAcknowledged(id, c);\n        _requireWithin(id, amount, _debtorDue(c));\n",
    replace: "OtherTerms(id));\n        _requireAcknowledged(id, c);\n",
    why: "a credit note is accepted above what is still due",
  },
  {
    invariant: "02",
    file: "Servicing.sol",
    find: "            if (credit.making == Making.PAID) change.paidBySeller = amount;\n",
    replace: "",
    why: "a credit note to be paid at once is not",
  },
  {
    invariant: "02",
    file: "Servicing.sol",
    find: "return uint96(Math.min(_disputes[id].amount, _debtorDue(c)));",
    replace: "return _disputes[id].amount;",
    why: "a debtor goes on disputing what it has paid",
  },
  {
    invariant: "07",
    file: "Servicing.sol",
    find: "        cash.transferFrom(c.seller, address(this), price);\n        cash.transfer(holder, price);\n",
    replace: "        cash;\n",
    why: "units are bought back without payment",
  },
  {
    invariant: "07",
    file: "Servicing.sol",
    find: "        return Math.mulDiv(units, missing, c.units, Math.Rounding.Ceil);\n",
    replace: "        return Math.mulDiv(units, missing, c.units);\n",
    why: "units are bought back for a minor unit less than they have not received",
  },
  {
    invariant: "09",
    file: "Servicing.sol",
    find: "        require(c.waivers & Waivers.DEFENCES == 0, DefencesWaived(id));\n",
    replace: "",
    why: "a debtor that waived its defences can dispute",
  },
  {
    invariant: "09",
    file: "Servicing.sol",
    find: "        require(block.timestamp > from, NotInDefault(id, from));\n",
    replace: "        from;\n",
    why: "units can be put before the default",
  },
  {
    invariant: "14",
    file: "Servicing.sol",
    find: "        require(c.isDisputed, NotDisputed(id));\n        delete _disputes[id];\n",
    replace: "        require(c.isDisputed, NotDisputed(id));\n",
    why: "a withdrawn dispute is still stored",
  },
  {
    invariant: "02",
    file: "Servicing.sol",
    find: "        _requireWithin(id, due, Math.mulDiv(c.units - c.diluted, d.bps, BASIS));\n",
    replace: "",
    why: "a debtor keeps more than the discount that it was granted",
  },
];
