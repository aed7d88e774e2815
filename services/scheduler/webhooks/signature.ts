import { createHmac } from "node:crypto";

/** Headers as in Standard Webhooks: the receiver recomputes the HMAC over id, time and body, and refuses old times. */
export function signatureHeaders(
  secret: Uint8Array,
  { id, timestamp, body }: { readonly id: string; readonly timestamp: number; readonly body: string },
): Record<string, string> {
  const mac = createHmac("sha256", secret)
    .update(`${id}.${String(timestamp)}.${body}`)
    .digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": `v1,${mac}` };
}
