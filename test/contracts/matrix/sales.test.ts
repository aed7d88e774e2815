import { expect } from "chai";

import { loadFixture } from "../support/network.ts";
import { refusalOf } from "../support/refusal.ts";
import type { Call } from "../support/transactions.ts";
import { waitUntil } from "../Facilities/lending.ts";
import { bidOn, commit, defaulted, EVIDENCE, open, SALT, settle, termsOf } from "../Sales/selling.ts";
import type { Selling, Times } from "../Sales/selling.ts";

interface Stage extends Selling, Times {
  readonly sale: bigint;
}

const PRICE = 50_000_000n;

async function sealed(): Promise<Stage> {
  const selling = await defaulted();
  const opened = await open(selling);
  await commit(selling, opened.sale, selling.bidders[0], PRICE);
  return { ...selling, ...opened };
}

async function opening(): Promise<Stage> {
  const stage = await sealed();
  await waitUntil(stage.commitBy + 1n);
  return stage;
}

async function over(): Promise<Stage> {
  const stage = await opening();
  await waitUntil(stage.revealBy + 1n);
  return stage;
}

async function sold(): Promise<Stage> {
  const selling = await defaulted();
  const opened = await open(selling);
  await bidOn(selling, opened, PRICE);
  await settle(selling, opened.sale);
  return { ...selling, ...opened };
}

async function failed(): Promise<Stage> {
  const stage = await over();
  await settle(stage, stage.sale);
  return stage;
}

const FIXTURES = { sealed, opening, over, sold, failed };
type StageName = keyof typeof FIXTURES;

interface Act {
  by: (s: Stage) => Selling["borrower"];
  call: (s: Stage) => Promise<Call>;
  refused: Partial<Record<StageName, string>>;
}

/** Each act by whoever may do it, with the stages in which it is refused, and by which error. */
const ACTS: Readonly<Record<string, Act>> = {
  open: {
    by: ({ lenders }) => lenders[0],
    call: async ({ sales, lien }) => sales.call("open", await termsOf(lien)),
    refused: { sealed: "SaleRuns", opening: "SaleRuns", over: "SaleRuns", sold: "LienNotActive" },
  },
  demand: {
    by: ({ fundLender }) => fundLender,
    call: async ({ sales, sale, behind }) => sales.call("demand", sale, behind, 1n, EVIDENCE),
    refused: { over: "NotRevealing", sold: "SaleNotOpen", failed: "SaleNotOpen" },
  },
  commit: {
    by: ({ bidders }) => bidders[1],
    call: async ({ sales, sale }) => sales.call("commit", sale, EVIDENCE),
    refused: { opening: "CommitOver", over: "CommitOver", sold: "SaleNotOpen", failed: "SaleNotOpen" },
  },
  reveal: {
    by: ({ bidders }) => bidders[0],
    call: async ({ sales, sale }) => sales.call("reveal", sale, PRICE, SALT),
    refused: { sealed: "NotRevealing", over: "NotRevealing", sold: "SaleNotOpen", failed: "SaleNotOpen" },
  },
  settle: {
    by: ({ financier }) => financier,
    call: async ({ sales, sale }) => sales.call("settle", sale),
    refused: { sealed: "StillRevealing", opening: "StillRevealing", sold: "SaleNotOpen", failed: "SaleNotOpen" },
  },
  payKept: {
    by: ({ financier }) => financier,
    call: async ({ sales, sale, bidders }) => sales.call("payKept", sale, bidders[0].address),
    refused: {
      sealed: "NothingKept",
      opening: "NothingKept",
      over: "NothingKept",
      sold: "NothingKept",
      failed: "NothingKept",
    },
  },
};

describe("Every act on a sale in every stage of it", () => {
  for (const [name, { by, call, refused }] of Object.entries(ACTS)) {
    for (const stageName of Object.keys(FIXTURES) as StageName[]) {
      const error = refused[stageName];
      it(`${name} when ${stageName}: ${error ?? "done"}`, async () => {
        const stage = await loadFixture<Stage>(FIXTURES[stageName]);
        const act = by(stage).acts(await call(stage));
        if (error === undefined) await act;
        else expect((await refusalOf(act)).error).to.equal(error);
      });
    }
  }
});
