import { expect } from "chai";

import { accessHead, NO_ACCESS, readAccessLog } from "../../../services/auditor/format/accessLog.ts";
import { CHECKPOINT_FORMAT, readCheckpoint, writeCheckpoint } from "../../../services/auditor/format/checkpoint.ts";
import type { SignedCheckpoint } from "../../../services/auditor/format/checkpoint.ts";
import { reportOnCheckpoint } from "../../../services/auditor/verify/checkpointReport.ts";
import { generateKey, LocalSigner } from "../../../services/chain/localSigner.ts";
import type { Hash } from "../../../services/domain/brand.ts";
import { DomainError } from "../../../services/domain/problem.ts";
import { dayCheckpointDigest } from "../../../services/evm/dayCheckpointHash.ts";
import { TRUST } from "./vector.ts";

interface Entry {
  sequence: string;
  at: string;
  disclosure: string;
  party: string;
  user: string;
  action: string;
}

const operator = new LocalSigner(generateKey());
const trust = { ...TRUST, operatorKeys: [operator.address] };
const { network } = TRUST;
const parties = TRUST.versions[0]?.contracts["parties"] ?? expect.fail();
const hash = (digit: string): Hash => `0x${digit.repeat(64)}` as Hash;

const found = <T>(item: T | undefined): T => item ?? expect.fail("there is no such entry");

const entries = (): Entry[] =>
  Array.from({ length: 5 }, (_, at) => ({
    sequence: String(at + 1),
    at: `2027-01-0${String(at + 1)}T12:00:00.000Z`,
    disclosure: hash("a"),
    party: hash(String(at)),
    user: `user ${String(at)}`,
    action: at === 0 ? "disclosed" : "read",
  }));
const logOf = (list: Entry[]) =>
  readAccessLog(JSON.stringify({ format: "tallystick-access-log/1", network, entries: list }));
/** What the operator signed when the log had four entries. */
const signedHead = logOf(entries().slice(0, 4)).entries.reduce(accessHead, NO_ACCESS);

async function signed(changes: Partial<SignedCheckpoint> = {}): Promise<SignedCheckpoint> {
  const content = {
    ...({ format: CHECKPOINT_FORMAT, network, parties, sequence: 7n, number: 100n, hash: hash("b") } as const),
    ...{ time: 1_800_000_000n, accesses: 4n, accessHead: signedHead, signedAt: 1_800_000_001n },
    ...changes,
  };
  const domain = { chainId: network.chainId, networkId: network.networkId, contract: parties };
  const digest = dayCheckpointDigest(domain, { ...content, genesisHash: network.genesisHash });
  return readCheckpoint(writeCheckpoint({ ...content, signature: await operator.sign(digest) }));
}

describe("a signed checkpoint", () => {
  const judge = async (changes: Partial<SignedCheckpoint>, list?: Entry[]) =>
    reportOnCheckpoint({ ...(await signed()), ...changes }, trust, list && logOf(list));

  it("passes with the log that it signed, and with entries that came after", async () => {
    for (const list of [undefined, entries().slice(0, 4), entries()])
      expect((await judge({}, list)).result).to.equal("proven");
  });

  const altered: Partial<Record<keyof SignedCheckpoint, unknown>> = {
    network: { ...network, networkId: hash("c") },
    parties: `0x${"12".repeat(20)}`,
    ...{ sequence: 8n, number: 101n, hash: hash("c"), time: 1n, accesses: 3n, accessHead: hash("c"), signedAt: 1n },
  };
  for (const [field, value] of Object.entries(altered)) {
    it(`is refused with another ${field}`, async () => {
      expect((await judge({ [field]: value })).result).to.equal("refused");
    });
  }

  it("is refused when somebody else signed it", async () => {
    expect(reportOnCheckpoint(await signed(), TRUST, undefined).result).to.equal("refused");
  });

  const logs: Readonly<Record<string, (list: Entry[]) => unknown>> = {
    "an entry changed": (list) => (found(list[1]).user = "somebody else"),
    "the first entry left out": (list) => list.shift(),
    "an entry in the middle left out": (list) => list.splice(2, 1),
    "fewer entries than were signed": (list) => list.splice(3),
    "no entry": (list) => list.splice(0),
    "entries exchanged": (list) => list.splice(1, 2, ...list.slice(1, 3).reverse()),
    "an entry twice": (list) => list.splice(1, 0, found(list[1])),
    "an entry left out and the rest counted anew": (list) => {
      list.splice(2, 1);
      for (const [at, entry] of list.entries()) entry.sequence = String(at + 1);
    },
  };
  for (const [what, change] of Object.entries(logs)) {
    it(`is refused with a log that has ${what}`, async () => {
      const list = entries();
      change(list);
      expect((await judge({}, list)).result).to.equal("refused");
    });
  }

  it("vouches for an empty log as well", async () => {
    const none = await signed({ accesses: 0n, accessHead: NO_ACCESS });
    expect(reportOnCheckpoint(none, trust, logOf([])).result).to.equal("proven");
    expect(reportOnCheckpoint(await signed({ accesses: 0n }), trust, logOf([])).result).to.equal("refused");
  });

  it("is not read from whatever is no checkpoint or no log", () => {
    for (const text of ["", "null", "{}", '{"format":"tallystick-checkpoint/1"}'])
      for (const read of [readCheckpoint, readAccessLog]) expect(() => read(text)).to.throw(DomainError);
  });
});
