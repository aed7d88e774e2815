import { id as hashOf } from "ethers";

import type { Ledger } from "../support/ledger.ts";
import { PartyRole, admit } from "../support/ledger.ts";
import { now, wait } from "../support/network.ts";
import type { Party } from "../support/party.ts";

export const REASON = hashOf("file 17 O 233/26");

export async function freeze({ enforcer, parties }: Ledger, party: Party): Promise<void> {
  await enforcer.acts(parties.call("freeze", party.address, REASON));
}

export async function unfreeze({ guardian, parties }: Ledger, party: Party): Promise<void> {
  await guardian.acts(parties.call("unfreeze", party.address, REASON));
}

/** Lets the check of a party run out. */
export async function expire({ registrar, parties }: Ledger, party: Party, roles: bigint): Promise<void> {
  await registrar.acts(parties.call("update", party.address, roles, (await now()) + 10n));
  await wait(11n);
}

export async function pause({ pauser, receivables }: Ledger): Promise<void> {
  await pauser.acts(receivables.call("pause"));
}

export async function freezeUnits(ledger: Ledger, id: bigint, holder: Party, units: bigint): Promise<void> {
  const { enforcer, receivables } = ledger;
  await enforcer.acts(receivables.call("freezeUnits", holder.address, id, units, REASON));
}

/** One more enterprise or financier, with one key. */
export async function newcomer(
  ledger: Ledger,
  name: string,
  roles: bigint = PartyRole.ENTERPRISE,
  country = "0x4445",
): Promise<Party> {
  const terms = { roles, keys: 1, threshold: 1, country };
  return admit(ledger, name, terms, (call) => ledger.registrar.acts(call));
}

/** A party whose check runs out in a moment, as a fixture of its own needs no waiting of others. */
export async function expiredParty(ledger: Ledger, name: string, roles: bigint): Promise<Party> {
  const party = await newcomer(ledger, name, roles);
  await expire(ledger, party, roles);
  return party;
}
