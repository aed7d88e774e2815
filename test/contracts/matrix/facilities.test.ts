import { id as hashOf } from "ethers";
import { expect } from "chai";

import { agreed, close, drawOf, drawn, fund, proposed, request, requested, waitUntil } from "../Facilities/lending.ts";
import type { Draw, Drawn, Lending } from "../Facilities/lending.ts";
import { loadFixture } from "../support/network.ts";
import { refusalOf } from "../support/refusal.ts";
import type { Call } from "../support/transactions.ts";

const REASON = hashOf("why");

interface Stage extends Lending {
  readonly draw: Draw;
  readonly drawdown: bigint;
}

/** Requested again after a request that nobody paid in on. */
async function refunded(): Promise<Drawn> {
  const lending = await requested();
  await waitUntil(lending.draw.fundBy + 1n);
  await close(lending);
  return lending;
}

async function repaid(): Promise<Drawn> {
  const lending = await drawn();
  await lending.borrower.acts(lending.loans.call("pay", lending.id, 0n, 100_500_000n));
  return lending;
}

async function withdrawn(): Promise<Lending> {
  const lending = await proposed();
  await lending.borrower.acts(lending.syndication.call("withdraw", lending.id, REASON));
  return lending;
}

const FIXTURES = { proposed, withdrawn, agreed, requested, refunded, drawn, repaid };
type StageName = keyof typeof FIXTURES;

/** Each act by whoever may do it, with the stages in which it is refused, and by which error. */
const ACTS: Readonly<
  Record<string, { by: "borrower" | "lender"; call: (s: Stage) => Call; refused: Partial<Record<StageName, string>> }>
> = {
  accept: {
    by: "lender",
    call: ({ syndication, id }) => syndication.call("accept", id),
    refused: {
      withdrawn: "NotProposed",
      agreed: "NotProposed",
      requested: "NotProposed",
      refunded: "NotProposed",
      drawn: "NotProposed",
      repaid: "NotProposed",
    },
  },
  withdraw: {
    by: "borrower",
    call: ({ syndication, id }) => syndication.call("withdraw", id, REASON),
    refused: {
      withdrawn: "NotProposed",
      agreed: "NotProposed",
      requested: "NotProposed",
      refunded: "NotProposed",
      drawn: "NotProposed",
      repaid: "NotProposed",
    },
  },
  requestDraw: {
    by: "borrower",
    call: ({ syndication, id, draw }) => syndication.call("requestDraw", id, draw),
    refused: {
      proposed: "NotAgreed",
      withdrawn: "NotAgreed",
      requested: "DrawOpen",
      drawn: "AmountOutOfRange",
      repaid: "AmountOutOfRange",
      refunded: "FundingOver",
    },
  },
  fund: {
    by: "lender",
    call: ({ syndication, drawdown }) => syndication.call("fund", drawdown),
    refused: {
      proposed: "NoOpenDraw",
      withdrawn: "NoOpenDraw",
      agreed: "NoOpenDraw",
      refunded: "NoOpenDraw",
      drawn: "NoOpenDraw",
      repaid: "NoOpenDraw",
    },
  },
  close: {
    by: "borrower",
    call: ({ syndication, id, draw }) => syndication.call("close", id, draw),
    refused: {
      proposed: "NoOpenDraw",
      withdrawn: "NoOpenDraw",
      agreed: "NoOpenDraw",
      requested: "StillFunding",
      refunded: "NoOpenDraw",
      drawn: "NoOpenDraw",
      repaid: "NoOpenDraw",
    },
  },
  offerNovation: {
    by: "lender",
    call: ({ syndication, id, financier }) => syndication.call("offerNovation", id, financier.address, 1n),
    refused: {
      proposed: "NotAgreed",
      withdrawn: "NotAgreed",
      requested: "DrawOpen",
      drawn: "AmountOutOfRange",
      repaid: "AmountOutOfRange",
    },
  },
  pay: {
    by: "borrower",
    call: ({ loans, id }) => loans.call("pay", id, 0n, 1n),
    refused: {
      proposed: "ExceedsOwed",
      withdrawn: "ExceedsOwed",
      agreed: "ExceedsOwed",
      requested: "ExceedsOwed",
      refunded: "ExceedsOwed",
      repaid: "ExceedsOwed",
    },
  },
  redeem: {
    by: "lender",
    call: ({ facilities, drawdown }) => facilities.call("redeem", drawdown),
    refused: {
      proposed: "NotRepaid",
      withdrawn: "NotRepaid",
      agreed: "NotRepaid",
      requested: "NotRepaid",
      refunded: "NotRepaid",
      drawn: "NotRepaid",
    },
  },
  assign: {
    by: "lender",
    call: ({ facilities, drawdown, financier }) => facilities.call("assign", drawdown, financier.address, 1n, REASON),
    refused: {
      proposed: "ERC7943CannotTransfer",
      withdrawn: "ERC7943CannotTransfer",
      agreed: "ERC7943CannotTransfer",
      requested: "ERC7943CannotTransfer",
      refunded: "ERC7943CannotTransfer",
      repaid: "ERC7943CannotTransfer",
    },
  },
};

async function stageOf(name: StageName): Promise<Stage> {
  const lending: Lending & Partial<Drawn> = await loadFixture<Lending>(FIXTURES[name]);
  return { ...lending, draw: lending.draw ?? (await drawOf(lending)), drawdown: lending.drawdown ?? 7n };
}

describe("Every act on a facility in every stage of it", () => {
  for (const [name, { by, call, refused }] of Object.entries(ACTS)) {
    for (const stageName of Object.keys(FIXTURES) as StageName[]) {
      const error = refused[stageName];
      it(`${name} when ${stageName}: ${error ?? "done"}`, async () => {
        const stage = await stageOf(stageName);
        const party = by === "borrower" ? stage.borrower : stage.lenders[0];
        const act = party.acts(call(stage));
        if (error === undefined) await act;
        else expect((await refusalOf(act)).error).to.equal(error);
      });
    }
  }

  it("can be requested anew after a request that failed", async () => {
    const lending = await loadFixture(refunded);
    const draw = await drawOf(lending);
    const again = { ...lending, draw, drawdown: await request(lending, draw) };
    expect(again.drawdown).not.to.equal(lending.drawdown);
    await fund(again, ...lending.lenders);
    await close(again);
    expect(await lending.loans.uint("outstanding", lending.id)).to.equal(100_000_000n);
  });

  it("keeps what is said of units out of the history of a facility, which has none", async () => {
    const { facilities, enforcer, lenders, id } = await loadFixture(drawn);
    const freeze = facilities.call("freezeUnits", lenders[0].address, id, 1n, REASON);
    expect((await refusalOf(enforcer.acts(freeze))).error).to.equal("UnknownDrawdown");
  });
});
