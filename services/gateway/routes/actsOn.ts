import type { Static, TSchema } from "typebox";

import type { Actor } from "../auth/actor.ts";
import { actorIn } from "../auth/plugin.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import type { Act } from "../operations/submit.ts";
import { act } from "./app.ts";
import type { App } from "./app.ts";

/** Declares one act: its path below the thing's, what it does, its body, and what carries it out. */
type Declare = <B extends TSchema>(
  path: string,
  summary: string,
  body: B,
  command: (context: Context, actor: Actor, id: string, body: Static<B>) => Promise<Act>,
) => void;

/** Acts of makers on one thing of a kind, all below its path. @param params has the thing's `id` */
export function actsOn(app: App, context: Context, at: string, tag: string, params: TSchema): Declare {
  return (path, summary, body, command) => {
    app.post(`${at}/:id/${path}`, act({ tag, summary, roles: ["maker"], params, body }), async (request, reply) =>
      answerAct(context, request, reply, () =>
        command(context, actorIn(request), (request.params as { id: string }).id, request.body as Static<typeof body>),
      ),
    );
  };
}
