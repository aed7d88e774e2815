import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { createWebhook, deleteWebhook, redeliver } from "../commands/webhooks.ts";
import type { Context } from "../context.ts";
import { deliveriesOf, viewDelivery, webhookFor, webhooksOf } from "../queries/webhooks.ts";
import { closed, Nothing, PageQuery, pageOf } from "../schemas/common.ts";
import {
  DeliveryQuery,
  IssuedWebhook,
  NewWebhook,
  Redelivery,
  Webhook,
  WebhookDelivery,
  WebhookList,
} from "../schemas/webhook.ts";
import { read, withKey } from "./app.ts";
import type { App } from "./app.ts";
import { NUMBER, pageFrom } from "./page.ts";

const tag = "webhooks";
const roles = ["maker", "checker", "operator"] as const;
const params = Type.Object({ id: Type.String({ pattern: "^[0-9a-f]{32}$", description: "a webhook's id" }) }, closed);

export function registerWebhookRoutes(app: App, context: Context): void {
  app.post(
    "/v1/webhooks",
    withKey({
      tag,
      summary: "Have what concerns one's party sent to an address, from now on. The secret is shown this once",
      roles,
      body: NewWebhook,
      answer: IssuedWebhook,
    }),
    async (request) => createWebhook(context, actorIn(request), request.body, request.headers["idempotency-key"]),
  );
  app.get(
    "/v1/webhooks",
    read({ tag, summary: "Webhooks of one's party, and how each is doing", answer: WebhookList }),
    async (request) => webhooksOf(context.db, actorIn(request)),
  );
  app.get("/v1/webhooks/:id", read({ tag, summary: "One webhook", answer: Webhook, params }), async (request) =>
    webhookFor(context.db, actorIn(request), request.params.id),
  );
  app.get(
    "/v1/webhooks/:id/deliveries",
    read({
      tag,
      summary: "How events ended at a webhook, newest first",
      answer: pageOf(WebhookDelivery),
      params,
      query: Type.Object({ ...PageQuery, ...DeliveryQuery }, closed),
    }),
    async (request) => {
      await webhookFor(context.db, actorIn(request), request.params.id);
      return pageFrom(request.query, {
        key: [NUMBER],
        read: (page) => deliveriesOf(context.db, request.params.id, page, request.query.state),
        keyOf: ({ position }) => [position],
        view: (rows) => rows.map(viewDelivery),
      });
    },
  );
  app.post(
    "/v1/webhooks/:id/redeliveries",
    withKey({
      tag,
      summary: "Send one event once more, or all behind a position again; makes a suspended webhook active",
      roles,
      params,
      body: Redelivery,
      answer: Webhook,
    }),
    async (request) => redeliver(context, actorIn(request), request.params.id, request.body),
  );
  app.delete(
    "/v1/webhooks/:id",
    read({ tag, summary: "Delete a webhook and its secret", roles, answer: Nothing, params }),
    async (request) => {
      await deleteWebhook(context, actorIn(request), request.params.id);
      return {};
    },
  );
}
