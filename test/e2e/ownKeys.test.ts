import { expect } from "chai";
import { Wallet, Signature, TypedDataEncoder } from "ethers";
import type { TypedDataDomain, TypedDataField } from "ethers";

import { Client } from "../../scripts/story/client.ts";
import type { Json } from "../../scripts/story/client.ts";
import { makeLei } from "../../scripts/story/identifiers.ts";
import { act } from "../../scripts/story/parties.ts";
import { setStage } from "./support/cast.ts";
import type { Stage } from "./support/cast.ts";
import { Cleanup } from "../services/store/databases.ts";
import { startTestService } from "./support/service.ts";
import type { TestService } from "./support/service.ts";

interface TypedData {
  readonly domain: TypedDataDomain;
  readonly types: Record<string, TypedDataField[]>;
  readonly message: Json;
}

async function sign(wallet: { signingKey: Wallet["signingKey"] }, payload: unknown): Promise<string> {
  const { domain, types, message } = payload as TypedData;
  const structs = Object.fromEntries(Object.entries(types).filter(([name]) => name !== "EIP712Domain"));
  const digest = TypedDataEncoder.hash(domain, structs, message);
  return Promise.resolve(Signature.from(wallet.signingKey.sign(digest)).serialized);
}

describe("A party with its own keys acts only by its own signatures", function () {
  this.timeout(180_000);
  const clean = new Cleanup();
  const wallets = [Wallet.createRandom(), Wallet.createRandom()] as const;
  let service: TestService;
  let stage: Stage;
  let client: Client;
  let checker: Client;
  let partyId: string;

  before(async () => {
    service = await startTestService(clean);
    stage = await setStage(service);
    const registrar = new Client(service.url, service.credentials.registrar);
    const id = `0x${"ab".repeat(32)}`;
    const users = await Promise.all(
      wallets.map(async (wallet, at) => {
        const address = wallet.address.toLowerCase();
        const payload = await registrar.get(`/v1/parties/possession?party=${id}&signer=${address}`);
        return {
          name: `signer ${String(at)}`,
          roles: ["maker", "checker"],
          signer: { address, possession: await sign(wallet, payload) },
        };
      }),
    );
    const admitted = await registrar.act("/v1/parties", {
      id,
      name: "Own Keys plc",
      country: "GB",
      identifiers: [{ scheme: "lei", value: makeLei() }],
      roles: ["enterprise"],
      kybValidUntil: "2031-01-01",
      threshold: 2,
      users,
    });
    expect(admitted["status"]).to.equal("done");
    partyId = String((admitted["result"] as Json)["party"]);
    const [first, second] = (admitted["apiKeys"] as { apiKey: string }[]).map(
      ({ apiKey }) => new Client(service.url, apiKey),
    );
    if (!first || !second) throw new Error("two users, two keys");
    client = first;
    checker = second;
  });
  after(() => clean.run());

  const payout = { amount: { currency: "EUR", amount: "1" }, iban: "DE89370400440532013000" };

  it("is shown as external", async () => {
    expect((await client.get(`/v1/parties/${partyId}`))["custody"]).to.equal("external");
  });

  it("an act waits for its signatures; a stranger's is refused, the signers' own complete it", async () => {
    const poor = await client.post("/v1/cash/payouts", payout);
    expect([poor.status, poor.body["contractError"]]).to.deep.equal([422, "ERC20InsufficientBalance"]);
    await act(stage.bank, "/v1/cash/deposits", { party: partyId, amount: payout.amount, bankReference: "own-keys" });

    const made = await client.act("/v1/cash/payouts", payout);
    expect([made["status"], (made["signatures"] as Json[]).length]).to.deep.equal(["awaiting_signatures", 0]);
    const path = `/v1/operations/${String(made["id"])}/signatures`;
    const foreign = await client.post(path, { signature: await sign(Wallet.createRandom(), made["typedData"]) });
    expect([foreign.status, foreign.body["code"]]).to.deep.equal([422, "bad-signature"]);
    const approval = await checker.post(`/v1/operations/${String(made["id"])}/approvals`, {});
    expect([approval.status, approval.body["code"]]).to.deep.equal([422, "bad-signature"]);

    const half = await client.act(path, { signature: await sign(wallets[0], made["typedData"]) });
    expect([half["status"], (half["signatures"] as Json[]).length]).to.deep.equal(["awaiting_signatures", 1]);
    const again = await client.act(path, { signature: await sign(wallets[0], made["typedData"]) });
    expect((again["signatures"] as Json[]).length).to.equal(1);
    const whole = await client.act(path, { signature: await sign(wallets[1], made["typedData"]) });
    expect(whole["status"]).to.equal("done");
    expect((whole["signatures"] as Json[]).map(({ custody }) => custody)).to.deep.equal(["external", "external"]);
  });

  it("a proof of possession by another key is refused", async () => {
    const registrar = new Client(service.url, service.credentials.registrar);
    const id = `0x${"cd".repeat(32)}`;
    const address = Wallet.createRandom().address.toLowerCase();
    const payload = await registrar.get(`/v1/parties/possession?party=${id}&signer=${address}`);
    const answer = await registrar.post("/v1/parties", {
      id,
      name: "Forged",
      country: "GB",
      identifiers: [{ scheme: "lei", value: makeLei() }],
      roles: ["enterprise"],
      kybValidUntil: "2031-01-01",
      threshold: 1,
      users: [{ name: "x", roles: ["maker"], signer: { address, possession: await sign(wallets[1], payload) } }],
    });
    expect([answer.status, answer.body["code"], answer.body["field"]]).to.deep.equal([
      422,
      "bad-signature",
      "/users/0/signer/possession",
    ]);
  });
});
