import type { Rpc } from "../../../../services/chain/rpc.ts";
import type { Context } from "../../../../services/gateway/context.ts";
import type { Queries } from "../../../../services/store/database.ts";

/** The process ended here. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/**
 * A gateway's way to database and node, until the gateway is "killed": at the n-th of all the moments before and after
 * its statements, commits and calls, and for good. `hit` is told which moment that was.
 */
export function cutOff({ db, rpc }: Context, cut: number, hit: (moment: string) => void): Pick<Context, "db" | "rpc"> {
  let moments = 0;
  const moment = (name: string): void => {
    moments += 1;
    if (moments === cut) hit(name);
    if (moments >= cut) throw new Killed(name);
  };
  const guard = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    moment(`before ${name}`);
    const result = await run();
    moment(`after ${name}`);
    return result;
  };
  const guarded = (q: Queries): Queries["query"] => {
    return (sql, params) => guard(sql.trim().replaceAll(/\s+/g, " "), () => q.query(sql, params));
  };
  return {
    db: {
      kind: db.kind,
      query: guarded(db),
      tx: (fn, options) =>
        guard("commit", () => db.tx((q) => fn({ query: guarded(q), script: (sql) => q.script(sql) }), options)),
      close: () => db.close(),
    },
    rpc: {
      call: (method: string, params?: readonly unknown[]) => guard(method, () => rpc.call(method, params)),
      batch: (calls: Parameters<Rpc["batch"]>[0]) =>
        guard(calls.map(({ method }) => method).join(), () => rpc.batch(calls)),
    } as unknown as Rpc,
  };
}
