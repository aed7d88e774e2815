/**
 * The key with which a user (u) of a party (p) signs now: the one of its keys that the account's present epoch names. Until
 * the ledger has the account it is the user's first; a user who was left out of a later epoch has none.
 */
export const PRESENT_KEY = `LEFT JOIN mirror.parties mp ON mp.account = p.account
  LEFT JOIN LATERAL (
    SELECT k.address, k.custody FROM core.known_keys k
      JOIN mirror.signers s ON s.account = mp.account AND s.epoch = mp.epoch AND s.key = k.address
     WHERE k.user_id = u.id ORDER BY k.address LIMIT 1
  ) present ON true`;

/** Columns `signer` and `signer_kind` of it. */
export const PRESENT_SIGNER = `CASE WHEN mp.account IS NULL THEN u.signer ELSE present.address END AS signer,
  CASE WHEN mp.account IS NULL THEN u.signer_kind ELSE present.custody END AS signer_kind`;
