import type { Json } from "../../../scripts/story/client.ts";

interface Message {
  readonly id: string;
  readonly data: Json;
}

/** Reads server-sent events, as the standard says, from a stream of the API. */
export class Reader {
  readonly #body: ReadableStreamDefaultReader<string>;
  #text = "";

  private constructor(body: ReadableStreamDefaultReader<string>) {
    this.#body = body;
  }

  static async open(url: string, apiKey: string, lastEventId: string): Promise<Reader> {
    const { body, headers } = await fetch(`${url}/v1/events/stream`, {
      headers: { authorization: `Bearer ${apiKey}`, "last-event-id": lastEventId },
    });
    const type = headers.get("content-type");
    if (!body || type !== "text/event-stream") throw new Error(`no stream of events but ${String(type)}`);
    return new Reader(body.pipeThrough(new TextDecoderStream()).getReader());
  }

  /** The next event; lines that carry none are left out. */
  async next(): Promise<Message> {
    const message = await this.#read();
    if (!message) throw new Error("the stream has ended");
    return message;
  }

  /** Waits for the end. @returns what came before it */
  async ends(): Promise<Message[]> {
    const messages: Message[] = [];
    for (let message = await this.#read(); message; message = await this.#read()) messages.push(message);
    return messages;
  }

  async close(): Promise<void> {
    await this.#body.cancel();
  }

  async #read(): Promise<Message | undefined> {
    for (;;) {
      const end = this.#text.indexOf("\n\n");
      if (end === -1) {
        const { done, value } = await this.#body.read();
        if (done) return undefined;
        this.#text += value;
        continue;
      }
      const fields = new Map(this.#text.slice(0, end).split("\n").map(fieldOf));
      this.#text = this.#text.slice(end + 2);
      const data = fields.get("data");
      if (data !== undefined) return { id: fields.get("id") ?? "", data: JSON.parse(data) as Json };
    }
  }
}

function fieldOf(line: string): [string, string] {
  const [name = "", ...rest] = line.split(": ");
  return [name, rest.join(": ")];
}
