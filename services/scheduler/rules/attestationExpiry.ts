import { concernedByAsset } from "../assetParties.ts";
import type { Rule } from "../rule.ts";

/** A statement ends; told to its issuer, to the party it is about, and to those whom the claim or asset concerns. */
const expiryRule = (kind: string, instant: string): Rule => ({
  kind,
  sql: `
    select 'attestations/' || a.id as subject, a.expires_at::text as key, ${instant} as at,
      jsonb_build_object('kind', a.kind, 'about', a.subject, 'issuer', a.issuer, 'expiresAt', a.expires_at::text) as data,
      array(
        select a.issuer
        union select p.account from mirror.parties p where a.subject = '0x' || repeat('0', 24) || substr(p.account, 3)
        union select c.seller from mirror.claims c where c.id = a.subject
        union select c.debtor from mirror.claims c where c.id = a.subject
        union select h.holder from mirror.holdings h where h.claim_id = a.subject and h.units > 0
        union ${concernedByAsset("a.subject", ["consented", "active"])}
      ) as parties
    from mirror.attestations a, clock
    where (${instant} >= clock.previous or a.attested_block > clock.block) and ${instant} < clock.now
      and (a.revoked_at is null or a.revoked_at > ${instant})`,
});

const SOON = String(30 * 86_400);

/** The thirtieth day before the end has come, or the statement is made when that is past. */
export const attestationExpiring = expiryRule(
  "attestation.expiring",
  `greatest(a.expires_at - ${SOON}, a.attested_at)`,
);

export const attestationExpired = expiryRule("attestation.expired", "a.expires_at");
