import { expect } from "chai";
import { ZeroHash } from "ethers";

import {
  NEW_KEYS,
  RecoveryState,
  confirm,
  confirmed,
  execution,
  freeze,
  guardiansCancellation,
  ownCancellation,
  proposal,
  proposed,
  recoveryOf,
  ripe,
  signersOf,
} from "../recovery/recovering.ts";
import type { Recovering } from "../recovery/recovering.ts";
import { deployLedger } from "../support/ledger.ts";
import { loadFixture } from "../support/network.ts";
import { Refused } from "../support/refusal.ts";
import { send, sendAs } from "../support/transactions.ts";

/** An account's recovery in every state, and while the delay runs and after it. */
const REACH = {
  NONE: async (): Promise<Recovering> => ({ ...(await deployLedger()), recovery: ZeroHash }),
  PROPOSED: proposed,
  WAITING: confirmed,
  RIPE: ripe,
  CANCELLED: async () => {
    const given = await ripe();
    await given.guardian.acts(guardiansCancellation(given));
    return given;
  },
  EXECUTED: async () => {
    const given = await ripe();
    await send(execution(given));
    return given;
  },
} satisfies Record<string, () => Promise<Recovering>>;

type State = keyof typeof REACH;
const STATES = Object.keys(REACH) as State[];
type Outcome = keyof typeof RecoveryState | `refused: ${string}`;

const CLOSED = {
  NONE: "refused: WrongRecoveryState",
  CANCELLED: "refused: WrongRecoveryState",
  EXECUTED: "refused: WrongRecoveryState",
} as const;
const CANCELS = { ...CLOSED, PROPOSED: "CANCELLED", WAITING: "CANCELLED", RIPE: "CANCELLED" } as const;
const FROZEN = "refused: FrozenPartyCannotCancel" as const;

interface Row {
  readonly act: (given: Recovering) => Promise<unknown>;
  readonly outcome: Readonly<Record<State, Outcome>>;
  /** Where the party is frozen, if that makes a difference. */
  readonly frozen?: Readonly<Record<State, Outcome>>;
}

/** A bare call as the account: also where its signers have become others. */
const asAccount = ({ financier }: Recovering, call: { target: string; data: string }) =>
  sendAs(financier.address, call);

const TABLE: Readonly<Record<string, Row>> = {
  proposeRecovery: {
    act: (given) => given.registrar.acts(proposal(given)),
    outcome: {
      NONE: "PROPOSED",
      PROPOSED: "refused: WrongRecoveryState",
      WAITING: "refused: WrongRecoveryState",
      RIPE: "refused: WrongRecoveryState",
      CANCELLED: "PROPOSED",
      EXECUTED: "PROPOSED",
    },
  },
  confirmRecovery: {
    act: confirm,
    outcome: {
      ...CLOSED,
      PROPOSED: "CONFIRMED",
      WAITING: "refused: WrongRecoveryState",
      RIPE: "refused: WrongRecoveryState",
    },
  },
  "cancelRecovery by the signers": {
    act: (given) => asAccount(given, ownCancellation(given)),
    outcome: CANCELS,
    frozen: {
      NONE: FROZEN,
      PROPOSED: FROZEN,
      WAITING: FROZEN,
      RIPE: FROZEN,
      CANCELLED: FROZEN,
      EXECUTED: FROZEN,
    },
  },
  "cancelRecovery by the guardian": {
    act: (given) => given.guardian.acts(guardiansCancellation(given)),
    outcome: CANCELS,
  },
  executeRecovery: {
    act: (given) => send(execution(given)),
    outcome: {
      ...CLOSED,
      PROPOSED: "refused: WrongRecoveryState",
      WAITING: "refused: RecoveryTooEarly",
      RIPE: "EXECUTED",
    },
  },
  setSigners: {
    act: (given) => asAccount(given, given.financier.account.call("setSigners", signersOf(NEW_KEYS.slice(0, 1)), 1)),
    outcome: {
      NONE: "NONE",
      PROPOSED: "PROPOSED",
      WAITING: "CONFIRMED",
      RIPE: "CONFIRMED",
      CANCELLED: "CANCELLED",
      EXECUTED: "EXECUTED",
    },
  },
};

async function outcomeOf(given: Recovering, act: Row["act"]): Promise<string> {
  const before = await recoveryOf(given.financier);
  try {
    await act(given);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    expect(await recoveryOf(given.financier)).to.deep.equal(before);
    return `refused: ${error.error}`;
  }
  const { state } = await recoveryOf(given.financier);
  return Object.entries(RecoveryState).find(([, code]) => code === state)?.[0] ?? "unknown";
}

describe("Every step of a recovery in every state of it", () => {
  for (const [name, { act, outcome, frozen }] of Object.entries(TABLE)) {
    for (const state of STATES) {
      it(`${name} of one that is ${state}: ${outcome[state]}`, async () => {
        expect(await outcomeOf(await loadFixture(REACH[state]), act)).to.equal(outcome[state]);
      });

      it(`${name} of one that is ${state}, the party frozen: ${(frozen ?? outcome)[state]}`, async () => {
        const given = await loadFixture(REACH[state]);
        await freeze(given);
        expect(await outcomeOf(given, act)).to.equal((frozen ?? outcome)[state]);
      });
    }
  }
});
