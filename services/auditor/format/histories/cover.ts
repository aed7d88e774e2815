import type { Histories } from "../historyEvent.ts";

/** What follows id, sequence number and intent, in the history of a claim or of a facility; see IGuaranteesEvents. */
export const COVER_EVENTS: Histories = {
  GuaranteeOffered: [
    ["arranger", "address"],
    ["dueAt", "uint40"],
    ["grace", "uint32"],
    ["layers", "uint8"],
    ["shares", "uint8"],
    ["terms", "bytes32"],
  ],
  LayerOffered: [
    ["layer", "uint8"],
    ["bps", "uint16"],
    ["cap", "uint256"],
    ["validUntil", "uint40"],
  ],
  ShareOffered: [
    ["share", "uint8"],
    ["layer", "uint8"],
    ["guarantor", "address"],
    ["weight", "uint16"],
    ["premium", "uint256"],
    ["reserve", "uint256"],
  ],
  ShareAccepted: [
    ["share", "uint8"],
    ["reserve", "uint256"],
  ],
  PremiumPaid: [
    ["share", "uint8"],
    ["amount", "uint256"],
  ],
  ReserveFunded: [
    ["share", "uint8"],
    ["amount", "uint256"],
    ["reserve", "uint256"],
  ],
  CoverDemanded: [
    ["holder", "address"],
    ["loss", "uint256"],
    ["reason", "bytes32"],
  ],
  CoverPaid: [
    ["share", "uint8"],
    ["amount", "uint256"],
    ["paid", "uint256"],
    ["reserve", "uint256"],
  ],
  CoverRecovered: [
    ["share", "uint8"],
    ["amount", "uint256"],
    ["recovered", "uint256"],
  ],
  ReserveReleased: [
    ["share", "uint8"],
    ["amount", "uint256"],
    ["reserve", "uint256"],
  ],
};
