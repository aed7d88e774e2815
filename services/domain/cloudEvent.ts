import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

import type { Hash } from "./brand.ts";

/** An event as it is kept. */
export interface StoredEvent {
  readonly position: bigint;
  /** What the event is, the same however often it is derived. */
  readonly key: string;
  readonly kind: string;
  readonly subject: string;
  readonly sequence: number;
  /** Epoch seconds. */
  readonly at: bigint;
  readonly block: bigint;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A CloudEvent (specification 1.0, JSON format) with three extension attributes: sequence, position and block. */
export interface CloudEvent {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: "application/json";
  /** Counts the events of the subject from 1. */
  readonly sequence: number;
  /** Where the event stands among all; give it as `cursor` to read on behind it. */
  readonly position: string;
  /** The block with the event, or the first whose time had come. */
  readonly block: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The one form in which the feed and webhooks tell an event. */
export function cloudEventOf(network: Hash, event: StoredEvent): CloudEvent {
  return {
    specversion: "1.0",
    id: eventId(event.key),
    source: `urn:tallystick:${network.slice(2)}`,
    type: event.kind,
    subject: event.subject,
    time: new Date(Number(event.at) * 1000).toISOString(),
    datacontenttype: "application/json",
    sequence: event.sequence,
    position: String(event.position),
    block: String(event.block),
    data: event.data,
  };
}

/** The same event has the same id, also when a restored database derives it again. */
export const eventId = (key: string): string => `evt_${bytesToHex(sha256(utf8ToBytes(key))).slice(0, 32)}`;
