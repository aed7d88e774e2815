import { setTimeout as sleep } from "node:timers/promises";
import { AbiCoder, keccak256 } from "ethers";

import { assetIdOf } from "../../../services/chain/assetId.ts";
import { interfaceOf } from "../../../services/chain/artifacts.ts";
import type { RpcReceipt } from "../../../services/chain/rpcTypes.ts";
import type { AssetId } from "../../../services/domain/brand.ts";
import { randomHash } from "../chain/acting.ts";
import { entry, proposal, registration } from "./assetStory.ts";
import type { Actor, Ledger } from "./ledger.ts";

interface Cast {
  readonly supplier: Actor;
  readonly subSupplier: Actor;
  readonly buyer: Actor;
  readonly financier: Actor;
}

const [OWED, DEMANDED, PRICE] = [500n, 300n, 900n];
const LONG_AGO = { debtDueAt: 1n };

/** What the asset contract said, in order. */
function said({ logs }: RpcReceipt, event: string, arg: string): bigint[] {
  const abi = interfaceOf("Assets");
  const topic = abi.getEvent(event)?.topicHash;
  return logs.filter(({ topics }) => topics[0] === topic).map((log) => abi.parseLog(log)?.args[arg] as bigint);
}

/** A lien of somebody on an asset of the owner, registered. */
export async function activeLien(
  ledger: Ledger,
  { owner, lender, asset }: { readonly owner: Actor; readonly lender: Actor; readonly asset: AssetId },
  sequence: number,
  given: object,
): Promise<bigint> {
  const act = (name: string, ...args: unknown[]) => ledger.call("Assets", name, ...args);
  const [lien = 0n] = said(
    await ledger.does(owner, act("propose", proposal(asset, lender, given))),
    "LienProposed",
    "lien",
  );
  await ledger.does(lender, act("consent", lien));
  await ledger.does(ledger.operator, act("activate", lien, entry(sequence)));
  return lien;
}

/** An asset of one owner, verified. */
export async function verifiedAsset(ledger: Ledger, number: string, owner: Actor): Promise<AssetId> {
  await ledger.does(owner, ledger.call("Assets", "register", registration(number, owner)));
  const asset = assetIdOf("US", "patent", number);
  await ledger.does(ledger.operator, ledger.call("Assets", "verify", asset, randomHash()));
  return asset;
}

/** One sale that pays two liens and the owner, and one on which nobody bids. @returns the asset that was sold */
export async function playSales(ledger: Ledger, { supplier, subSupplier, buyer, financier }: Cast): Promise<AssetId> {
  const sell = (name: string, ...args: unknown[]) => ledger.call("Sales", name, ...args);
  const [sold, unsold] = [await verifiedAsset(ledger, "22", supplier), await verifiedAsset(ledger, "23", supplier)];
  const first = await activeLien(ledger, { owner: supplier, lender: financier, asset: sold }, 1, LONG_AGO);
  const second = await activeLien(ledger, { owner: supplier, lender: subSupplier, asset: sold }, 2, LONG_AGO);
  const other = await activeLien(ledger, { owner: supplier, lender: financier, asset: unsold }, 1, LONG_AGO);
  const [commitBy, revealBy] = [now() + 4, now() + 8];
  const terms = { owed: OWED, reserve: 1n, commitBy, revealBy, evidence: randomHash() };
  const opened = await ledger.does(
    financier,
    sell("open", { ...terms, lien: first }),
    sell("open", { ...terms, lien: other }),
  );
  const [sale = 0n, failing = 0n] = said(opened, "SaleOpened", "sale");
  const salt = randomHash();
  const types = ["uint256", "address", "uint96", "bytes32"];
  const commitment = keccak256(AbiCoder.defaultAbiCoder().encode(types, [sale, buyer.account, PRICE, salt]));
  await ledger.does(buyer, sell("commit", sale, commitment));
  await ledger.does(subSupplier, sell("demand", sale, second, DEMANDED, randomHash()));
  await sleep((commitBy + 1) * 1000 - Date.now());
  await ledger.does(buyer, sell("reveal", sale, PRICE, salt));
  await sleep((revealBy + 1) * 1000 - Date.now());
  await ledger.does(supplier, sell("settle", sale), sell("settle", failing));
  return sold;
}

const now = (): number => Math.floor(Date.now() / 1000);
