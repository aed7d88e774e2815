import type { Queries } from "../../store/database.ts";
import { TABLES } from "../project/mirror.ts";
import { snake } from "../table/table.ts";

/** A table that a rebuild makes anew. */
export interface Copy {
  readonly name: string;
  /** Columns of its primary key. */
  readonly key: readonly string[];
}

/** In an order in which they can be filled; emptied in the reverse. */
export const RAW_TABLES: readonly Copy[] = [
  { name: "blocks", key: ["number"] },
  { name: "logs", key: ["block", "index"] },
  { name: "transactions", key: ["hash"] },
];

export const PROJECTED_TABLES: readonly Copy[] = [
  { name: "cursor", key: ["one"] },
  ...Object.values(TABLES).map(({ name, key }) => ({ name, key: key.map(snake) })),
];

/** What a rebuild compares and replaces: raw logs too when they were fetched anew. */
export const tablesOf = (source: "chain" | "logs"): readonly Copy[] =>
  source === "chain" ? [...RAW_TABLES, ...PROJECTED_TABLES] : PROJECTED_TABLES;

/** An empty place beside the mirror with the same tables, whatever was left there by a rebuild that was cut off. */
export async function makeShadow(queries: Queries): Promise<void> {
  await dropShadow(queries);
  await queries.query("create schema mirror_rebuild");
  for (const { name } of tablesOf("chain")) {
    await queries.query(`create table mirror_rebuild.${name} (like mirror.${name} including all)`);
  }
}

export async function dropShadow(queries: Queries): Promise<void> {
  await queries.query("drop schema if exists mirror_rebuild cascade");
}

/** Puts what was rebuilt in the place of what was there. */
export async function replaceTables(queries: Queries, copies: readonly Copy[]): Promise<void> {
  for (const { name } of copies.toReversed()) await queries.query(`delete from mirror.${name}`);
  for (const { name } of copies) await queries.query(`insert into mirror.${name} select * from mirror_rebuild.${name}`);
}
