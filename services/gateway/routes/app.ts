import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type {
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { Logger } from "pino";
import { Type } from "typebox";
import type { TSchema } from "typebox";

import { problems } from "../schemas/common.ts";
import { Operation } from "../schemas/operation.ts";

/** The server, with the types of TypeBox schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  Logger,
  TypeBoxTypeProvider
>;

const headers = Type.Object({
  "idempotency-key": Type.Optional(Type.String({ description: "required; 1 to 255 visible ASCII characters" })),
  prefer: Type.Optional(
    Type.String({ description: "wait=N: answer 200 with the outcome if it comes within N (at most 30) seconds" }),
  ),
});

/** Schema of a POST that acts on the ledger. */
export const actSchema = <B extends TSchema>(tag: string, summary: string, body: B) => ({
  tags: [tag],
  summary,
  security: [{ apiKey: [] }],
  headers,
  body,
  response: { 200: Operation, 202: Operation, ...problems },
});

/** Schema of a GET. */
export const readSchema = <R extends TSchema>(tag: string, summary: string, answer: R) => ({
  tags: [tag],
  summary,
  security: [{ apiKey: [] }],
  response: { 200: answer, ...problems },
});
