import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { issueKey, revokeKey } from "../commands/apiKeys.ts";
import type { Context } from "../context.ts";
import { usersOf } from "../queries/users.ts";
import { closed, Id, Nothing } from "../schemas/common.ts";
import { IssuedKey, NewKey, UserList } from "../schemas/user.ts";
import { read, withKey } from "./app.ts";
import type { App } from "./app.ts";

const tag = "users";
const KeyParams = Type.Object(
  { id: Type.String({ pattern: "^[0-9a-f]{16,32}$", description: "an API key's id" }) },
  closed,
);

export function registerUserRoutes(app: App, context: Context): void {
  app.get(
    "/v1/users",
    read({
      tag,
      summary: "Users of one's party, with the ids of their API keys",
      answer: UserList,
      query: Type.Object({ party: Type.Optional(Id) }, closed),
    }),
    async (request) => usersOf(context.db, actorIn(request), request.query.party ?? actorIn(request).partyId),
  );
  app.post(
    "/v1/api-keys",
    withKey({
      tag,
      summary: "Another API key for oneself; the registrar issues them for any admitted party's user. Shown this once",
      body: NewKey,
      answer: IssuedKey,
    }),
    async (request) => issueKey(context, actorIn(request), request.body, request.headers["idempotency-key"]),
  );
  app.post(
    "/v1/api-keys/:id/revocation",
    withKey({
      tag,
      summary:
        "Revoke an API key, from the next request on: one's own, as checker one's party's, as registrar any party's",
      params: KeyParams,
      body: Nothing,
      answer: Nothing,
    }),
    async (request) => {
      await revokeKey(context, actorIn(request), request.params.id);
      return {};
    },
  );
}
