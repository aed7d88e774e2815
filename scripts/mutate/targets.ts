/** A source file whose mutants are planted, what has to be compiled to see them, and the tests that may notice. */
export interface Target {
  readonly name: string;
  /** Below `contracts`. */
  readonly file: string;
  /** The contracts that contain its code. */
  readonly contracts: readonly string[];
  /** Below `test/contracts`: files, or folders whose tests all count. What tells most mutants apart comes first. */
  readonly tests: readonly string[];
}

const LENDING = ["Facilities", "Guarantees/facilities.test.ts", "Income", "matrix/facilities.test.ts"];

/** Where amounts are computed and kept. */
export const TARGETS: readonly Target[] = [
  {
    name: "Distribution",
    file: "libraries/Distribution.sol",
    contracts: ["Receivables"],
    tests: [
      "Receivables/distribution.test.ts",
      "Receivables/redeem.test.ts",
      "Receivables/acknowledge.test.ts",
      "ClaimToken",
      "Servicing",
    ],
  },
  {
    name: "Cash",
    file: "Cash.sol",
    contracts: ["Cash"],
    tests: ["Cash", "Receivables/payFromBank.test.ts", "matrix/roles.test.ts"],
  },
  ...["Asks", "Bids", "Rounds", "Limits", "Matching"].map((name) => {
    const tests = ["Market", "StandingOffers", "matrix/roles.test.ts"];
    return { name, file: `market/${name}.sol`, contracts: ["Market"], tests };
  }),
  {
    name: "StandingOffers",
    file: "StandingOffers.sol",
    contracts: ["StandingOffers"],
    tests: ["StandingOffers", "matrix/roles.test.ts"],
  },
  {
    name: "Servicing",
    file: "Servicing.sol",
    contracts: ["Servicing"],
    tests: ["Servicing", "ClaimToken/history.test.ts", "matrix/servicing.test.ts", "matrix/roles.test.ts"],
  },
  {
    name: "Cover",
    file: "Cover.sol",
    contracts: ["Guarantees", "FacilityGuarantees"],
    tests: ["Guarantees"],
  },
  {
    name: "ClaimToken",
    file: "ClaimToken.sol",
    contracts: ["Receivables"],
    tests: ["ClaimToken", "Receivables", "Servicing", "matrix/statuses.test.ts", "matrix/roles.test.ts"],
  },
  {
    name: "Receivables",
    file: "Receivables.sol",
    contracts: ["Receivables"],
    tests: [
      "Receivables",
      "Servicing",
      "Market/take.test.ts",
      "ClaimToken",
      "Bulk",
      "matrix/statuses.test.ts",
      "Guarantees",
      "Policies",
      "matrix/transitions.test.ts",
      "matrix/roles.test.ts",
    ],
  },
  ...["Accrual", "DayCount", "Waterfall"].map((name) => {
    return { name, file: `libraries/${name}.sol`, contracts: ["Loans"], tests: ["libraries", ...LENDING] };
  }),
  {
    name: "Schedule",
    file: "libraries/Schedule.sol",
    contracts: ["Syndication"],
    tests: ["libraries", ...LENDING],
  },
  {
    name: "Ltv",
    file: "libraries/Ltv.sol",
    contracts: ["Collateral", "Covenants", "Syndication", "Votes"],
    tests: ["libraries", "Collateral", ...LENDING],
  },
  ...["Loans", "Syndication", "Votes", "Covenants"].map((name) => {
    return { name, file: `${name}.sol`, contracts: [name], tests: [...LENDING, "Collateral", "matrix/roles.test.ts"] };
  }),
  {
    name: "Sales",
    file: "Sales.sol",
    contracts: ["Sales"],
    tests: ["Sales", "matrix/sales.test.ts", "matrix/roles.test.ts"],
  },
];
