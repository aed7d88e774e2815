import { homedir } from "node:os";
import { resolve } from "node:path";
import { Type } from "typebox";
import type { Static } from "typebox";
import { Value } from "typebox/value";

import { exponentOf } from "../domain/currency.ts";

const text = (description: string) => Type.Optional(Type.String({ minLength: 1, description }));

/** Everything the service reads from its environment. A variable with one of our prefixes that is not listed is an error. */
export const Configuration = Type.Object(
  {
    TALLYSTICK_HOME: text(
      "folder of the embedded chain, database and keys; default .tallystick in the working directory",
    ),
    TALLYSTICK_HOST: text("address to listen on; default 127.0.0.1"),
    TALLYSTICK_PORT: Type.Optional(
      Type.String({
        pattern: "^(\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])$",
        description: "port, up to 65535; default 8080, 0 for a free one",
      }),
    ),
    TALLYSTICK_LOG: Type.Optional(
      Type.Enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
        description: "log level; default info",
      }),
    ),
    TALLYSTICK_MASTER_KEY: Type.Optional(
      Type.String({
        pattern: "^(0x)?[0-9a-fA-F]{64}$",
        description: "32 bytes in hex that encrypt keys and documents; default: made once, in TALLYSTICK_HOME",
      }),
    ),
    TALLYSTICK_CURRENCIES: text("comma-separated ISO 4217 codes that a new embedded network settles in"),
    TALLYSTICK_RATE_LIMIT: Type.Optional(
      Type.String({ pattern: "^[1-9]\\d{0,6}$", description: "requests a minute for each API key; default 6000" }),
    ),
    TALLYSTICK_GRACE_DAYS: Type.Optional(
      Type.String({
        pattern: "^(\\d{1,2}|[12]\\d\\d|3[0-5]\\d|36[0-5])$",
        description: "calendar days after the due date, up to 365, until an unpaid claim is in default; default 30",
      }),
    ),
    TALLYSTICK_WEBHOOKS_TO_LOOPBACK: Type.Optional(
      Type.Enum(["allow", "refuse"], {
        description: "whether webhooks may be sent to this machine, also without TLS; default refuse",
      }),
    ),
    TALLYSTICK_RECOVERY_DELAY: Type.Optional(
      Type.String({
        pattern: "^\\d{1,8}$",
        description:
          "seconds that a new embedded network waits before it carries out the recovery of lost keys; default seven days, less for trials only",
      }),
    ),
    DATABASE_URL: text("PostgreSQL; default: the embedded database"),
  },
  { additionalProperties: false },
);

const MEANINGS: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.entries<object>(Configuration.properties).map(([name, schema]) => [
    name,
    (schema as { description?: string }).description,
  ]),
);

export interface Settings {
  readonly home: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly rateLimit: number;
  readonly graceDays: number;
  readonly webhooksToLoopback: boolean;
  readonly masterKey?: string;
  readonly currencies?: readonly string[];
  /** Seconds, of a new embedded network. */
  readonly recoveryDelay?: number;
  readonly databaseUrl?: string;
}

export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/**
 * Reads the settings from an environment.
 *
 * @throws ConfigurationError naming each variable that is unknown or malformed
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const ours = Object.fromEntries(
    Object.entries(environment).filter(
      ([name, value]) => value !== undefined && (name.startsWith("TALLYSTICK_") || name in Configuration.properties),
    ),
  );
  delete ours["TALLYSTICK_CORPUS"];
  if (!Value.Check(Configuration, ours)) throw new ConfigurationError(explain(ours));
  return toSettings(ours);
}

function toSettings(given: Static<typeof Configuration>): Settings {
  return {
    home: resolve((given.TALLYSTICK_HOME ?? ".tallystick").replace(/^~(?=\/|$)/, homedir())),
    host: given.TALLYSTICK_HOST ?? "127.0.0.1",
    port: Number(given.TALLYSTICK_PORT ?? "8080"),
    logLevel: given.TALLYSTICK_LOG ?? "info",
    rateLimit: Number(given.TALLYSTICK_RATE_LIMIT ?? "6000"),
    graceDays: Number(given.TALLYSTICK_GRACE_DAYS ?? "30"),
    webhooksToLoopback: given.TALLYSTICK_WEBHOOKS_TO_LOOPBACK === "allow",
    ...(given.TALLYSTICK_MASTER_KEY && { masterKey: given.TALLYSTICK_MASTER_KEY }),
    ...(given.TALLYSTICK_CURRENCIES && {
      currencies: currenciesIn(given.TALLYSTICK_CURRENCIES),
    }),
    ...(given.TALLYSTICK_RECOVERY_DELAY && { recoveryDelay: Number(given.TALLYSTICK_RECOVERY_DELAY) }),
    ...(given.DATABASE_URL && { databaseUrl: given.DATABASE_URL }),
  };
}

function currenciesIn(list: string): string[] {
  const codes = list.split(",").map((code) => code.trim());
  try {
    for (const code of codes) exponentOf(code);
  } catch (error) {
    throw new ConfigurationError(`TALLYSTICK_CURRENCIES: ${error instanceof Error ? error.message : String(error)}`);
  }
  return [...new Set(codes)];
}

function explain(given: Record<string, unknown>): string {
  const known = Object.keys(Configuration.properties);
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  const malformed = [...Value.Errors(Configuration, given)].map(({ instancePath }) => instancePath.slice(1));
  const problems = [
    ...unknown.map((name) => `${name} is not a setting`),
    ...known
      .filter((name) => malformed.includes(name))
      .map((name) => `${name} is not as it must be: ${MEANINGS[name] ?? ""}`),
  ];
  return `configuration: ${problems.join("; ")}. Known: ${known.join(", ")}`;
}
