import type { Manifest } from "../../chain/manifest.ts";
import type { Rpc } from "../../chain/rpc.ts";
import type { Address, Hash, Hex } from "../../domain/brand.ts";
import { DomainError } from "../../domain/problem.ts";
import { FACILITY_EVENTS } from "../format/histories/facility.ts";
import { historyReader } from "../format/historyEvent.ts";
import { outcomeSlot } from "../format/layouts/account.ts";
import { lentIn } from "../format/lent.ts";
import { provenFor } from "../format/proven.ts";
import { readAccountEvent, signersIn } from "../format/signers.ts";
import type { AssetState, ClaimState, FacilityState, PartyState } from "../format/state.ts";
import {
  storedAccount,
  storedAsset,
  storedClaim,
  storedFacility,
  storedStanding,
  storedStatements,
} from "../format/stored.ts";
import type { Storage } from "../format/stored.ts";
import { topicOf } from "../format/topic.ts";
import { readStorage } from "./readStorage.ts";
import type { SubjectId, SubjectRows } from "./rows.ts";
import { stateNodes } from "./stateNodes.ts";

interface Wanted {
  readonly subject: SubjectId;
  readonly block: Hex;
  readonly rows: SubjectRows;
  readonly contracts: Manifest["versions"][number]["contracts"];
  /** Whose signatures are shown. */
  readonly actors: readonly Address[];
  /** Whose admission is proven. */
  readonly parties: readonly Address[];
}

/** The subject's state at a block, with the nodes that prove it and all else that a bundle rests on. @throws RpcError, RpcNoAnswer */
export async function provenState(rpc: Rpc, wanted: Wanted): Promise<{ state: object; nodes: Hex[] }> {
  const { subject, block, rows, contracts, actors, parties } = wanted;
  const { found: state, slots } = await readStorage(rpc, block, (slot) => {
    const storage: Storage = { contract: (name) => contracts[name], slot };
    storedStatements(topicOf(subject.id), storage);
    for (const account of actors) storedAccount(account, storage);
    for (const account of parties) storedStanding(account, storage);
    for (const { account, id } of rows.intents) slot(account, outcomeSlot(id));
    return stateOf(subject, rows, storage);
  });
  const accounts = [...provenFor(subject.kind).map((name) => contracts[name]), ...parties];
  const all = new Map<Address, Hash[]>(accounts.map((account) => [account, []]));
  for (const [account, of] of slots) all.set(account, of);
  return { state, nodes: await stateNodes(rpc, block, all) };
}

type State = ClaimState | AssetState | PartyState | FacilityState;

const readFacilityEvent = historyReader(FACILITY_EVENTS, "uint256");

function stateOf({ kind, id }: SubjectId, rows: SubjectRows, storage: Storage): State {
  switch (kind) {
    case "claim":
      return storedClaim(id as Hash, storage).state;
    case "asset":
      return storedAsset(id as Hash, storage).state;
    case "party":
      return partyState(id as Address, rows, storage);
    case "facility":
      return storedFacility(id as Hash, [...lentIn(rows.events.map(readFacilityEvent)).keys()], storage).state;
  }
}

function partyState(account: Address, { events }: SubjectRows, storage: Storage): PartyState {
  const { number, roles, country, validUntil, isFrozen } = storedStanding(account, storage);
  const { epoch, threshold } = storedAccount(account, storage);
  const last = events.map(readAccountEvent).findLast(({ name }) => name === "SignersChanged");
  if (!last) throw new DomainError("unknown-event", `the account ${account} has no signers`);
  const signers = [...signersIn(last).keys].map(([key, custody]) => ({ key, custody }));
  return { number, roles, country, validUntil, isFrozen, epoch, threshold, signers };
}
