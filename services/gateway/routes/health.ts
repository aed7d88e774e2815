import { Type } from "typebox";

import type { Hex } from "../../domain/brand.ts";
import type { Context } from "../context.ts";
import { ADVICE } from "../problems/advice.ts";
import { PROBLEMS } from "../problems/codes.ts";
import type { ProblemCode } from "../problems/codes.ts";
import { Problem } from "../problems/problem.ts";
import { closed, problems } from "../schemas/common.ts";
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

export function registerHealthRoutes(app: App, context: Context, facts: { consensus: string; custody: string }): void {
  app.get(
    "/health",
    { schema: { tags: ["service"], summary: "The process lives", response: { 200: Health, ...problems } } },
    async () => ({ status: "ok" }),
  );
  app.get(
    "/ready",
    {
      schema: {
        tags: ["service"],
        summary: "Ready for traffic: 503 until the mirror has caught up",
        response: { 200: Ready, 503: Ready, "4xx": problems["4xx"] },
      },
    },
    async (_request, reply) => {
      const state = await readiness(context);
      const { network, chainId } = context.manifest;
      return reply
        .code(state.reasons.length === 0 ? 200 : 503)
        .send({ ready: state.reasons.length === 0, network, chainId, ...facts, ...state });
    },
  );
  app.get(
    "/problems/:code",
    {
      schema: {
        tags: ["service"],
        summary: "What a problem code means",
        response: { 200: { content: { "text/markdown": { schema: Type.String() } } }, ...problems },
        params: Type.Object({ code: Type.String() }, closed),
      },
    },
    async (request, reply) => {
      const { code } = request.params;
      if (!Object.hasOwn(PROBLEMS, code)) throw new Problem("not-found", { detail: "there is no such problem code" });
      const known = code as ProblemCode;
      const { status, title } = PROBLEMS[known];
      return reply
        .type("text/markdown; charset=utf-8")
        .send(`# ${code} (${String(status)})\n\n${title}.\n\n${ADVICE[known]}\n`);
    },
  );
}

async function readiness({
  db,
  rpc,
}: Context): Promise<{ chainHead: string; mirrorPosition: string; reasons: string[] }> {
  const reasons: string[] = [];
  const [row] = await db.query<{ block: bigint }>("SELECT block FROM mirror.cursor");
  const head = await rpc.call<Hex>("eth_blockNumber").catch((error: unknown) => {
    reasons.push(`the chain does not answer: ${error instanceof Error ? error.message : "unknown"}`);
    return undefined;
  });
  const position = row?.block ?? 0n;
  if (head !== undefined && BigInt(head) > position + MAX_LAG)
    reasons.push(`the mirror is ${String(BigInt(head) - position)} blocks behind`);
  return {
    chainHead: head === undefined ? "unknown" : String(BigInt(head)),
    mirrorPosition: String(position),
    reasons,
  };
}
