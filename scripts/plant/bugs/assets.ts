import type { Bug } from "../bug.ts";

export const ASSET_BUGS: readonly Bug[] = [
  {
    invariant: "10",
    inSample: true,
    file: "Assets.sol",
    find: "if (first.sequence != second.sequence) return first.sequence < second.sequence ? -1 : int256(1);",
    replace: "if (first.sequence != second.sequence) return first.sequence < second.sequence ? int256(1) : -1;",
    why: "liens of one instant rank against the register's sequence",
  },
  {
    invariant: "10",
    file: "Assets.sol",
    find: "for (; place + 1 < ranked.length; ++place) ranked[place] = ranked[place + 1];",
    replace: "ranked[place] = ranked[ranked.length - 1];",
    why: "the last lien takes the place of one that ends",
  },
  {
    invariant: "10",
    file: "Assets.sol",
    find: "bool isExclusive = record.lienKind == LienKind.PLEDGE || _liens[ranked[0]].lienKind == LienKind.PLEDGE;",
    replace: "bool isExclusive = record.lienKind == LienKind.PLEDGE;",
    why: "a lien is registered beside an exclusive one",
  },
  {
    invariant: "10",
    file: "Assets.sol",
    find: "require(missing == address(0), ConsentMissing(lien, missing));",
    replace: "missing;",
    why: "a lien is registered without the consent of all",
  },
  {
    invariant: "14a",
    inSample: true,
    file: "AssetRegister.sol",
    find: "_known(id).feesPaidUntil = paidUntil;",
    replace: "_known(id);\n        paidUntil;",
    why: "fees are told and not stored",
  },
  {
    invariant: "14a",
    file: "AssetRegister.sol",
    find: "        delete _owners[id];\n",
    replace: "",
    why: "who owned an asset before goes on owning it",
  },
  {
    invariant: "14a",
    file: "Assets.sol",
    find: "(record.officialAt, record.sequence) = (entry.officialAt, entry.sequence);",
    replace: "record.officialAt = entry.officialAt;",
    why: "a lien's place in the register is told and not stored",
  },
];
