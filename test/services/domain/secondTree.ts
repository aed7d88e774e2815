import { createHmac } from "node:crypto";
import { keccak256 } from "ethers";

import type { DocumentField } from "../../../services/domain/documentTree.ts";

/** A second writing of the specification of the document tree, on other libraries and by recursion. */
export function rootBySpecification(secret: Uint8Array, fields: readonly DocumentField[]): string {
  const leaves = fields
    .map(({ path, value }) => ({ path: Buffer.from(path), value: Buffer.from(value) }))
    .sort((a, b) => Buffer.compare(a.path, b.path))
    .map(({ path, value }) => {
      const salt = createHmac("sha256", secret).update(path).digest();
      const length = Buffer.alloc(4);
      length.writeUInt32BE(path.length);
      return keccak256(Buffer.concat([Buffer.from([0]), salt, length, path, value]));
    });
  const climb = (level: readonly string[]): string => {
    const [only = ""] = level;
    if (level.length === 1) return only;
    const next: string[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const pair = level.slice(at, at + 2);
      next.push(pair.length === 2 ? keccak256(`0x01${pair.map((hash) => hash.slice(2)).join("")}`) : (pair[0] ?? ""));
    }
    return climb(next);
  };
  return climb(leaves);
}
