import type { Context } from "../context.ts";

export async function isPaused({ db, version }: Context): Promise<{ paused: boolean }> {
  const [row] = await db.query<{ paused: boolean }>("SELECT paused FROM mirror.contracts WHERE address = $1", [
    version.contracts.receivables,
  ]);
  return { paused: row?.paused ?? false };
}
