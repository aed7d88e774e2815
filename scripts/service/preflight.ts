import { createServer, connect } from "node:net";

import type { Settings } from "../../services/gateway/config.ts";
import { CannotStart } from "./explain.ts";
import { homeAt } from "./files.ts";

/**
 * Finds out in a moment what would otherwise come up after seconds of building and deploying.
 *
 * @throws CannotStart when a service runs on the folder, or the address cannot be listened on
 */
export async function preflight({ home, host, port }: Settings): Promise<void> {
  if (await answers(homeAt(home).socket)) {
    throw new CannotStart(
      `a service is running on ${home} already: use it, stop it, or set TALLYSTICK_HOME to another folder`,
    );
  }
  const refusal = await listenRefusal(host, port);
  if (refusal === undefined) return;
  const where = `${host}:${String(port)}`;
  throw new CannotStart(
    refusal === "EADDRINUSE"
      ? `${where} is in use by another program: stop it, or set TALLYSTICK_PORT to another port (0 for a free one)`
      : `cannot listen on ${where} (${refusal}): set TALLYSTICK_HOST and TALLYSTICK_PORT to an address of this machine`,
  );
}

async function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    // No socket, or one that a killed service left behind.
    probe.once("error", () => {
      resolve(false);
    });
  });
}

async function listenRefusal(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
    probe.listen({ host, port }, () => {
      probe.close(() => {
        resolve(undefined);
      });
    });
  });
}
