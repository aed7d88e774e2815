import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

/** Something that did not go as a story says. */
export class StoryFailed extends Error {
  override readonly name = "StoryFailed";
  /** Where in the story. */
  readonly step: string | undefined;

  constructor(message: string, options: { readonly step?: string; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.step = options.step;
  }
}

export type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly body: Json;
}

/** A user of the API, with its key. */
export class Client {
  readonly #url: string;
  readonly apiKey: string;

  constructor(url: string, apiKey: string) {
    this.#url = url;
    this.apiKey = apiKey;
  }

  async get(path: string): Promise<Json> {
    const answer = await this.send("GET", path);
    return expectStatus(answer, [200], `GET ${path}`).body;
  }

  /** Acts and waits for the outcome; a k-of-n party's act comes back as awaiting_signatures. */
  async act(path: string, body: unknown = {}): Promise<Json> {
    const key = { "idempotency-key": randomUUID() };
    const answer = await this.post(path, body, key);
    return expectStatus(answer, [200, 202], `POST ${path}`).body;
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const isDocument = body instanceof Uint8Array;
    return this.send("POST", path, isDocument ? body : JSON.stringify(body), {
      "content-type": isDocument ? "application/xml" : "application/json",
      "idempotency-key": randomUUID(),
      prefer: "wait=25",
      ...headers,
    });
  }

  /** Asks again while the service says that it is overloaded: with the same key nothing is done twice. */
  async send(
    method: string,
    path: string,
    body?: string | Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    let response = await this.#ask(method, path, body, headers);
    for (let left = 30; response.status === 503 && left > 0; left -= 1) {
      await response.body?.cancel();
      await sleep(1_000);
      response = await this.#ask(method, path, body, headers);
    }
    const text = await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, body: isJson ? (JSON.parse(text) as Json) : { text } };
  }

  async #ask(
    method: string,
    path: string,
    body: string | Uint8Array | undefined,
    headers: Record<string, string>,
  ): Promise<Response> {
    return fetch(this.#url + path, {
      method,
      headers: { authorization: `Bearer ${this.apiKey}`, ...headers },
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    });
  }
}

export function expectStatus(answer: Answer, statuses: readonly number[], what: string): Answer {
  if (statuses.includes(answer.status)) return answer;
  throw new StoryFailed(
    `${what}: expected ${statuses.join(" or ")}, got ${String(answer.status)} ${JSON.stringify(answer.body)}`,
  );
}

export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw new StoryFailed(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}
