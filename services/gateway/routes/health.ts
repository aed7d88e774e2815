import { Type } from "typebox";
import type { TSchema } from "typebox";

import type { Hex } from "../../domain/brand.ts";
import type { Context } from "../context.ts";
import { ADVICE } from "../problems/advice.ts";
import { PROBLEMS } from "../problems/codes.ts";
import type { ProblemCode } from "../problems/codes.ts";
import { Problem } from "../problems/problem.ts";
import { answers } from "../schemas/answers.ts";
import { closed } from "../schemas/common.ts";
import type { App } from "./app.ts";

/** Blocks that the mirror may be behind the chain and still count as caught up. */
const MAX_LAG = 10n;

const Health = Type.Object({ status: Type.String() }, closed);
const Ready = Type.Object(
  {
    ready: Type.Boolean(),
    network: Type.String(),
    chainId: Type.Integer(),
    consensus: Type.String(),
    custody: Type.String(),
    chainHead: Type.String(),
    mirrorPosition: Type.String(),
    reasons: Type.Array(Type.String()),
  },
  closed,
);
const Problematic = { "application/problem+json": { schema: Type.Ref("Problem") } };
const asJson = (description: string, schema: TSchema, others: object = {}) => ({
  description,
  content: { "application/json": { schema }, ...others },
});

export function registerHealthRoutes(app: App, context: Context, facts: { consensus: string; custody: string }): void {
  const tags = ["service"];
  let stopping = false;
  // Before the server takes no more connections: those that are open learn that they should go elsewhere.
  app.addHook("preClose", async () => {
    stopping = true;
  });
  app.get(
    "/health",
    {
      schema: {
        tags,
        summary: "The process lives",
        response: { 200: asJson("It does.", Health), ...answers.problems },
      },
    },
    async () => ({ status: "ok" }),
  );
  app.get(
    "/ready",
    {
      schema: {
        tags,
        summary: "Ready for traffic: 503 until the mirror has caught up",
        response: {
          200: asJson("Ready.", Ready),
          503: asJson("Not ready, for these reasons.", Ready, Problematic),
          "4xx": answers.problems["4xx"],
        },
      },
    },
    async (_request, reply) => {
      const state = await readiness(context, stopping);
      const { network, chainId } = context.manifest;
      const ready = state.reasons.length === 0;
      return reply.code(ready ? 200 : 503).send({ ready, network, chainId, ...facts, ...state });
    },
  );
  app.get(
    "/problems/:code",
    {
      schema: {
        tags,
        summary: "What a problem code means",
        response: {
          200: { description: "Its page.", content: { "text/markdown": { schema: Type.String() } } },
          ...answers.problems,
        },
        params: Type.Object({ code: Type.String({ maxLength: 60 }) }, closed),
      },
    },
    async (request, reply) => reply.type("text/markdown; charset=utf-8").send(pageOf(request.params.code)),
  );
}

function pageOf(code: string): string {
  if (!Object.hasOwn(PROBLEMS, code)) throw new Problem("not-found", { detail: "there is no such problem code" });
  const { status, title } = PROBLEMS[code as ProblemCode];
  return `# ${code} (${String(status)})\n\n${title}.\n\n${ADVICE[code as ProblemCode]}\n`;
}

async function readiness(
  { db, rpc }: Context,
  stopping: boolean,
): Promise<{ chainHead: string; mirrorPosition: string; reasons: string[] }> {
  const reasons = stopping ? ["the service is stopping"] : [];
  const missing = (what: string) => (): undefined => {
    reasons.push(`${what} does not answer`);
    return undefined;
  };
  const rows = db.query<{ block: bigint }>("SELECT block FROM mirror.cursor");
  const position = await rows.then(([row]) => row?.block ?? 0n, missing("the database"));
  const head = await rpc.call<Hex>("eth_blockNumber").then(BigInt, missing("the chain"));
  if (head !== undefined && position !== undefined && head > position + MAX_LAG)
    reasons.push(`the mirror is ${String(head - position)} blocks behind`);
  return { chainHead: String(head ?? "unknown"), mirrorPosition: String(position ?? "unknown"), reasons };
}
