import type { FastifyReply, FastifyRequest } from "fastify";

import { actorIn } from "../auth/plugin.ts";
import { cancelRecovery, confirmRecovery, executeRecovery, proposeRecovery } from "../commands/recoveries.ts";
import { rotateSigners } from "../commands/signers.ts";
import type { KeyChange } from "../commands/signers.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { recoveriesOf, recoveryFor } from "../queries/recoveries.ts";
import { signersOf } from "../queries/signers.ts";
import { IdParams, Nothing } from "../schemas/common.ts";
import {
  NewRecovery,
  NewSigners,
  Reasoned,
  Recovery,
  RecoveryList,
  RecoveryParams,
  Signers,
} from "../schemas/signers.ts";
import { dropUnusedKeys } from "../secrets.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";

const tag = "keys";

/** Answers an act for which keys may have been made, and drops them if it is refused. */
async function answerKeyChange(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  prepare: () => Promise<KeyChange>,
): Promise<FastifyReply> {
  let change: KeyChange | undefined;
  try {
    return await answerAct(context, request, reply, async () => {
      change = await prepare();
      return change.act;
    });
  } catch (error) {
    await dropUnusedKeys(context.db, change?.madeKeys ?? []);
    throw error;
  }
}

export function registerSignerRoutes(app: App, context: Context): void {
  app.get(
    "/v1/parties/:id/signers",
    read({ tag, summary: "Who signs for a party, and who did, epoch by epoch", answer: Signers, params: IdParams }),
    async (request) => signersOf(context.db, actorIn(request), request.params.id),
  );
  app.post(
    "/v1/parties/:id/signers",
    act({
      tag,
      summary: "Replace one's party's signers: new keys, own keys, another threshold. Voids what was signed before",
      roles: ["maker"],
      params: IdParams,
      body: NewSigners,
    }),
    async (request, reply) =>
      answerKeyChange(context, request, reply, () =>
        rotateSigners(context, actorIn(request), request.params.id, request.body),
      ),
  );
  app.get(
    "/v1/parties/:id/recoveries",
    read({ tag, summary: "Recoveries of a party, newest first", answer: RecoveryList, params: IdParams }),
    async (request) => recoveriesOf(context.db, actorIn(request), request.params.id),
  );
  app.get(
    "/v1/parties/:id/recoveries/:recovery",
    read({ tag, summary: "One recovery", answer: Recovery, params: RecoveryParams }),
    async (request) => recoveryFor(context.db, actorIn(request), request.params.id, request.params.recovery),
  );
  app.post(
    "/v1/parties/:id/recoveries",
    act({
      tag,
      summary: "The registrar proposes other signers for a party that has lost its keys",
      roles: ["operator"],
      params: IdParams,
      body: NewRecovery,
    }),
    async (request, reply) =>
      answerKeyChange(context, request, reply, () =>
        proposeRecovery(context, actorIn(request), request.params.id, request.body),
      ),
  );
  app.post(
    "/v1/parties/:id/recoveries/:recovery/confirmation",
    act({
      tag,
      summary: "The governor confirms: the delay begins",
      roles: ["maker"],
      params: RecoveryParams,
      body: Nothing,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => confirmRecovery(context, actorIn(request), request.params)),
  );
  app.post(
    "/v1/parties/:id/recoveries/:recovery/cancellation",
    act({
      tag,
      summary: "The party's signers cancel, unless it is frozen; the governor, as guardian, always can",
      roles: ["maker"],
      params: RecoveryParams,
      body: Reasoned,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => cancelRecovery(context, actorIn(request), request.params, request.body)),
  );
  app.post(
    "/v1/parties/:id/recoveries/:recovery/execution",
    act({
      tag,
      summary: "Any other party carries a confirmed recovery out, once its delay has passed. No token moves",
      roles: ["maker"],
      params: RecoveryParams,
      body: Nothing,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => executeRecovery(context, actorIn(request), request.params)),
  );
}
