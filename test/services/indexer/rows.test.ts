import { expect } from "chai";
import { small, text } from "../../../services/indexer/table/column.ts";
import { MirrorFault } from "../../../services/indexer/table/mirrorFault.ts";
import { Rows } from "../../../services/indexer/table/rows.ts";
import { historyTable, stateTable } from "../../../services/indexer/table/table.ts";
import type { Parameter } from "../../../services/store/parameter.ts";
import type { ChainBlock } from "../../../services/indexer/decode/chainBlock.ts";
import { groupsOf } from "../../../services/indexer/write/groups.ts";
import { hashOf } from "./fakeManifest.ts";

const columns = { id: text(), firstName: text(), count: small };
const people = stateTable("people", ["id"], columns);
const visits = historyTable("visits", ["id"], columns);

/** Answers every statement with the same rows and remembers it. */
function answering(rows: readonly object[]) {
  const asked: { sql: string; params: readonly Parameter[] }[] = [];
  const query = <T extends object>(sql: string, params: readonly Parameter[] = []): Promise<T[]> => {
    asked.push({ sql: sql.replaceAll(/\s+/g, " "), params });
    return Promise.resolve(rows as T[]);
  };
  return { asked, query };
}

describe("the rows of a group of blocks", () => {
  it("are loaded by one statement and written by one", async () => {
    const q = answering([{ id: "a", firstName: "Ada", count: 1 }]);
    const rows = new Rows(people);
    for (const id of ["a", "b", "a"]) rows.need({ id });
    await rows.load(q);
    rows.change({ id: "a" }, { count: 2 });
    rows.change({ id: "a" }, { count: rows.get({ id: "a" }).count + 1 });
    rows.insert({ id: "b", firstName: "Bo", count: 1 });
    await rows.flush(q);
    expect(q.asked.map(({ params }) => params)).to.deep.equal([
      [["a", "b"]],
      [
        ["a", "b"],
        ["Ada", "Bo"],
        [3, 1],
      ],
    ]);
    expect(q.asked[1]?.sql).to.match(
      /^insert into people \(id, first_name, count\).* on conflict \(id\) do update set/,
    );
  });

  it("cost no statement when none was asked for or changed", async () => {
    const q = answering([]);
    const rows = new Rows(people);
    await rows.load(q);
    await rows.flush(q);
    expect(q.asked).to.deep.equal([]);
  });

  it("cannot be read or changed unless asked for, nor invented, nor made twice", async () => {
    const rows = new Rows(people);
    expect(() => rows.find({ id: "a" })).to.throw(MirrorFault, /was not asked for/);
    rows.need({ id: "a" });
    await rows.load(answering([]));
    expect(rows.find({ id: "a" })).to.equal(undefined);
    expect(() => rows.get({ id: "a" })).to.throw(MirrorFault, /has no row a/);
    expect(() => {
      rows.change({ id: "a" }, { count: 1 });
    }).to.throw(MirrorFault);
    rows.insert({ id: "a", firstName: "Ada", count: 1 });
    expect(() => {
      rows.insert({ id: "a", firstName: "Eve", count: 1 });
    }).to.throw(MirrorFault, /already/);
  });

  it("of a history are added and never replaced", async () => {
    const q = answering([]);
    const rows = new Rows(visits);
    rows.insert({ id: "a", firstName: "Ada", count: 1 });
    expect(() => {
      rows.insert({ id: "a", firstName: "Ada", count: 1 });
    }).to.throw(MirrorFault);
    await rows.flush(q);
    expect(q.asked[0]?.sql).to.not.include("on conflict");
  });
});

describe("groups of blocks", () => {
  const block = (number: number, logs: number): ChainBlock => {
    const log = { address: "0x", topics: [], data: "0x", index: 0, position: 0 } as never;
    const transactions = [{ hash: hashOf("1"), call: undefined, logs: Array.from({ length: logs }, () => log) }];
    return { number: BigInt(number), hash: hashOf("2"), timestamp: 0n, transactions };
  };
  const sizes = (...logs: number[]) =>
    groupsOf(
      logs.map((count, at) => block(at, count)),
      10,
    ).map((g) => g.length);

  it("hold whole blocks, in order, up to a number of logs", () => {
    expect(sizes(4, 4, 4, 4)).to.deep.equal([2, 2]);
    expect(sizes(0, 0, 0)).to.deep.equal([3]);
    expect(sizes(10, 0, 1)).to.deep.equal([2, 1]);
  });

  it("hold a block that is larger alone", () => {
    expect(sizes(1, 99, 1)).to.deep.equal([1, 1, 1]);
    expect(sizes()).to.deep.equal([]);
  });
});
