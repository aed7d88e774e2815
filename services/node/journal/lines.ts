import { createReadStream } from "node:fs";

const NEWLINE = 0x0a;

export interface Line {
  readonly bytes: Buffer;
  /** Offset of the first byte after the line and its newline. */
  readonly end: number;
  /** False for bytes after the file's last newline: a write that was cut short. */
  readonly complete: boolean;
}

/** Reads a file line by line, holding one line in memory at a time. */
export async function* readLines(path: string): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let end = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      parts.push(chunk.subarray(from, at));
      const bytes = Buffer.concat(parts);
      parts = [];
      from = at + 1;
      end += bytes.length + 1;
      yield { bytes, end, complete: true };
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  }
  const rest = Buffer.concat(parts);
  if (rest.length > 0) yield { bytes: rest, end: end + rest.length, complete: false };
}
