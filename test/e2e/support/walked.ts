import type { Exchange, OpenApi, OpenApiChecker } from "./openapi.ts";

/** Rights, statements, orders and proofs: walked by a file of their own; all else of the API by the other. */
export const RIGHTS_AND_PROOFS =
  /^\w+ \/v1\/(?!proofs\/facilities)(assets|liens|attestations|proofs|provenance|disclosures|checkpoints|access-log|pause|unpause|policies|parties\/\{id\}\/renewal|receivables\/\{id\}\/(freezes|forced-\w+))\b/;

/** Lending: walked on a network whose clock moves. */
export const LENDING =
  /^\w+ \/v1\/(?!facilities\/\{id\}\/(collateral|income|margin-calls))(facilities|drawdowns|proofs\/facilities)\b/;

/** What secures a loan, and pays it in the end: likewise. */
export const SECURED = /^\w+ \/v1\/(sales|facilities\/\{id\}\/(collateral|income|margin-calls))\b/;

const COLLATERAL = ["POST /v1/facilities/{id}/collateral", "GET /v1/facilities/{id}/collateral"];

/** Which story has which of them succeed: among them, all. */
export const SECURED_BY_STORY = {
  ip: COLLATERAL,
  "margin-call": [...COLLATERAL, "POST /v1/facilities/{id}/margin-calls"],
  "patent-lapse": [
    ...COLLATERAL,
    "POST /v1/facilities/{id}/income",
    "GET /v1/facilities/{id}/income",
    "POST /v1/facilities/{id}/income/{receivable}/collection",
  ],
  "ip-default": [
    ...["POST /v1/sales", "GET /v1/sales", "GET /v1/sales/{id}"],
    ...["demands", "bids", "openings", "settlement", "payouts"].map((act) => `POST /v1/sales/{id}/${act}`),
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** @returns the operations of the document, as `GET /v1/asks/{id}`, that no exchange had to succeed */
export function notWalked(document: OpenApi, checker: OpenApiChecker, exchanges: readonly Exchange[]): string[] {
  const had = new Set(exchanges.filter(({ status }) => status < 300).map((exchange) => checker.nameOf(exchange)));
  return Object.entries(document.paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((name) => !had.has(name));
}

/** @returns what is wrong with the answers, each with its exchange */
export function notAsDescribed(checker: OpenApiChecker, exchanges: readonly Exchange[]): string[] {
  return exchanges.flatMap((exchange) =>
    checker
      .problemsOf(exchange)
      .map((problem) => `${exchange.method} ${exchange.url} ${String(exchange.status)}: ${problem}`),
  );
}
