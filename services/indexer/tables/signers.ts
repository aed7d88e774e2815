import type { Address } from "../../domain/brand.ts";
import type { Custody } from "../../chain/signer.ts";
import { text, whole } from "../table/column.ts";
import { stateTable } from "../table/table.ts";

/** Who could sign for an account, by signer epoch; the last epoch is in force. */
export const signers = stateTable("signers", ["account", "epoch", "key"], {
  account: text<Address>(),
  epoch: whole,
  key: text<Address>(),
  custody: text<Custody>(),
});
