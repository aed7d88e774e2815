import { expect } from "chai";

import { interfaceOf } from "../../../services/chain/artifacts.ts";
import type { Address } from "../../../services/domain/brand.ts";
import type { Duty } from "../../../services/scheduler/keeper/duty.ts";
import { Pauses } from "../../../services/scheduler/keeper/pauses.ts";
import { roundsToClose } from "../../../services/scheduler/keeper/rounds.ts";
import type { Database } from "../../../services/store/database.ts";
import { eachDatabase } from "../store/databases.ts";
import { account, MARKET, Mirror } from "./mirror.ts";

const callsOf = (duties: readonly Duty[]): unknown[] =>
  duties.map(({ data }) => {
    const call = interfaceOf("Market").parseTransaction({ data });
    return [call?.name, ...((call?.args.toArray() ?? []) as unknown[])];
  });

describe("what the keeper finds to do", () => {
  eachDatabase((_, open) => {
    let db: Database;
    let mirror: Mirror;

    before(async () => {
      db = await open();
    });
    beforeEach(async () => {
      mirror = await Mirror.open(db);
    });

    it("rounds from the second after their deadline to their last, while they are open", async () => {
      const due = async (now: bigint) => callsOf(await roundsToClose(MARKET as Address)(db, now));
      await mirror.ask(1n, 200n);
      await mirror.ask(2n, 200n);
      await mirror.round(2n, 100n);
      await mirror.ask(3n, 200n, [], 50n);
      await mirror.round(3n, 100n);
      expect(await due(100n)).to.deep.equal([]);
      expect(await due(101n)).to.deep.equal([["close", 2n]]);
      expect(await due(200n)).to.deep.equal([["close", 2n]]);
      expect(await due(201n)).to.deep.equal([]);
      expect(await roundsToClose(account(99) as Address)(db, 150n)).to.deep.equal([]);
    });
  });

  it("is left alone longer and longer, at most an hour", () => {
    const pauses = new Pauses();
    expect(pauses.isOver("a", 0)).to.equal(true);
    let now = 0;
    for (const ms of [2_000, 4_000, 8_000]) {
      pauses.pause("a", now);
      expect([pauses.isOver("a", now + ms - 1), pauses.isOver("a", now + ms)]).to.deep.equal([false, true]);
      now += ms;
    }
    for (let often = 0; often < 20; often += 1) pauses.pause("a", now);
    expect([pauses.isOver("a", now + 3_599_999), pauses.isOver("a", now + 3_600_000)]).to.deep.equal([false, true]);
    expect(pauses.isOver("b", 0)).to.equal(true);
  });
});
