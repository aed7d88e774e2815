import { pino } from "pino";
import type { Logger } from "pino";

/** Structured logs; headers that carry secrets are cut out wherever they might appear. */
export const makeLog = (level: string): Logger =>
  pino({
    level,
    redact: {
      paths: ["req.headers.authorization", "headers.authorization", "*.apiKey", "*.signature"],
      censor: "[redacted]",
    },
  });
