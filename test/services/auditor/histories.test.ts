import { expect } from "chai";

import { interfaceOf } from "../../../services/chain/artifacts.ts";
import type { ContractName } from "../../../services/chain/artifacts.ts";
import { ACCOUNT_EVENTS } from "../../../services/auditor/format/histories/account.ts";
import { ASSET_EVENTS } from "../../../services/auditor/format/histories/asset.ts";
import { FACILITY_EVENTS } from "../../../services/auditor/format/histories/facility.ts";
import { CLAIM_EVENTS } from "../../../services/auditor/format/histories/claim.ts";
import { STATEMENT_EVENTS } from "../../../services/auditor/format/histories/statement.ts";
import { historyReader } from "../../../services/auditor/format/historyEvent.ts";
import type { Histories } from "../../../services/auditor/format/historyEvent.ts";
import type { Hash, Hex } from "../../../services/domain/brand.ts";

const HISTORIES: readonly (readonly [contracts: readonly ContractName[], histories: Histories, subject?: string])[] = [
  [["Receivables", "Servicing", "Guarantees"], CLAIM_EVENTS, "uint256"],
  [["Assets"], ASSET_EVENTS],
  [["Facilities"], FACILITY_EVENTS, "uint256"],
  [["PartyAccount"], ACCOUNT_EVENTS],
  [["Attestations"], STATEMENT_EVENTS],
];
/** Its units and payments have a history of their own, which no bundle shows. */
const OF_DRAWDOWN = new Set([
  ...["CoverReceived", "CoverReturned", "DrawdownClosed", "Drawn", "Redeemed", "Repaid", "Transferred"],
  ...["UnitsForced", "UnitsFrozen", "WithdrawalForced", "Withdrawn"],
]);
/** Arguments that say of which history an event is: one of a claim, not a balance's. */
const isOfHistory = (names: readonly string[]): boolean => names[1] === "seq";

describe("the events that a verifier reads", () => {
  for (const [contracts, histories, subject] of HISTORIES) {
    it(`are those of ${contracts.join(", ")}, argument for argument`, () => {
      const events = contracts.flatMap((contract) => {
        const found: { name: string; topicHash: string; parts: number }[] = [];
        interfaceOf(contract).forEachEvent(({ name, topicHash, inputs }) => {
          if (contract === "Facilities" && OF_DRAWDOWN.has(name)) return;
          if (isOfHistory(inputs.map((input) => input.name))) found.push({ name, topicHash, parts: inputs.length });
        });
        return found;
      });
      expect([...new Set(events.map(({ name }) => name))].sort()).to.deep.equal(Object.keys(histories).sort());
      const read = historyReader(histories, subject);
      for (const { name, topicHash } of events) {
        const event = { topics: [topicHash as Hash, `0x${"00".repeat(32)}` as Hash], data: "0x" as Hex };
        // It knows the topic, and so every type of the signature: what it misses is the arguments.
        expect(() => read(event), name).to.throw(/words of arguments/);
      }
    });
  }
});
