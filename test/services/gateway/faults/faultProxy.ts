import { once } from "node:events";
import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Call {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/**
 * What befalls a request: it never reaches the node ("lost"), it does and its answer never comes back ("unanswered"), the
 * caller waits for ever ("silent", the node has it), HTTP 502 without or with the node having done it, or a node that
 * knows of no receipt and no transaction.
 */
export type Fault = "lost" | "unanswered" | "silent" | "refused" | "done-502" | "blind";

export interface FaultProxy {
  readonly url: string;
  /** Decides on each request from now on, a batch being one: undefined lets it pass. */
  decide: (methods: readonly string[]) => Fault | undefined;
  /** How often each fault befell a request. */
  readonly seen: Map<Fault, number>;
  /** Lets those go that wait for a silent answer: their connection ends. */
  wake(): void;
  close(): Promise<void>;
}

export const nothing = (): undefined => undefined;

/** An unreliable way to an honest node. */
export async function startFaultProxy(nodeUrl: string): Promise<FaultProxy> {
  const forward = async (body: string): Promise<string> => {
    const headers = { "content-type": "application/json" };
    return (await fetch(nodeUrl, { method: "POST", headers, body })).text();
  };
  const waiting: ServerResponse[] = [];
  const handle = async (body: string, response: ServerResponse): Promise<void> => {
    const asked = JSON.parse(body) as Call | Call[];
    const fault = proxy.decide([asked].flat().map(({ method }) => method));
    if (fault) proxy.seen.set(fault, (proxy.seen.get(fault) ?? 0) + 1);
    if (fault === "lost") return void response.destroy();
    if (fault === "refused") return void response.writeHead(502).end();
    const answer = await forward(body);
    if (fault === "unanswered") return void response.destroy();
    if (fault === "done-502") return void response.writeHead(502).end();
    if (fault === "silent") return void waiting.push(response);
    response.end(fault === "blind" ? blinded(asked, answer) : answer);
  };
  const server = createServer((request, response) => {
    void (async () => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      await handle(body, response).catch(() => response.destroy());
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${port}`,
    decide: nothing,
    seen: new Map(),
    wake: () => {
      for (const response of waiting.splice(0)) response.destroy();
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}

const HIDDEN = new Set(["eth_getTransactionReceipt", "eth_getTransactionByHash"]);

function blinded(asked: Call | Call[], answer: string): string {
  const hidden = new Set([asked].flat().flatMap(({ id, method }) => (HIDDEN.has(method) ? [id] : [])));
  const blind = (one: { id: number }): object => (hidden.has(one.id) ? { ...one, result: null } : one);
  const parsed = JSON.parse(answer) as { id: number } | { id: number }[];
  return JSON.stringify(Array.isArray(parsed) ? parsed.map(blind) : blind(parsed));
}
