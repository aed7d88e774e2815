/** The only row. @throws Error when there is none or more than one: the statement's author was wrong about it */
export function one<T>(rows: readonly T[]): T {
  const [row, ...more] = rows;
  if (row === undefined || more.length > 0) throw new Error(`expected one row, got ${rows.length}`);
  return row;
}

/** The only row, or undefined when there is none. @throws Error when there is more than one */
export function oneOrNone<T>(rows: readonly T[]): T | undefined {
  return rows.length === 0 ? undefined : one(rows);
}
