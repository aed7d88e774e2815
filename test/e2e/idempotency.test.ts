import { randomUUID } from "node:crypto";
import { expect } from "chai";

import type { Answer } from "../../scripts/story/client.ts";
import { acknowledged, registered, setStage } from "./support/cast.ts";
import type { Stage } from "./support/cast.ts";
import { eachService } from "./support/service.ts";

describe("A request has one effect, however often it is sent", () => {
  eachService((start) => {
    let stage: Stage;
    let claim: string;
    before(async () => {
      stage = await setStage(await start());
      claim = await acknowledged(stage);
    });

    const transfer = (amount: string) => ({
      to: stage.financier.id,
      amount: { currency: "EUR", amount },
      reference: "S-1",
    });
    const held = async (): Promise<string> => {
      const { mine } = (await stage.supplier.maker.get(`/v1/receivables/${claim}`)) as {
        mine: { amount: { amount: string } };
      };
      return mine.amount.amount;
    };

    it("the same key racing fifty times moves the units once", async () => {
      const before = BigInt(await held());
      const key = randomUUID();
      const path = `/v1/receivables/${claim}/transfers`;
      const again = new Set([202, 409]);
      /** Asks as long as it is told to ask again: 202 not final yet, 409 being accepted by a rival. */
      const answered = async (): Promise<Answer> => {
        for (let left = 20; ; left -= 1) {
          const answer = await stage.supplier.maker.post(path, transfer("700"), { "idempotency-key": key });
          if (!again.has(answer.status) || left === 0) return answer;
          if (answer.status === 409) expect(answer.body["code"]).to.equal("request-in-progress");
        }
      };
      const answers = await Promise.all(Array.from({ length: 50 }, answered));
      expect(answers.map(({ status }) => status)).to.deep.equal(Array.from({ length: 50 }, () => 200));
      expect(new Set(answers.map(({ body }) => body["id"])).size).to.equal(1);
      expect(before - BigInt(await held())).to.equal(700n);
    });

    it("the same key with other content is refused, and nothing moves", async () => {
      const before = await held();
      const key = randomUUID();
      const path = `/v1/receivables/${claim}/transfers`;
      const first = await stage.supplier.maker.post(path, transfer("5"), { "idempotency-key": key });
      expect(first.status).to.equal(200);
      const other = await stage.supplier.maker.post(path, transfer("6"), { "idempotency-key": key });
      expect([other.status, other.body["code"]]).to.deep.equal([422, "key-reused"]);
      expect(BigInt(before) - BigInt(await held())).to.equal(5n);
    });

    it("a refused request does not use up its key", async () => {
      const key = randomUUID();
      const path = `/v1/receivables/${claim}/transfers`;
      const refused = await stage.supplier.maker.post(path, transfer("99999999999"), { "idempotency-key": key });
      expect([refused.status, refused.body["contractError"]]).to.deep.equal([422, "ERC1155InsufficientBalance"]);
      const accepted = await stage.supplier.maker.post(path, transfer("1"), { "idempotency-key": key });
      expect(accepted.status).to.equal(200);
    });

    it("an act without a key is refused", async () => {
      const answer = await stage.supplier.maker.send("POST", `/v1/receivables/${claim}/withdrawals`, "{}", {
        "content-type": "application/json",
      });
      expect([answer.status, answer.body["code"]]).to.deep.equal([400, "idempotency-key-required"]);
    });

    it("two parties may use the same key", async () => {
      const key = randomUUID();
      const path = `/v1/receivables/${claim}/transfers`;
      const back = { to: stage.supplier.id, amount: { currency: "EUR", amount: "1" }, reference: "S-2" };
      const [one, two] = await Promise.all([
        stage.supplier.maker.post(path, transfer("2"), { "idempotency-key": key }),
        stage.financier.maker.post(path, back, { "idempotency-key": key }),
      ]);
      expect([one.status, two.status]).to.deep.equal([200, 200]);
      expect(one.body["id"]).not.to.equal(two.body["id"]);
    });

    it("the same invoice under another key is refused with the claim's own id", async () => {
      const answer = await stage.supplier.maker.post("/v1/receivables", stage.invoice.bytes);
      expect([answer.status, answer.body["code"], answer.body["receivable"]]).to.deep.equal([
        409,
        "invoice-already-registered",
        claim,
      ]);
      const error = await registered(stage).then(() => undefined, String);
      expect(error).to.contain("invoice-already-registered");
    });
  });
});
