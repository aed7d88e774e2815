import type { DocumentField } from "../domain/documentTree.ts";
import type { UsGrant } from "./usptoGrant.ts";

/** Everything that a US grant says, as fields of the document tree. */
export function fieldsOfUsGrant(grant: UsGrant): DocumentField[] {
  const { ownersAtGrant, ...single } = grant;
  const plain = Object.entries(single).map(([name, value]) => ({ path: `source.${name}`, value: String(value) }));
  const owners = ownersAtGrant.flatMap(({ name, country }, at) => [
    { path: `source.ownersAtGrant[${at}].name`, value: name },
    ...(country === undefined ? [] : [{ path: `source.ownersAtGrant[${at}].country`, value: country }]),
  ]);
  return [{ path: "source.office", value: "US" }, ...plain, ...owners];
}
