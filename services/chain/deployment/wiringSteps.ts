import type { Hex } from "../../domain/brand.ts";
import { interfaceOf } from "../artifacts.ts";
import type { Contracts } from "../manifest.ts";
import type { Step } from "./sender.ts";

/** Makes the contracts know each other; each step needs the deployer to be GOVERNOR. */
export function wiringSteps({
  parties,
  receivables,
  market,
  standingOffers,
  bulk,
  servicing,
  assets,
  cash,
}: Contracts): Step[] {
  const system = Object.entries({ receivables, market, standingOffers, bulk, servicing, assets, ...cash });
  const seals = system.map(([name, address]) => {
    const data = interfaceOf("Parties").encodeFunctionData("seal", [address]) as Hex;
    return { what: `the sealing of ${name}`, to: parties, data };
  });
  const currencies = Object.entries(cash).map(([code, address]) => {
    const data = interfaceOf("Receivables").encodeFunctionData("setCash", [address]) as Hex;
    return { what: `naming the cash of ${code}`, to: receivables, data };
  });
  const list = interfaceOf("Market").encodeFunctionData("list", [receivables]) as Hex;
  return [...seals, ...currencies, { what: "listing the receivables", to: market, data: list }];
}
