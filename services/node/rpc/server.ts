import fastify from "fastify";
import type { FastifyError, FastifyInstance } from "fastify";
import { messageOf, NodeRefusal } from "../refusal.ts";
import { dispatch, failure } from "./dispatch.ts";
import { RPC_CODE } from "./error.ts";
import type { Method } from "./methods.ts";

/** Bytes of one HTTP request. */
export const BODY_LIMIT = 16 << 20;

const LOOPBACK = "127.0.0.1";
const LOCAL_NAMES = new Set([LOOPBACK, "localhost", "[::1]"]);

export interface RpcServer {
  readonly url: string;
  close(): Promise<void>;
}

/** JSON-RPC over HTTP POST, on loopback only. @throws NodeRefusal `port-unavailable`. */
export async function listen(methods: ReadonlyMap<string, Method>, port: number): Promise<RpcServer> {
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: "idle" });
  guardAgainstBrowsers(app);
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const code = error.statusCode === 400 ? RPC_CODE.parse : RPC_CODE.invalidRequest;
    return reply.code(error.statusCode ?? 500).send(failure(null, code, error.message));
  });
  app.post("/", (request) => dispatch(methods, request.body));
  try {
    return { url: await app.listen({ host: LOOPBACK, port }), close: () => app.close() };
  } catch (cause) {
    throw new NodeRefusal("port-unavailable", `cannot listen on port ${port}: ${messageOf(cause)}`, { cause });
  }
}

/**
 * A page in the operator's browser can send requests to loopback. It cannot send JSON without asking first, which is
 * never granted, and under a name of its own that resolves here it does not pass for local.
 */
function guardAgainstBrowsers(app: FastifyInstance): void {
  app.removeContentTypeParser("text/plain");
  app.addHook("onRequest", async (request, reply) => {
    if (LOCAL_NAMES.has(request.hostname)) return;
    await reply.code(403).send(failure(null, RPC_CODE.invalidRequest, "the Host header must name this machine"));
  });
}
