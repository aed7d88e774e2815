import type { ContractName } from "../../chain/artifacts.ts";
import type { Args, LedgerEvent } from "../decode/ledgerEvent.ts";
import type { Mirror } from "./mirror.ts";

/** What one kind of event does to the mirror's rows. */
export interface Projection {
  readonly contract: ContractName;
  readonly event: string;
  /** Asks for the rows that `apply` reads or changes. */
  readonly need: (event: LedgerEvent, mirror: Mirror) => void;
  readonly apply: (event: LedgerEvent, mirror: Mirror) => void;
}

interface Handlers<A> {
  readonly need?: (event: LedgerEvent<A>, mirror: Mirror) => void;
  readonly apply: (event: LedgerEvent<A>, mirror: Mirror) => void;
}

/** @param A the event's arguments by name, as decodeLog reads them from the contract's ABI */
export function projection<A extends Args>(contract: ContractName, event: string, handlers: Handlers<A>): Projection {
  // The one place where the ABI's word is taken for the types: a test plays every event through its projection.
  const { need = () => undefined, apply } = handlers as unknown as Handlers<Args>;
  return { contract, event, need, apply };
}
