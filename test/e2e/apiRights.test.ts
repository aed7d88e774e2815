import { expect } from "chai";

import { storyInvoice } from "../../scripts/story/invoice.ts";
import { offlineProof } from "../../scripts/story/offlineProof.ts";
import { orders } from "../../scripts/story/orders.ts";
import { pledge } from "../../scripts/story/pledge.ts";
import { policy } from "../../scripts/story/policy.ts";
import type { StoryStep } from "../../scripts/story/story.ts";
import { Cleanup } from "../services/store/databases.ts";
import { fixture } from "./support/corpus.ts";
import { OpenApiChecker, recording } from "./support/openapi.ts";
import type { Exchange, OpenApi } from "./support/openapi.ts";
import { rightsElse } from "./support/rights.ts";
import { someDatabase, startTestService } from "./support/service.ts";
import { notAsDescribed, notWalked, RIGHTS_AND_PROOFS } from "./support/walked.ts";

describe("The OpenAPI document says what the API does with rights, statements, orders and proofs", function () {
  this.timeout(240_000);
  const clean = new Cleanup();
  let checker: OpenApiChecker;
  let document: OpenApi;
  const exchanges: Exchange[] = [];

  before(async () => {
    const service = await startTestService(clean, await someDatabase(clean));
    document = (await (await fetch(`${service.url}/openapi.json`)).json()) as OpenApi;
    checker = await OpenApiChecker.of(document);
    const invoice = (suffix: string) => storyInvoice(fixture("harbour-steel-ubl.xml"), suffix);
    const tell = async (story: AsyncGenerator<StoryStep>): Promise<void> => {
      for await (const { step } of story) expect(step).to.be.a("string");
    };
    exchanges.push(
      ...(await recording(service.url, async () => {
        await tell(pledge(service));
        await rightsElse(service);
        await tell(policy(service, invoice("-POLICY")));
        await tell(orders(service, invoice("-ORDERS")));
        await tell(offlineProof({ ...service, end: service.stop }, invoice("-PROOF")));
      })),
    );
  });
  after(() => clean.run());

  it("every answer is as it says", () => {
    expect(notAsDescribed(checker, exchanges)).to.deep.equal([]);
  });

  it("every operation was had to succeed", () => {
    const missing = notWalked(document, checker, exchanges);
    expect(missing.filter((name) => RIGHTS_AND_PROOFS.test(name))).to.deep.equal([]);
  });
});
