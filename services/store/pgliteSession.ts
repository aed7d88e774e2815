import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { asDatabaseError, DatabaseError, DatabaseLocked } from "./errors.ts";
import type { PgliteAnswer, PgliteFailure, PgliteRequest, PgliteStart } from "./pgliteWorker.ts";
import type { RawResult } from "./result.ts";

type Question = Omit<PgliteRequest, "id">;

/** Asks the worker that runs PGlite; when the worker is gone, every question fails. */
export class PgliteSession {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, PromiseWithResolvers<RawResult>>();
  #asked = 0;
  #gone: Error | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (answer: PgliteAnswer) => {
      this.#take(answer);
    });
    worker.on("error", (error) => {
      this.#lose(error);
    });
    worker.on("exit", () => {
      this.#lose(new Error("the embedded database has ended"));
    });
  }

  /** @throws DatabaseLocked when the folder has another owner; DatabaseError when its data cannot be opened */
  static async start(directory: string): Promise<PgliteSession> {
    const worker = new Worker(new URL("./pgliteWorker.ts", import.meta.url), {
      workerData: directory,
      // node:sqlite, which holds the folder's lock, announces itself as experimental.
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    const start = await firstMessage(worker);
    if (start.ready) return new PgliteSession(worker);
    await worker.terminate();
    const { holder, message } = start.failure;
    if (holder !== undefined) throw new DatabaseLocked(directory, holder);
    throw new DatabaseError(`the embedded database in ${directory} does not open: ${message}`, start.failure);
  }

  async ask(question: Question): Promise<RawResult> {
    if (this.#gone !== undefined) throw asDatabaseError(this.#gone);
    const id = ++this.#asked;
    const answer = Promise.withResolvers<RawResult>();
    this.#waiting.set(id, answer);
    this.#worker.postMessage({ id, ...question } satisfies PgliteRequest);
    try {
      return await answer.promise;
    } catch (error) {
      // Typed here, so that the stack shows who asked.
      throw asDatabaseError(error);
    }
  }

  /** Ends the worker at once: what it was doing is as if the process had been killed. */
  async abandon(): Promise<void> {
    await this.#worker.terminate();
  }

  async close(): Promise<void> {
    if (this.#gone !== undefined) return;
    const exit = once(this.#worker, "exit");
    await this.ask({ sql: undefined, parameters: undefined });
    await exit;
  }

  #take(answer: PgliteAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ("result" in answer) waiting?.resolve(answer.result);
    else waiting?.reject(errorOf(answer.failure));
  }

  #lose(reason: Error): void {
    this.#gone ??= reason;
    for (const waiting of this.#waiting.values()) waiting.reject(reason);
    this.#waiting.clear();
  }
}

async function firstMessage(worker: Worker): Promise<PgliteStart> {
  const { promise, resolve, reject } = Promise.withResolvers<PgliteStart>();
  worker.once("message", resolve);
  worker.once("error", reject);
  worker.once("exit", () => {
    reject(new DatabaseError("the embedded database ended while starting", {}));
  });
  return promise;
}

/** PGlite's error as it was before it crossed the threads; one without an SQL state is a fault of the engine. */
function errorOf({ message, code = "XX000", constraint, table }: PgliteFailure): Error {
  return Object.assign(new Error(message), { code, constraint, table });
}
