import type { Database } from "../../store/database.ts";
import { readRawBlocks } from "../write/rawBlocks.ts";
import type { BlockSource } from "./blockSource.ts";

const GROUP = 50;

/** The blocks as they were retained. */
export const logSource = (db: Database): BlockSource => ({
  kind: "logs",
  next: (after) => readRawBlocks(db, after?.block, GROUP),
});
