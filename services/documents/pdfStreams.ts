import { constants, inflateSync } from "node:zlib";

import { MAX_BYTES } from "./limits.ts";
import { refusal } from "./problem.ts";

/** All streams of a PDF may inflate to this many bytes in all. Real invoices stay below 20 MB. */
const MOST_INFLATED = 8 * MAX_BYTES;
/** Filters in a row: a real one is compressed once. */
const MOST_LAYERS = 3;

/**
 * Refuses a PDF whose streams would grow beyond all measure when its reader opens them: every stream is inflated here first,
 * bounded. Filters of old that grow otherwise (LZW, run lengths) are refused, by whatever escapes they are named.
 *
 * @throws DomainError too-large, unsupported-document
 */
export function refuseBombs(bytes: Uint8Array): void {
  const text = Buffer.from(bytes).toString("latin1");
  const named = text.replace(/#([0-9a-f]{2})/gi, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  if (/LZWDecode|RunLengthDecode/.test(named))
    throw refusal("unsupported-document", "the PDF is compressed in a way that is not read here");
  let left = MOST_INFLATED;
  for (const { index } of text.matchAll(/stream\r?\n/g)) {
    const start = text.indexOf("\n", index) + 1;
    const end = text.indexOf("endstream", start);
    let data: Uint8Array | undefined = bytes.subarray(start, end < 0 ? bytes.length : end);
    for (let layer = 0; layer < MOST_LAYERS && data; layer += 1) {
      data = inflated(data, left);
      left -= data?.length ?? 0;
    }
  }
}

/** Undefined if it is not deflated. */
function inflated(data: Uint8Array, most: number): Uint8Array | undefined {
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, most), finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE")
      throw refusal("too-large", `the PDF inflates to more than ${MOST_INFLATED} bytes`);
    return undefined;
  }
}
