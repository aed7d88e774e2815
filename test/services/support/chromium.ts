import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];

/** Where the browser is; undefined where there is none. */
export const chromium = (process.env["PATH"] ?? "")
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((file) => existsSync(file));

/** Runs the browser on a page with these flags, in a profile of its own. @returns what it printed */
export async function browse(url: string, ...flags: readonly string[]): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), "tallystick-browser-"));
  try {
    return await printed([...FLAGS, `--user-data-dir=${profile}`, ...flags, url]);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
  }
}

async function printed(args: readonly string[]): Promise<string> {
  const child = spawn(chromium ?? "chromium", args, { stdio: ["ignore", "pipe", "ignore"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => {
      resolve();
    });
  });
  return output;
}

/** A page that a test acts on, by the browser's own protocol. */
export interface Page {
  /** The value of an expression in the page, once it is there. */
  evaluate<T>(expression: string): Promise<T>;
  choose(selector: string, file: string): Promise<void>;
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
}

const ATTEMPTS = 300;

export async function openPage(url: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), "tallystick-browser-"));
  const child = spawn(
    chromium ?? "chromium",
    [...FLAGS, `--user-data-dir=${profile}`, "--remote-debugging-port=0", url],
    {
      stdio: "ignore",
    },
  );
  const port = await eventually(async () => {
    const [line] = readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n");
    return Promise.resolve(line);
  });
  const target = await eventually(async () => {
    const list = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as Target[];
    return list.find(({ type, url: at }) => type === "page" && at.startsWith("http"));
  });
  const send = await protocol(target.webSocketDebuggerUrl);
  const evaluate = async (expression: string, byValue = true): Promise<{ value?: unknown; objectId?: string }> => {
    const answer = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: byValue });
    if (answer["exceptionDetails"]) throw new Error(`${expression}: ${JSON.stringify(answer["exceptionDetails"])}`);
    return answer["result"] as { value?: unknown; objectId?: string };
  };
  return {
    evaluate: async <T>(expression: string) => (await evaluate(expression)).value as T,
    choose: async (selector, file) => {
      const { objectId } = await evaluate(`document.querySelector(${JSON.stringify(selector)})`, false);
      await send("DOM.setFileInputFiles", { files: [file], objectId });
    },
    screenshot: async (file) => {
      const { data } = await send("Page.captureScreenshot", { format: "png" });
      writeFileSync(file, Buffer.from(String(data), "base64"));
    },
    close: async () => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

interface Target {
  readonly type: string;
  readonly url: string;
  readonly webSocketDebuggerUrl: string;
}
type Answer = Record<string, unknown>;

async function protocol(url: string): Promise<(method: string, params: object) => Promise<Answer>> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.addEventListener("message", ({ data }) => {
    const { id, result, error } = JSON.parse(String(data)) as { id?: number; result?: Answer; error?: unknown };
    if (id !== undefined) waiting.get(id)?.(result ?? { exceptionDetails: error });
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  return async (method, params) =>
    new Promise((resolve) => {
      const id = waiting.size + 1;
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
}

/** What `look` finds, as soon as it finds something. */
export async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await look().catch(() => undefined);
    if (found !== undefined && found !== false) return found;
    await sleep(100);
  }
  throw new Error("the browser did not come to it");
}

/** Declares tests that need the browser; where there is none they say so, and `REQUIRE_ALL=1` does not let that pass. */
export function inBrowser(suite: () => void): void {
  if (chromium !== undefined) {
    suite();
    return;
  }
  it("SKIPPED: no Chromium", function () {
    console.warn("SKIPPED: no Chromium on this machine (Debian: apt-get install chromium)");
    this.skip();
  });
}
