import { id as hashOf } from "ethers";
import { expect } from "chai";

import { Ground, agreed, close, drawOf, drawn, fund, noonOf } from "../Facilities/lending.ts";
import { proposed, request, requested, waitUntil } from "../Facilities/lending.ts";
import type { Draw, Drawn, Lending } from "../Facilities/lending.ts";
import { DAY, loadFixture, now } from "../support/network.ts";
import { refusalOf } from "../support/refusal.ts";
import type { Call } from "../support/transactions.ts";

const REASON = hashOf("why");

interface Stage extends Lending {
  readonly draw: Draw;
  readonly drawdown: bigint;
  /** Now. */
  readonly at: bigint;
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

/** Nothing is paid after half a year. */
async function defaulted(): Promise<Drawn> {
  const lending = await drawn();
  const { covenants, lenders, id, today } = lending;
  await waitUntil(noonOf(today + 186n));
  await lenders[1].acts(covenants.call("recordDefault", id, Ground.PAYMENT));
  return lending;
}

async function accelerated(): Promise<Drawn> {
  const lending = await defaulted();
  const { votes, lenders, id } = lending;
  await lenders[1].acts(votes.call("askAcceleration", id, (await now()) + DAY, REASON));
  for (const lender of [lenders[0], lenders[2]]) await lender.acts(votes.call("vote", id, 1n)).catch(isOver);
  return lending;
}

/** Whoever comes late finds that the others have decided. */
function isOver(error: unknown): void {
  if (!String(error).includes("NoVote")) throw error;
}

const FIXTURES = { proposed, withdrawn, agreed, requested, refunded, drawn, repaid, defaulted, accelerated };
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
      defaulted: "NotProposed",
      accelerated: "NotProposed",
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
      defaulted: "NotProposed",
      accelerated: "NotProposed",
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
      defaulted: "NotAgreed",
      accelerated: "NotAgreed",
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
      defaulted: "NoOpenDraw",
      accelerated: "NoOpenDraw",
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
      defaulted: "NoOpenDraw",
      accelerated: "NoOpenDraw",
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
      defaulted: "AmountOutOfRange",
      accelerated: "NotAgreed",
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
      defaulted: "NotRepaid",
      accelerated: "NotRepaid",
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
      accelerated: "ERC7943InsufficientUnfrozenBalance",
    },
  },
  report: {
    by: "borrower",
    call: ({ covenants, id }) => covenants.call("report", id, 1n, REASON),
    refused: {
      proposed: "NotWatched",
      withdrawn: "NotWatched",
    },
  },
  recordDefault: {
    by: "lender",
    call: ({ covenants, id }) => covenants.call("recordDefault", id, Ground.REPORT),
    refused: {
      proposed: "NotWatched",
      withdrawn: "NotWatched",
      agreed: "NotBreached",
      requested: "NotBreached",
      refunded: "NotBreached",
      drawn: "NotBreached",
      repaid: "NotBreached",
      defaulted: "AlreadyInDefault",
      accelerated: "NotWatched",
    },
  },
  callMargin: {
    by: "lender",
    call: ({ covenants, id }) => covenants.call("callMargin", id),
    refused: {
      proposed: "NotWatched",
      withdrawn: "NotWatched",
      agreed: "NotBreached",
      requested: "NotBreached",
      refunded: "NotBreached",
      drawn: "NotBreached",
      repaid: "NotBreached",
      defaulted: "NotBreached",
      accelerated: "NotWatched",
    },
  },
  cure: {
    by: "borrower",
    call: ({ covenants, id }) => covenants.call("cure", id),
    refused: {
      proposed: "NothingToCure",
      withdrawn: "NothingToCure",
      agreed: "NothingToCure",
      requested: "NothingToCure",
      refunded: "NothingToCure",
      drawn: "NothingToCure",
      repaid: "NothingToCure",
      defaulted: "StillBreached",
      accelerated: "NothingToCure",
    },
  },
  "offer a guarantee": {
    by: "borrower",
    call: ({ facilityGuarantees, id, registrar, today }) => {
      const layers = [{ bps: 0n, cap: 1n, validUntil: noonOf(today + 730n) }];
      const shares = [{ layer: 0n, weight: 1n, guarantor: registrar.address, premium: 0n, reserve: 0n }];
      return facilityGuarantees.call("offer", id, DAY, layers, shares);
    },
    refused: {
      withdrawn: "NotCoverable",
      defaulted: "NotCoverable",
      accelerated: "NotCoverable",
    },
  },
  "demand cover": {
    by: "lender",
    call: ({ facilityGuarantees, id }) => facilityGuarantees.call("demand", id, REASON),
    refused: {
      proposed: "NotCoverable",
      withdrawn: "NotCoverable",
      agreed: "NotCoverable",
      requested: "NotCoverable",
      refunded: "NotCoverable",
      drawn: "NotCoverable",
      repaid: "NotCoverable",
      defaulted: "NotCoverable",
      // Nobody has accepted a share of it.
      accelerated: "NoShare",
    },
  },
  askWaiver: {
    by: "borrower",
    call: ({ votes, id, at }) => votes.call("askWaiver", id, at + DAY, at, REASON),
    refused: {
      proposed: "NotVotable",
      withdrawn: "NotVotable",
      requested: "NotVotable",
      accelerated: "NotVotable",
    },
  },
  askAcceleration: {
    by: "lender",
    call: ({ votes, id, at }) => votes.call("askAcceleration", id, at + DAY, REASON),
    refused: {
      proposed: "NoDefault",
      withdrawn: "NoDefault",
      agreed: "NoDefault",
      requested: "NoDefault",
      refunded: "NoDefault",
      drawn: "NoDefault",
      repaid: "NoDefault",
      accelerated: "NoDefault",
    },
  },
  vote: {
    by: "lender",
    call: ({ votes, id }) => votes.call("vote", id, 1n),
    refused: {
      proposed: "NoVote",
      withdrawn: "NoVote",
      agreed: "NoVote",
      requested: "NoVote",
      refunded: "NoVote",
      drawn: "NoVote",
      repaid: "NoVote",
      defaulted: "NoVote",
      accelerated: "NoVote",
    },
  },
  release: {
    by: "lender",
    call: ({ votes, id, lenders }) => votes.call("release", id, lenders[0].address),
    refused: {
      proposed: "NotLocked",
      withdrawn: "NotLocked",
      agreed: "NotLocked",
      requested: "NotLocked",
      refunded: "NotLocked",
      drawn: "NotLocked",
      repaid: "NotLocked",
      defaulted: "NotLocked",
    },
  },
};

async function stageOf(name: StageName): Promise<Stage> {
  const lending: Lending & Partial<Drawn> = await loadFixture<Lending>(FIXTURES[name]);
  return {
    ...lending,
    draw: lending.draw ?? (await drawOf(lending)),
    drawdown: lending.drawdown ?? 7n,
    at: await now(),
  };
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
