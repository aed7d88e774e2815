import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import {
  cleanUp,
  eventually,
  mined,
  newHome,
  newWallet,
  readJournal,
  refusalOf,
  result,
  send,
  sign,
  start,
} from "./support.ts";

const MAIN = fileURLToPath(new URL("../../../services/node/main.ts", import.meta.url));
const START = new URL("../../../services/node/start.ts", import.meta.url).href;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("the embedded node's process", () => {
  after(cleanUp);

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`finishes its block and ends with 0 on ${signal}, with nothing journalled by halves`, async () => {
      const home = await newHome();
      const node = await start({ home });
      const wallet = newWallet();
      for (let nonce = 0; nonce < 20; nonce += 1) await send(node, await sign(wallet, nonce));
      process.kill(node.pid, signal);
      expect(await node.exited).to.deep.equal({ code: 0, signal: null });
      const records = await readJournal(home);
      expect(records.at(-1)?.kind).to.equal("sealed");
      expect(records.filter(({ kind }) => kind === "block")).to.have.length(
        records.filter(({ kind }) => kind === "sealed").length,
      );
    });
  }

  it("tells that it was killed", async () => {
    const node = await start({ home: await newHome() });
    process.kill(node.pid, "SIGKILL");
    expect(await node.exited).to.deep.equal({ code: null, signal: "SIGKILL" });
    await node.stop();
  });

  it("ends when the process that started it is killed", async () => {
    const home = await newHome();
    const script = `import { startNode } from ${JSON.stringify(START)};
      const node = await startNode({ home: ${JSON.stringify(home)} });
      console.log(node.pid);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface(parent.stdout), "line")) as [string];
    const pid = Number(line);
    expect(isAlive(pid)).to.equal(true);
    parent.kill("SIGKILL");
    await eventually(() => Promise.resolve(!isAlive(pid)));
    expect((await start({ home })).pid).not.to.equal(pid);
  });

  it("stops when the disk is full, and goes on from the last whole block once there is room", async () => {
    const home = await newHome();
    // A limit of two to four kilobytes per file, after which writes fail like on a full disk.
    const limited = [
      "-c",
      'ulimit -f 4; exec "$0" "$@"',
      process.execPath,
      MAIN,
      "--home",
      home,
      "--heartbeat-ms",
      "100",
    ];
    const child = spawn("sh", limited, { stdio: ["ignore", "ignore", "pipe"] });
    const lines: string[] = [];
    for await (const line of createInterface(child.stderr)) lines.push(line);
    if (child.exitCode === null) await once(child, "exit");
    expect(child.exitCode).to.equal(1);
    expect(lines.at(-1)).to.match(/^cannot write the journal: /);
    const told: string[] = [];
    const node = await start({ home, log: (line) => told.push(line) });
    expect(told.join("\n")).to.match(/dropped \d+ bytes of a record that was never finished/);
    const head = Number(await result(node, "eth_blockNumber"));
    expect(head).to.be.above(2);
    expect(Number((await mined(node, await send(node, await sign(newWallet(), 0)))).blockNumber)).to.equal(head + 1);
  });

  it("runs alone from the command line and says that nobody else agrees to its blocks", async () => {
    const home = await newHome();
    const child = spawn(process.execPath, [MAIN, "--home", home], { stdio: ["ignore", "pipe", "pipe"] });
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (line.startsWith("listening on")) child.kill("SIGTERM");
    }
    expect(lines[0]).to.include("ONE OPERATOR, NO CONSENSUS");
    expect(lines.at(-1)).to.match(/^listening on http:\/\/127\.0\.0\.1:\d+$/);
    if (child.exitCode === null) await once(child, "exit");
    expect(child.exitCode).to.equal(0);
  });

  it("listens on 127.0.0.1 and on no other address, not even of loopback", async () => {
    const { url } = await start({ home: await newHome() });
    expect(new URL(url).hostname).to.equal("127.0.0.1");
    const other: unknown = await fetch(url.replace("127.0.0.1", "127.0.0.2")).catch((error: unknown) => error);
    expect(other).to.be.an("error");
  });

  it("takes the port it is given, and says so if it is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const home = await newHome();
    expect(await refusalOf({ home, port })).to.include({ code: "port-unavailable" });
    other.close();
    await once(other, "close");
    expect(new URL((await start({ home, port })).url).port).to.equal(String(port));
  });

  it("serves the chain id it is given", async () => {
    const node = await start({ home: await newHome(), chainId: 4242 });
    expect(node.chainId).to.equal(4242);
    expect(await result(node, "eth_chainId")).to.equal("0x1092");
    const hash = await send(node, await sign(newWallet(), 0, { chainId: 4242 }));
    expect((await mined(node, hash)).status).to.equal("0x1");
  });

  for (const [what, options, flag] of [
    ["chain id", { chainId: 0 }, "--chain-id"],
    ["block period", { blockPeriodMs: 0.5 }, "--block-period-ms"],
    ["gas limit", { blockGasLimit: -1 }, "--block-gas-limit"],
    ["port", { port: 70_000 }, "--port"],
  ] as const) {
    it(`refuses a ${what} out of range, naming it`, async () => {
      const refusal = await refusalOf({ home: await newHome(), ...options });
      expect(refusal.code).to.equal("configuration");
      expect(refusal.message).to.include(`${flag} must be a whole number`);
    });
  }
});
