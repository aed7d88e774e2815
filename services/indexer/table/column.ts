export type SqlType = "bool" | "int4" | "int8" | "jsonb" | "numeric" | "text";

/** A column; `T` is what the store reads and writes for it. */
export interface Column<T> {
  readonly sql: SqlType;
  readonly nullable: boolean;
  /** Never set: only carries the type. */
  readonly holds?: T;
}

export type Columns = Readonly<Record<string, Column<unknown>>>;

export type RowOf<C extends Columns> = { [K in keyof C]: C[K] extends Column<infer T> ? T : never };

export const text = <T extends string = string>(): Column<T> => ({ sql: "text", nullable: false });
export const json = <T>(): Column<T> => ({ sql: "jsonb", nullable: false });
export const bool: Column<boolean> = { sql: "bool", nullable: false };
/** Small whole numbers: bit sets, counts. */
export const small: Column<number> = { sql: "int4", nullable: false };
/** Block numbers, counters, and instants as seconds since the epoch: the chain's reach beyond SQL's. */
export const whole: Column<bigint> = { sql: "int8", nullable: false };
/** Units and amounts in minor units, and their products. */
export const amount: Column<bigint> = { sql: "numeric", nullable: false };

export const nullable = <T>({ sql }: Column<T>): Column<T | null> => ({ sql, nullable: true });
