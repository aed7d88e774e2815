import { createHash, randomBytes } from "node:crypto";

import { letters } from "../../../chain/assetId.ts";
import { contractFields } from "../../../documents/contractFields.ts";
import { endOfDay, parseDate } from "../../../domain/date.ts";
import { buildTree, saltsFrom } from "../../../domain/documentTree.ts";
import { LIEN_KINDS, NOTICES } from "../../../domain/ip/lien.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Context } from "../../context.ts";
import type { Act } from "../../operations/submit.ts";
import { Problem } from "../../problems/problem.ts";
import { assetFor } from "../../queries/assets.ts";
import { requireParty } from "../../queries/parties.ts";
import type { NewLien } from "../../schemas/lien.ts";
import { sealForParty } from "../../secrets.ts";
import { callTo, cashOf } from "../calls.ts";
import { minorUnits } from "../money.ts";
import { saltedReference } from "../reference.ts";

type Contract = NewLien["contract"];

/** An owner proposes a lien. @throws Problem contract-incomplete, unknown-party, not-found and the grounds of a refusal */
export async function proposeLien(context: Context, actor: Actor, body: NewLien): Promise<Act> {
  const asset = await assetFor(context, actor, body.asset);
  const contract = complete(body);
  const lender = await requireParty(context.db, body.lender, "/lender");
  const { currency } = contract.amount;
  cashOf(context, currency);
  const reference = saltedReference(actor.partyId, "debt", body.reference ?? "");
  const tree = await contractTree(context, actor, body, contract);
  const proposal = {
    asset: asset.id,
    lienKind: LIEN_KINDS.indexOf(body.kind),
    lender: lender.account,
    amount: minorUnits(contract.amount, currency, "/contract/amount"),
    currency: letters(currency),
    debtDueAt: endOfDay(parseDate(contract.debtDueOn, "/contract/debtDueOn"), contract.zone, "/contract/zone"),
    notices: (body.notices ?? []).reduce((bits, name) => bits | NOTICES[name], 0),
    debt: body.facility ?? reference.hash,
    documentRoot: tree.root,
  };
  return {
    command: "lien.propose",
    subject: asset.id,
    calls: [callTo(context, "assets", "propose", [proposal])],
    result: { asset: asset.id, contractRoot: tree.root },
    store: async (q) => {
      if (body.facility === undefined) await reference.store(q);
      await tree.store(q);
    },
  };
}

/** A lien of which something is missing says what, by the names that the request has for it. */
function complete({ contract, facility, reference }: NewLien): Required<Contract> {
  const { document, claim, amount, debtDueOn, zone, scope } = contract;
  const wanted = { document, claim, amount, debtDueOn, zone, scope };
  const missing = Object.entries(wanted).flatMap(([name, value]) => (value === undefined ? [`contract.${name}`] : []));
  if (facility === undefined && reference === undefined) missing.push("facility or reference");
  if (missing.length === 0) return wanted as Required<Contract>;
  throw new Problem("contract-incomplete", {
    detail: `the contract does not say: ${missing.join(", ")}`,
    field: "/contract",
    extra: { missing },
  });
}

/** What the contract says, salted, under one hash; kept sealed for the party that proposes. */
async function contractTree(
  { keystore }: Context,
  { partyId }: Actor,
  { asset, lender, kind }: NewLien,
  contract: Required<Contract>,
) {
  const fields = contractFields({ asset, lender, kind, ...contract });
  const secret = randomBytes(32);
  const { root } = buildTree(fields, saltsFrom(secret));
  const bytes = Buffer.from(JSON.stringify({ asset, lender, kind, ...contract }));
  const sha256 = `0x${createHash("sha256").update(bytes).digest("hex")}`;
  const sealed = await sealForParty(keystore, partyId, `document/${root}`, bytes);
  const tree = Buffer.from(JSON.stringify({ secret: secret.toString("hex"), fields, flags: [] }));
  const sealedTree = await sealForParty(keystore, partyId, `tree/${root}`, tree);
  return {
    root,
    store: async (q: Parameters<NonNullable<Act["store"]>>[0]): Promise<void> => {
      await q.query(
        `INSERT INTO core.documents (root, party_id, media_type, sha256, ciphertext, tree_ciphertext, created_at)
         VALUES ($1, $2, 'application/json', $3, $4, $5, now())`,
        [root, partyId, sha256, sealed, sealedTree],
      );
    },
  };
}
