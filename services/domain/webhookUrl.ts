import { isIP } from "node:net";

import { DomainError } from "./problem.ts";
import { isLoopbackAddress, isPublicAddress } from "./publicAddress.ts";

const LONGEST = 2000;

/** What a webhook's address must be; `loopback` lets it be this machine, and then without TLS too. */
export interface TargetRules {
  readonly loopback: boolean;
}

/**
 * Reads where a webhook is to be sent: https, no credentials, no fragment, no address that is not public. What a name
 * resolves to is checked when it is connected to, each time: it may change.
 *
 * @throws DomainError bad-url
 */
export function parseWebhookUrl(text: string, { loopback }: TargetRules, field?: string): URL {
  const refuse = (reason: string): never => {
    throw new DomainError("bad-url", `a webhook's address ${reason}`, { field });
  };
  const url =
    text.length <= LONGEST && URL.canParse(text) ? new URL(text) : refuse("is a URL of at most 2000 characters");
  if (url.username !== "" || url.password !== "") refuse("carries no user name or password");
  if (url.hash !== "") refuse("has no fragment");
  const host = hostOf(url);
  if (loopback && isLoopbackHost(host) && (url.protocol === "http:" || url.protocol === "https:")) return url;
  if (url.protocol !== "https:") refuse("begins with https://");
  if (isLoopbackHost(host) || (isIP(host) !== 0 && !isPublicAddress(host))) refuse("is on the public internet");
  return url;
}

/** Name or address, without the brackets of IPv6. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, "$1");

const isLoopbackHost = (host: string): boolean => isLoopbackAddress(host) || /^(.+\.)?localhost\.?$/i.test(host);
