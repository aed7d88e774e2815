import { ZeroAddress } from "ethers";

import type { Address, Hex } from "../../domain/brand.ts";
import { FIRST_POLICIES } from "../../domain/countryPolicy.ts";
import { toHex } from "../../domain/hex.ts";
import { utf8 } from "../../domain/utf8.ts";
import { interfaceOf } from "../artifacts.ts";
import type { Contracts } from "../manifest.ts";
import type { Step } from "./sender.ts";

/** In seconds. */
const DAY = 86_400;

/** Makes the contracts know each other; each step needs the deployer to be GOVERNOR. */
export function wiringSteps(contracts: Contracts): Step[] {
  const { parties, policies, market, receivables, facilities, cash } = contracts;
  const { standingOffers, bulk, servicing, guarantees, assets } = contracts;
  const { loans, collateral, income, sales, covenants, syndication, votes, facilityGuarantees } = contracts;
  const agreed = { facilities, loans, covenants, syndication, votes };
  const lending = { ...agreed, collateral, income, sales, facilityGuarantees };
  const others = { standingOffers, bulk, servicing, guarantees, assets };
  const system = Object.entries({ receivables, market, ...others, ...lending, ...cash });
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
  const list = (token: Address, counting: string): Hex =>
    interfaceOf("Market").encodeFunctionData("list", [token, counting]) as Hex;
  return [
    ...seals,
    ...currencies,
    ...policySteps(policies),
    { what: "listing the receivables", to: market, data: list(receivables, ZeroAddress) },
    { what: "listing the loans", to: market, data: list(facilities, loans) },
  ];
}

function policySteps(policies: Address): Step[] {
  return Object.entries(FIRST_POLICIES).map(([country, { warnedDays, longestDays, needsRegistration }]) => {
    const policy = [warnedDays * DAY, longestDays * DAY, needsRegistration];
    const data = interfaceOf("Policies").encodeFunctionData("setPolicy", [toHex(utf8(country)), policy]) as Hex;
    return { what: `the policy of ${country}`, to: policies, data };
  });
}
