import { createHook } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const FILE_ACCESS = [
  "openSync",
  "readFileSync",
  "statSync",
  "existsSync",
  "open",
  "readFile",
  "createReadStream",
] as const;

/**
 * Everything an act asked of the world outside: sockets, files, timers, any asynchronous resource.
 * What is asked for is refused as well, so that nothing is really read.
 */
export function outsideOf(act: () => void): string[] {
  const asked: string[] = [];
  const onSocket = (): void => void asked.push("socket");
  const hook = createHook({ init: (_id, type) => void asked.push(type) });
  const originals = FILE_ACCESS.map((name) => [name, fs[name]] as const);
  const spied = Object.fromEntries(
    FILE_ACCESS.map((name) => [
      name,
      () => {
        asked.push(name);
        throw new Error(`${name} was called`);
      },
    ]),
  );

  subscribe("net.client.socket", onSocket);
  Object.assign(fs, spied);
  syncBuiltinESMExports();
  hook.enable();
  try {
    act();
  } finally {
    hook.disable();
    Object.assign(fs, Object.fromEntries(originals));
    syncBuiltinESMExports();
    unsubscribe("net.client.socket", onSocket);
  }
  return asked;
}
