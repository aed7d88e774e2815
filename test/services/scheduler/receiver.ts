import { createServer } from "node:http";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

import type { CloudEvent } from "../../../services/domain/cloudEvent.ts";

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: CloudEvent;
}

/** What a receiver does with a request; the default is to answer 204. */
export type Behaviour = (response: ServerResponse, received: Received, count: number) => void;

/** An endpoint of a customer, on this machine. */
export class Receiver {
  readonly url: string;
  readonly received: Received[] = [];
  behave: Behaviour = answer(204);
  readonly close: () => Promise<void>;

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.close = close;
  }

  static async open(): Promise<Receiver> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const receiver = new Receiver(`http://127.0.0.1:${String(port)}/hook`, async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    });
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks).toString();
        const received = { headers: request.headers, body, event: JSON.parse(body) as CloudEvent };
        receiver.received.push(received);
        receiver.behave(response, received, receiver.received.length);
      });
    });
    return receiver;
  }

  /** Positions in the order in which they came, as often as they came. */
  get positions(): number[] {
    return this.received.map(({ event }) => Number(event.position));
  }
}

export const answer =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (response) => {
    response.writeHead(status, headers).end();
  };
