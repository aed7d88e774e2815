import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** W3C Trace Context, level 1: version, trace, parent, flags; all zeros and version ff mean nothing. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/** Where a request stands in a trace: 16 bytes of trace, 8 of each span, in lower-case hex. */
export interface Trace {
  readonly traceId: string;
  /** The caller's span; absent where the trace begins here. */
  readonly parentId?: string;
  /** This request's own. */
  readonly spanId: string;
  readonly flags: string;
}

const traces = new WeakMap<IncomingMessage, Trace>();

/** The trace that a request belongs to: the caller's if it names one, else a fresh, unsampled one. The same at every call. */
export function traceOf(request: IncomingMessage): Trace {
  const trace = traces.get(request) ?? begin(request);
  traces.set(request, trace);
  return trace;
}

function begin({ headers }: IncomingMessage): Trace {
  const given = headers["traceparent"];
  const [, traceId, parentId, flags] = TRACEPARENT.exec(typeof given === "string" ? given : "") ?? [];
  const spanId = randomBytes(8).toString("hex");
  if (traceId === undefined || parentId === undefined || flags === undefined)
    return { traceId: randomBytes(16).toString("hex"), spanId, flags: "00" };
  // Of the flags of a later version only the first is known here: sampled.
  return { traceId, parentId, spanId, flags: (parseInt(flags, 16) & 1) === 1 ? "01" : "00" };
}

/** The header that tells whoever asked which span answered. */
export const traceparentOf = ({ traceId, spanId, flags }: Trace): string => `00-${traceId}-${spanId}-${flags}`;
