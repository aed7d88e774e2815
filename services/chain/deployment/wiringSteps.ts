import type { Hex } from "../../domain/brand.ts";
import { interfaceOf } from "../artifacts.ts";
import type { Contracts } from "../manifest.ts";
import type { Step } from "./sender.ts";

/** Makes the contracts know each other; each step needs the deployer to be GOVERNOR. */
export function wiringSteps(contracts: Contracts): Step[] {
  const {
    parties,
    receivables,
    market,
    standingOffers,
    bulk,
    servicing,
    assets,
    facilities,
    loans,
    syndication,
    cash,
  } = contracts;
  const lending = { facilities, loans, syndication };
  const system = Object.entries({ receivables, market, standingOffers, bulk, servicing, assets, ...lending, ...cash });
  const seals = system.map(([name, address]) => {
    const data = interfaceOf("Parties").encodeFunctionData("seal", [address]) as Hex;
    return { what: `the sealing of ${name}`, to: parties, data };
  });
  const currencies = Object.entries(cash).flatMap(([code, address]) =>
    [receivables, facilities].map((to) => {
      const data = interfaceOf("Receivables").encodeFunctionData("setCash", [address]) as Hex;
      return { what: `naming the cash of ${code}`, to, data };
    }),
  );
  const list = interfaceOf("Market").encodeFunctionData("list", [receivables]) as Hex;
  return [...seals, ...currencies, { what: "listing the receivables", to: market, data: list }];
}
