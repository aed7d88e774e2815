import { RpcNoAnswer } from "./rpcError.ts";

/**
 * @param method for messages only
 * @returns the parsed body of a 200
 * @throws RpcNoAnswer
 */
export async function postJson(url: string, timeoutMs: number, method: string, body: unknown): Promise<unknown> {
  const signal = AbortSignal.timeout(timeoutMs);
  const headers = { "content-type": "application/json" };
  let status: number;
  let text: string;
  try {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal });
    status = response.status;
    text = await response.text();
  } catch (cause) {
    if (signal.aborted) throw new RpcNoAnswer(method, "timeout", `no answer in ${timeoutMs} ms`, { cause });
    // The host only: hosted nodes keep their access token in the path.
    throw new RpcNoAnswer(method, "unreachable", `no answer from ${new URL(url).host}`, { cause });
  }
  if (status !== 200) throw new RpcNoAnswer(method, "status", `the node answered with HTTP status ${status}`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RpcNoAnswer(method, "malformed", "the answer is no JSON", { cause });
  }
}
