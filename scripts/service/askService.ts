import { request } from "node:http";

import type { Settings } from "../../services/gateway/config.ts";
import { startIndexer } from "../../services/indexer/startIndexer.ts";
import { adminTasks } from "./adminTasks.ts";
import type { AdminTask } from "./adminTasks.ts";
import { ensureArtifacts } from "./artifacts.ts";
import { homeAt } from "./files.ts";
import { makeLog } from "./log.ts";
import { openParts } from "./startService.ts";

const CATCH_UP_MS = 600_000;

/** Has a task done by the running service, or, when there is none, by opening its chain and database here. */
export async function askService(settings: Settings, task: AdminTask): Promise<unknown> {
  const answer = await overSocket(homeAt(settings.home).socket, task);
  return JSON.parse(answer ?? (await onOurOwn(settings, task))) as unknown;
}

async function overSocket(socketPath: string, task: AdminTask): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path: `/${task}`, method: "POST" }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`the service refused ${task}: ${text}`));
      });
    });
    call.on("error", (error: NodeJS.ErrnoException) => {
      // No socket, or one that a killed service left behind: nobody is there.
      if (error.code === "ENOENT" || error.code === "ECONNREFUSED") resolve(undefined);
      else reject(error);
    });
    call.end();
  });
}

async function onOurOwn(settings: Settings, task: AdminTask): Promise<string> {
  await ensureArtifacts();
  const log = makeLog("warn");
  const { db, rpc, manifest, close } = await openParts(settings, log);
  try {
    const indexer = await startIndexer({ db, rpc, manifest, log });
    try {
      const head = Number(await rpc.call<string>("eth_blockNumber"));
      if (!(await indexer.waitFor(head, CATCH_UP_MS)))
        throw new Error(`the mirror did not reach block ${String(head)}`);
      return await indexer.paused(async () => adminTasks[task]({ db, rpc, manifest }));
    } finally {
      await indexer.stop();
    }
  } finally {
    await close();
  }
}
