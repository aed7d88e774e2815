/**
 * SQL of the accounts that an asset concerns: its owners, the lenders whose liens on it are in these statuses, and everybody
 * who lends where such a lien secures a facility.
 */
export const concernedByAsset = (asset: string, statuses?: readonly string[]): string => {
  const inStatus = statuses ? ` and l.status in (${statuses.map((status) => `'${status}'`).join(", ")})` : "";
  return `select owner.value ->> 'account' from mirror.assets t, jsonb_array_elements(t.owners) owner where t.id = ${asset}
    union select l.lender from mirror.liens l where l.asset_id = ${asset}${inStatus}
    union select f.lender from mirror.liens l join mirror.facility_lenders f on f.facility_id = l.debt
      where l.asset_id = ${asset}${inStatus}`;
};
