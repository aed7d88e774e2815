import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { finished } from "node:stream/promises";
import type { IncomingMessage } from "node:http";

import { DomainError } from "../../domain/problem.ts";
import { parseWebhookUrl } from "../../domain/webhookUrl.ts";
import { AddressRefused, guardedLookup } from "./guardedLookup.ts";
import type { Resolve } from "./guardedLookup.ts";

/** How an attempt ended: an answer of the receiver, or why there was none. */
export type Sent = { readonly status: number } | { readonly error: string };

export interface SendOptions {
  /** Whether this machine may be sent to. */
  readonly loopback: boolean;
  /** Milliseconds for everything: name, connection, answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly resolve?: Resolve;
}

/** Bytes of an answer that are read, and thrown away, before the connection is cut. */
const MOST_ANSWER = 16_384;

/** Posts once. Redirects are answers like others, never followed. Never throws for what the other side does. */
export async function send(
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { loopback, timeoutMs, signal, resolve }: SendOptions,
): Promise<Sent> {
  try {
    // Addresses that are written as such are refused here, names when they are looked up.
    const url = parseWebhookUrl(target, { loopback });
    const timeout = AbortSignal.timeout(timeoutMs);
    const { status, answer } = await post(url, headers, body, {
      signal: AbortSignal.any([signal, timeout]),
      lookup: guardedLookup(loopback, resolve),
    });
    await discard(answer);
    return { status };
  } catch (error) {
    return { error: reasonOf(error) };
  }
}

function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  options: { readonly signal: AbortSignal; readonly lookup: ReturnType<typeof guardedLookup> },
): Promise<{ status: number; answer: IncomingMessage }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; answer: IncomingMessage }>();
  const open = url.protocol === "https:" ? requestHttps : requestHttp;
  // A connection of its own: one that is kept could belong to an address that was checked under another name.
  const request = open(url, {
    ...options,
    method: "POST",
    agent: false,
    maxHeaderSize: MOST_ANSWER,
    headers: {
      ...headers,
      "content-type": "application/cloudevents+json; charset=utf-8",
      "content-length": String(Buffer.byteLength(body)),
      "user-agent": "Tallystick-Webhooks/1",
    },
  });
  request.on("response", (answer) => {
    resolve({ status: answer.statusCode ?? 0, answer });
  });
  request.on("error", reject);
  request.end(body);
  return promise;
}

/** Lets a short answer end, and cuts a long one. The status counts either way. */
async function discard(answer: IncomingMessage): Promise<void> {
  let read = 0;
  answer.on("data", (chunk: Buffer) => {
    read += chunk.length;
    if (read > MOST_ANSWER) answer.destroy();
  });
  await finished(answer).catch(() => undefined);
  answer.destroy();
}

/** What the owner of the webhook is told; nothing of the machine or network that it was sent from. */
function reasonOf(error: unknown): string {
  if (error instanceof AddressRefused || error instanceof DomainError) return error.message;
  if (!(error instanceof Error)) return "failed";
  if (error.name === "TimeoutError" || error.name === "AbortError") return "no answer in time";
  return "code" in error && typeof error.code === "string" ? `no connection (${error.code})` : "no connection";
}
