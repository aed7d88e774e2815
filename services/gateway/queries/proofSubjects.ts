import type { SubjectId } from "../../auditor/build/rows.ts";
import type { Kind } from "../../auditor/format/state.ts";
import type { Hash } from "../../domain/brand.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAll } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems/problem.ts";
import { assetFor } from "./assets.ts";
import { facilityFor } from "./facilities.ts";
import { ownClaimFor } from "./claims.ts";
import { mayReadInvoice } from "./invoices.ts";
import { partyFor } from "./partyViews.ts";

/** What a bundle is about, for a reader who may have it. */
export interface ProofSubject extends SubjectId {
  /** Of its present document; undefined where it has none. */
  readonly root: Hash | undefined;
  /** Whether the reader may show fields of the document. */
  readonly mayDisclose: boolean;
}

type Find = (context: Context, actor: Actor, id: string) => Promise<ProofSubject>;

/** By the name under which the API knows them. */
export const PROOF_SUBJECTS = {
  receivables: async (context, actor, id) => {
    const claim = await ownClaimFor(context, actor, id);
    return { kind: "claim", id: claim.id, root: claim.document_root, mayDisclose: mayReadInvoice(actor, claim) };
  },
  assets: async (context, actor, id) => {
    const { id: asset, document_root: root, owners } = await assetFor(context, actor, id);
    const mayDisclose = seesAll(actor) || owners.some(({ account }) => account === actor.account);
    return { kind: "asset", id: asset, root, mayDisclose };
  },
  parties: async ({ db }, actor, id) => {
    const { account, admitted } = await partyFor(db, actor, id);
    if (!admitted || !(id === actor.partyId || seesAll(actor)))
      throw new Problem("not-found", { detail: "a party's proof is for the party itself, operators and auditors" });
    return { kind: "party", id: account, root: undefined, mayDisclose: false };
  },
  facilities: async (context, actor, id) => {
    const { id: facility } = await facilityFor(context, actor, id);
    // The contract's document tree is kept by those who made it.
    return { kind: "facility", id: facility, root: undefined, mayDisclose: false };
  },
} as const satisfies Record<string, Find>;

export type SubjectName = keyof typeof PROOF_SUBJECTS;
/** As people say it. */
export const KIND_OF: Readonly<Record<SubjectName, Kind>> = {
  receivables: "claim",
  assets: "asset",
  parties: "party",
  facilities: "facility",
};
