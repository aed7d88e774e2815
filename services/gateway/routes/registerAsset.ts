import { Type } from "typebox";

import { MAX_BYTES } from "../../documents/limits.ts";
import { actorIn } from "../auth/plugin.ts";
import { registerUsGrant } from "../commands/assets/registerGrant.ts";
import { registerAssetJson } from "../commands/assets/registerJson.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { Problem } from "../problems/problem.ts";
import { NewAsset, SuppliedWithGrant } from "../schemas/asset.ts";
import { act } from "./app.ts";
import type { App } from "./app.ts";

const Xml = Type.Unsafe<Buffer>({ description: "USPTO Patent Grant XML, whole or its front page" });
const Body = {
  content: {
    "application/json": { schema: NewAsset },
    "application/xml": { schema: Xml },
    "text/xml": { schema: Xml },
  },
};

/** An asset comes as JSON or as a grant's XML, of which the bytes are kept. */
export function registerAssetRegistrationRoute(app: App, context: Context): void {
  void app.register(async (scope: App) => {
    for (const type of ["application/xml", "text/xml"]) {
      scope.addContentTypeParser(type, { parseAs: "buffer", bodyLimit: MAX_BYTES }, (_request, body, done) => {
        done(null, body);
      });
    }
    scope.post(
      "/v1/assets",
      act({
        tag: "assets",
        summary: "Register an intangible asset, from JSON or a US grant's XML",
        roles: ["maker"],
        body: Type.Unsafe<NewAsset | Buffer>(Body),
        query: SuppliedWithGrant,
      }),
      async (request, reply) => {
        const { body, query } = request;
        return answerAct(context, request, reply, async () => {
          if (Buffer.isBuffer(body)) {
            const mediaType = request.headers["content-type"] ?? "";
            return registerUsGrant(context, actorIn(request), { bytes: body, mediaType }, query);
          }
          if (Object.keys(query).length > 0) {
            const detail = "what stands beside a grant's XML stands in the body of a JSON registration";
            throw new Problem("invalid-field", { detail, field: `/${Object.keys(query)[0] ?? ""}` });
          }
          return registerAssetJson(context, actorIn(request), body);
        });
      },
    );
  });
}
