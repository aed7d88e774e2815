import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";

import { EventSchema } from "../schemas/event.ts";
import { sharedSchemas } from "../schemas/common.ts";
import { attestationSchemas } from "../schemas/attestation.ts";
import { paymentSchemas } from "../schemas/receivableActs.ts";
import { AdmissionSchema, OperationSchema } from "../schemas/operation.ts";
import type { App } from "../routes/app.ts";

/** OpenAPI 3.1 from the very schemas that validate: the document at /openapi.json, the pages at /docs. */
export async function registerOpenApi(app: App, version: string): Promise<void> {
  for (const schema of [
    ...sharedSchemas,
    ...paymentSchemas,
    ...attestationSchemas,
    OperationSchema,
    AdmissionSchema,
    EventSchema,
  ])
    app.addSchema(schema);
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Tallystick",
        version,
        description:
          "A ledger of acknowledged receivables. Amounts are decimal strings of minor units; every act is signed by the party it binds.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/" }],
      components: {
        securitySchemes: { apiKey: { type: "http", scheme: "bearer", description: "an API key, tsk_..." } },
      },
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) =>
        typeof json["$id"] === "string" ? json["$id"] : `schema${String(i)}`,
    },
  });
  await app.register(swaggerUi, { routePrefix: "/docs", staticCSP: true });
  app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger());
}
