import { randomBytes } from "node:crypto";
import { AbiCoder, keccak256 } from "ethers";

import type { Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { Act } from "../operations/submit.ts";
import { Problem } from "../problems/problem.ts";
import { lienFor } from "../queries/liens.ts";
import { requireParty } from "../queries/parties.ts";
import { saleFor } from "../queries/sales.ts";
import type { SaleRow } from "../queries/sales.ts";
import type { NewDemand, NewSale, NewSealedBid, Opening } from "../schemas/sale.ts";
import { openForParty, sealForParty } from "../secrets.ts";
import { callTo } from "./calls.ts";
import { futureSeconds } from "./instants.ts";
import { amountIn, minorUnits } from "./money.ts";

/** The lender of a lien whose debt is in default puts the asset up for sale. @throws Problem not-found, invalid-field */
export async function openSale(context: Context, actor: Actor, input: NewSale): Promise<Act> {
  const lien = await lienFor(context, actor, input.lien);
  const terms = {
    lien: lien.id,
    owed: input.owed ? minorUnits(input.owed, lien.currency, "/owed") : 0n,
    reserve: amountIn(input.reserve, lien.currency, "/reserve"),
    commitBy: futureSeconds(context, input.commitBy, "/commitBy"),
    revealBy: futureSeconds(context, input.revealBy, "/revealBy"),
    evidence: input.evidence,
  };
  return {
    command: "sale.open",
    subject: lien.asset_id,
    calls: [callTo(context, "sales", "open", [terms])],
    result: { asset: lien.asset_id, lien: String(lien.id) },
  };
}

/** The lender of a lien behind says what it is owed. @throws Problem not-found, currency-mismatch */
export async function demandProceeds(context: Context, actor: Actor, id: string, input: NewDemand): Promise<Act> {
  const sale = await saleFor(context, id);
  const lien = await lienFor(context, actor, input.lien);
  const owed = minorUnits(input.owed, sale.currency, "/owed");
  return onSale(context, sale, "demand", [lien.id, owed, input.evidence]);
}

/** Bids, sealed: by the service, which keeps amount and salt under the party's key, or by the bidder itself. */
export async function bidSealed(context: Context, actor: Actor, id: string, input: NewSealedBid): Promise<Act> {
  const sale = await saleFor(context, id);
  if ("commitment" in input) return onSale(context, sale, "commit", [input.commitment]);
  const amount = minorUnits(input.amount, sale.currency, "/amount");
  const salt = `0x${randomBytes(32).toString("hex")}`;
  const commitment = commitmentOf(sale.id, actor, amount, salt);
  const secret = Buffer.from(JSON.stringify({ amount: String(amount), salt }));
  const sealed = await sealForParty(context.keystore, actor.partyId, `bid/${commitment}`, secret);
  return {
    ...onSale(context, sale, "commit", [commitment]),
    store: async (q) => {
      await q.query("INSERT INTO core.sealed_bids (commitment, party_id, ciphertext) VALUES ($1, $2, $3)", [
        commitment,
        actor.partyId,
        sealed,
      ]);
    },
  };
}

/** Opens the caller's bid. @throws Problem not-found, missing-information where the bidder keeps the secret */
export async function openBid(context: Context, actor: Actor, id: string, { secret }: Opening): Promise<Act> {
  const sale = await saleFor(context, id);
  if (secret)
    return onSale(context, sale, "reveal", [minorUnits(secret.amount, sale.currency, "/secret/amount"), secret.salt]);
  const [kept] = await context.db.query<{ commitment: Hash; ciphertext: Uint8Array }>(
    `SELECT s.commitment, s.ciphertext FROM mirror.sale_bids b JOIN core.sealed_bids s ON s.commitment = b.commitment
      WHERE b.contract = $1 AND b.sale = $2 AND b.bidder = $3 AND s.party_id = $4`,
    [sale.contract, sale.id, actor.account, actor.partyId],
  );
  if (!kept)
    throw new Problem("missing-information", {
      detail: "the service keeps no secret of a bid of yours in this sale: send its amount and salt",
      field: "/secret",
      extra: { missing: ["secret"] },
    });
  const plain = await openForParty(context.keystore, actor.partyId, `bid/${kept.commitment}`, kept.ciphertext);
  const { amount, salt } = JSON.parse(Buffer.from(plain).toString()) as { amount: string; salt: string };
  return onSale(context, sale, "reveal", [BigInt(amount), salt]);
}

/** Ends a sale whose bids are opened; anybody may. @throws Problem not-found */
export async function settleSale(context: Context, _: Actor, id: string): Promise<Act> {
  return onSale(context, await saleFor(context, id), "settle", []);
}

/** Pays a party what could not be paid to it while it was frozen; anybody may. @throws Problem not-found, unknown-party */
export async function payKept(context: Context, _: Actor, id: string, { party }: { party: string }): Promise<Act> {
  const { account } = await requireParty(context.db, party, "/party");
  return onSale(context, await saleFor(context, id), "payKept", [account]);
}

const onSale = (context: Context, { id, asset_id }: SaleRow, name: string, args: readonly unknown[]): Act => ({
  command: `sale.${name}`,
  subject: asset_id,
  calls: [callTo(context, "sales", name, [id, ...args])],
  result: { sale: String(id), asset: asset_id },
});

/** As ISales.commitmentOf. */
const commitmentOf = (sale: bigint, { account }: Actor, amount: bigint, salt: string): Hash =>
  keccak256(
    AbiCoder.defaultAbiCoder().encode(["uint256", "address", "uint96", "bytes32"], [sale, account, amount, salt]),
  ) as Hash;
