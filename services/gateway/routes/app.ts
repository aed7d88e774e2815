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

import type { UserRole } from "../auth/actor.ts";
import { answers } from "../schemas/answers.ts";
import { Nothing } from "../schemas/common.ts";
import { Operation } from "../schemas/operation.ts";

/** The server, with the types of TypeBox schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  Logger,
  TypeBoxTypeProvider
>;

const ReadHeaders = Type.Object({
  "min-position": Type.Optional(
    Type.String({ pattern: "^\\d{1,18}$", description: "a block number: answers once the mirror has it, or 503" }),
  ),
});

const ActHeaders = Type.Object({
  "idempotency-key": Type.String({
    pattern: "^[\\x21-\\x7e]{1,255}$",
    description: "1 to 255 visible ASCII characters",
  }),
  prefer: Type.Optional(
    Type.String({ description: "wait=N: answer 200 with the outcome if it comes within N (at most 30) seconds" }),
  ),
});

interface Endpoint<P extends TSchema, Q extends TSchema> {
  readonly tag: string;
  readonly summary: string;
  /** Of which the user needs one; left out, every user may. */
  readonly roles?: readonly UserRole[];
  readonly params?: P;
  readonly query?: Q;
}

/** A POST under /v1 that acts on the ledger: who may, and the schemas. */
export const act = <B extends TSchema, P extends TSchema = typeof Nothing, Q extends TSchema = typeof Nothing>({
  body,
  answer,
  ...endpoint
}: Endpoint<P, Q> & { readonly body: B; readonly answer?: TSchema }) => {
  const { config, schema } = open(endpoint);
  const response = {
    200: answers.readable(answer ?? Operation),
    202: answers.accepted(answer ?? Operation),
    ...answers.problems,
  };
  return { config, schema: { ...schema, headers: ActHeaders, body, response } };
};

/** A POST under /v1 that acts here and not on the ledger. */
export const withKey = <B extends TSchema, P extends TSchema = typeof Nothing>({
  body,
  answer,
  ...endpoint
}: Endpoint<P, typeof Nothing> & { readonly body: B; readonly answer: TSchema }) => {
  const { config, schema } = open(endpoint);
  const response = { 200: answers.read(answer), ...answers.problems };
  return { config, schema: { ...schema, headers: ActHeaders, body, response } };
};

/** A GET under /v1, or a POST that only computes. */
export const read = <P extends TSchema = typeof Nothing, Q extends TSchema = typeof Nothing>({
  answer,
  as,
  ...endpoint
}: Endpoint<P, Q> & { readonly answer: TSchema; readonly as?: string }) => {
  const { config, schema } = open(endpoint);
  const response = { 200: answers.read(answer, as), ...answers.problems };
  return { config, schema: { ...schema, headers: ReadHeaders, response } };
};

function open<P extends TSchema, Q extends TSchema>({ tag, summary, roles = [], params, query }: Endpoint<P, Q>) {
  return {
    config: { roles },
    schema: {
      tags: [tag],
      summary,
      ...(roles.length > 0 && { description: `Needs a user who is ${roles.join(" or ")}.` }),
      security: [{ apiKey: [] }],
      params: (params ?? Nothing) as P,
      querystring: (query ?? Nothing) as Q,
    },
  };
}
