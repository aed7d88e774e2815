import type { FastifyRequest } from "fastify";

/** The key of `Authorization: Bearer ...` (RFC 6750); undefined where there is none. */
export const bearerOf = ({ headers }: FastifyRequest): string | undefined =>
  /^bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
