import { expect } from "chai";

import { send } from "../../../services/scheduler/webhooks/send.ts";
import type { SendOptions } from "../../../services/scheduler/webhooks/send.ts";
import { signatureHeaders } from "../../../services/scheduler/webhooks/signature.ts";
import { answer, Receiver } from "./receiver.ts";

const options = (changes: Partial<SendOptions> = {}): SendOptions => ({
  loopback: true,
  timeoutMs: 2_000,
  signal: new AbortController().signal,
  ...changes,
});
/** A name server that answers every name with these addresses. */
const resolvingTo =
  (...addresses: string[]): NonNullable<SendOptions["resolve"]> =>
  (_name, _options, done) => {
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };

describe("sending to a webhook", () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await Receiver.open();
  });
  afterEach(() => receiver.close());

  it("is signed as Standard Webhooks says (its published example)", () => {
    const secret = Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64");
    const message = {
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: 1614265330,
      body: '{"test": 2432232314}',
    };
    expect(signatureHeaders(secret, message)).to.deep.equal({
      "webhook-id": message.id,
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("posts the body with its headers and reports the status", async () => {
    receiver.behave = answer(202);
    expect(await send(receiver.url, { "webhook-id": "x" }, '{"a":"ü"}', options())).to.deep.equal({ status: 202 });
    expect(receiver.received[0]?.body).to.equal('{"a":"ü"}');
    expect(receiver.received[0]?.headers).to.include({
      "webhook-id": "x",
      "content-type": "application/cloudevents+json; charset=utf-8",
    });
  });

  it("this machine is refused unless that is allowed, and nothing is sent", async () => {
    const { port } = new URL(receiver.url);
    for (const host of ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"]) {
      for (const protocol of ["http", "https"]) {
        const sent = await send(`${protocol}://${host}:${port}/`, {}, "{}", options({ loopback: false }));
        expect(sent, host).to.have.property("error");
      }
    }
    expect(receiver.received).to.deep.equal([]);
  });

  it("a public name that resolves to a private address is refused when it is connected to", async () => {
    for (const address of ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fd00::1"]) {
      const resolve = resolvingTo(address);
      const sent = await send("https://hooks.example.com/", {}, "{}", options({ loopback: false, resolve }));
      expect(sent, address).to.deep.equal({ error: "hooks.example.com is not on the public internet" });
    }
  });

  it("one private address among several refuses the name", async () => {
    const resolve = resolvingTo("8.8.8.8", "192.168.0.1");
    const sent = await send("https://hooks.example.com/", {}, "{}", options({ loopback: false, resolve }));
    expect(sent).to.deep.equal({ error: "hooks.example.com is not on the public internet" });
  });

  it("a name that leads to this machine is connected to where that is allowed: the look-up is the one that is used", async () => {
    const { port } = new URL(receiver.url);
    const resolve = resolvingTo("127.0.0.1");
    const sent = await send(`http://my.localhost:${port}/hook`, {}, "{}", options({ resolve }));
    expect(sent).to.deep.equal({ status: 204 });
  });

  it("a redirect is an answer like others and not followed", async () => {
    const other = await Receiver.open();
    receiver.behave = answer(307, { location: other.url });
    expect(await send(receiver.url, {}, "{}", options())).to.deep.equal({ status: 307 });
    expect(other.received).to.deep.equal([]);
    await other.close();
  });

  it("an answer without end is cut off, and its status counts", async () => {
    receiver.behave = (response) => {
      response.writeHead(200);
      const pour = (): void => {
        while (response.write("x".repeat(65_536)));
        response.once("drain", pour);
      };
      pour();
    };
    expect(await send(receiver.url, {}, "{}", options({ timeoutMs: 3_600_000 }))).to.deep.equal({ status: 200 });
  });

  it("no answer, a cut connection, a dripping answer and a closed port are told apart from answers", async () => {
    receiver.behave = () => undefined;
    expect(await send(receiver.url, {}, "{}", options({ timeoutMs: 50 }))).to.deep.equal({
      error: "no answer in time",
    });
    receiver.behave = (response) => response.destroy();
    expect(await send(receiver.url, {}, "{}", options())).to.deep.equal({ error: "no connection (ECONNRESET)" });
    receiver.behave = (response) => {
      response.writeHead(200);
      response.write("x");
    };
    expect(await send(receiver.url, {}, "{}", options({ timeoutMs: 200 }))).to.deep.equal({ status: 200 });
    const { url } = receiver;
    await receiver.close();
    expect(await send(url, {}, "{}", options())).to.deep.equal({ error: "no connection (ECONNREFUSED)" });
    receiver = await Receiver.open();
  });
});
