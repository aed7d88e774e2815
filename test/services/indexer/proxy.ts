import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Rpc } from "../../../services/chain/rpc.ts";

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What the node answered, changed on its way; undefined leaves the call without an answer. */
export type Tamper = (method: string, params: readonly unknown[], result: unknown) => unknown;

export interface Proxy {
  readonly rpc: Rpc;
  /** What is done to answers from now on. */
  tamper: Tamper;
  close(): Promise<void>;
}

/** A node that lies, between the indexer and an honest one. */
export async function startProxy(nodeUrl: string): Promise<Proxy> {
  const server = createServer((request, response) => {
    void (async () => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      const asked = JSON.parse(body) as Request | Request[];
      const answer = await fetch(nodeUrl, { method: "POST", headers: { "content-type": "application/json" }, body });
      const changed = tampered(proxy.tamper, asked, (await answer.json()) as never);
      if (changed === undefined) response.destroy();
      else response.end(JSON.stringify(changed));
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const proxy: Proxy = {
    rpc: new Rpc(`http://127.0.0.1:${port}`),
    tamper: honest,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}

export const honest: Tamper = (_method, _params, result) => result;

interface Answer {
  readonly id: number;
  readonly result?: unknown;
}

function tampered(tamper: Tamper, asked: Request | Request[], answer: Answer | Answer[]): unknown {
  const requests = [asked].flat();
  const answers = [answer].flat().map((one) => {
    const request = requests.find(({ id }) => id === one.id);
    if (!request || !("result" in one)) return one;
    const result = tamper(request.method, request.params, one.result);
    return result === undefined ? undefined : { ...one, result };
  });
  if (answers.includes(undefined)) return undefined;
  return Array.isArray(asked) ? answers : answers[0];
}
