import { concernedByAsset } from "../assetParties.ts";
import type { Source } from "../feed/source.ts";

/** What is attested and revoked; for its issuer, for the party it is about, and for those whom the claim or asset concerns. */
export const statements: Source = {
  name: "statements",
  sql: `
    select 'attestation' as about, case e.name when 'Attested' then 'Made' else e.name end as name,
      'attestations/' || a.id as subject, e.block, e.log_index::bigint as place, e.at,
      jsonb_build_object('kind', a.kind, 'about', a.subject, 'issuer', a.issuer, 'expiresAt', a.expires_at::text,
        'transaction', e.transaction_hash) as data,
      array(
        select a.issuer
        union select p.account from mirror.parties p where a.subject = '0x' || repeat('0', 24) || substr(p.account, 3)
        union select c.seller from mirror.claims c where c.id = a.subject
        union select c.debtor from mirror.claims c where c.id = a.subject
        union select h.holder from mirror.holdings h where h.claim_id = a.subject
        union ${concernedByAsset("a.subject")}
      ) as parties
    from mirror.subject_events e join mirror.attestations a on a.id = e.args->>'id', span
    where e.block > span.first and e.block <= span.last`,
};
