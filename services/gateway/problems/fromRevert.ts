import type { Revert, RevertValue } from "../../chain/revert.ts";
import { Problem } from "./problem.ts";

/** Sentences for the refusals that people meet; every other one is answered with the contract error's own name. */
export const SENTENCES: Readonly<Record<string, string>> = {
  TagTaken: "this invoice is already registered",
  UnknownClaim: "there is no such claim on the ledger",
  UnknownCurrency: "the network settles no such currency",
  NotDebtor: "only the debtor can do this",
  NotSeller: "only the seller can do this",
  AmountAboveFace: "the amount exceeds what the invoice asks for",
  AmountBelowPaid: "the amount is less than what was already paid",
  ExceedsDue: "the amount exceeds what is still due",
  ForbiddenTransition: "the claim's status does not allow this",
  WrongStatus: "the claim's status does not allow this",
  SameNumberNotAccepted:
    "the seller used this invoice number before, with another date: the debtor must accept it expressly",
  NothingToWithdraw: "nothing is due to this holder now",
  NothingToRedeem: "this holder has no units of the claim",
  AlreadyPaid: "something was already paid on the claim",
  ERC1155InsufficientBalance: "the holder has fewer units than that",
  ERC20InsufficientBalance: "the account has less cash than that",
  ERC7943CannotTransfer: "units of this claim cannot be moved in its present state",
  ERC7943CannotReceive: "the recipient cannot receive units: unknown, frozen, or its admission has expired",
  ERC7943CannotSend: "the holder cannot send: unknown or frozen",
  ERC7943InsufficientUnfrozenBalance: "the units are frozen",
  CannotSend: "the party cannot send cash: unknown or frozen",
  CannotReceive: "the recipient cannot receive cash: unknown, frozen, or its admission has expired",
  CannotActAs: "the party is not admitted in the role this needs, is frozen, or its admission has expired",
  AskNotOpen: "the ask is not open",
  AskExpired: "the ask has expired",
  AskAlreadyExpired: "the ask would expire in the past",
  ClaimChanged: "the claim has changed since the ask was made",
  NotSaleable: "units of this claim cannot be sold in its present state",
  NotEnoughUnits: "the ask has fewer units left than that",
  NotAllowedBuyer: "the ask is not open to this buyer",
  NotAFinancier: "only a financier can buy",
  PriceAboveLimit: "the price exceeds the caller's limit",
  InsufficientUnits: "the seller holds fewer units than that",
  OwnAsk: "a seller cannot take its own ask",
  OwnOffer: "a financier cannot sell to itself",
  BadDeadline: "bids are heard until a deadline that lies ahead, and before the end of the round",
  IsRound: "this is a round: it sells to its best bidder once its deadline has passed",
  NotARound: "only a round is closed so",
  RoundOpen: "the round still hears bids",
  RoundOver: "the round's deadline has passed: what was bid, and offered, stands until the round's end",
  RoundFull: "the round has as many bidders as it can hear",
  NotWholeRound: "in a round bids are for all of it",
  BidTooShort: "in a round a bid stands until the round's end",
  BelowFloor: "the price is below the seller's floor",
  FloorAbovePrice: "the floor is above the price at which the ask can be taken",
  BidNotOpen: "the bid is not open",
  BidExpired: "the bid, or the counter-offer, has expired",
  BidAlreadyExpired: "the bid, or the counter-offer, would expire in the past",
  NotBidder: "only the bidder can do this",
  NoCounter: "the seller has made no counter-offer",
  PriceChanged: "the price on the table is another",
  LimitExceeded: "the financier's own limit is exceeded",
  OfferNotOpen: "the standing offer is not open",
  OfferExpired: "the standing offer has expired",
  OfferAlreadyExpired: "the standing offer would expire in the past",
  OfferUsedUp: "the standing offer has less left than that",
  OfferFreshClaimsOnly:
    "something has changed on this claim since it was acknowledged: a standing offer does not buy it",
  NotOfferor: "only the financier that made it can do this",
  NotNamedSeller: "the standing offer is for another seller",
  NotNamedDebtor: "the standing offer is for claims on another debtor",
  OtherCurrency: "the standing offer is in another currency",
  TenorTooLong: "the claim falls due later than the standing offer allows",
  ClaimDue: "the claim is due",
  NothingLeft: "nothing would be left of the face at this rate",
  PriceBelowLeast: "the price is less than the caller accepts",
  NotTheSeller: "only the seller can do this",
  NotTheDebtor: "only the debtor can do this",
  NotAParty: "only a party to this can do it",
  CannotAct: "the party is frozen",
  NotAcknowledged: "the claim is not acknowledged, or is paid already",
  NotRegistered: "the claim is acknowledged or cancelled already",
  DefencesWaived: "the debtor waived its defences when it acknowledged",
  AmountOutOfRange: "the amount is nothing, or more than can be meant",
  DeadlinePassed: "the deadline has passed",
  NotDisputed: "the claim is not disputed",
  CreditOpen: "another credit note waits for the debtor's answer",
  NoCredit: "no credit note waits for the debtor's answer",
  NoAmendment: "no amendment waits for the debtor's answer",
  OtherTerms: "what was proposed is not what is accepted",
  AlreadySold: "others hold units of the claim, or something was paid on it",
  AlreadyReceived: "something was received on the claim already: units can no longer be burnt for a credit note",
  RecourseFixed: "recourse was given before, once and for all",
  NoRecourse: "the seller of this claim has given no recourse",
  NotInDefault: "the due date and the days of grace have not passed yet",
  PutOpen: "this holder has a put open already",
  NoPut: "this holder has no put open",
  StillDue: "only the holder itself can give up its put while the claim is due",
  RefUsed: "this bank reference was booked before",
  DailyCapExceeded: "the bank's daily cap is exceeded",
  SingleKey: "money is created and destroyed by two keys at least",
  PayoutNotOpen: "the payout request is not open",
  AccessManagedUnauthorized: "the party has no authority for this",
  EntityAdmitted: "this entity is already admitted",
  WrongRecovery: "this is not the account's present recovery, or its signers are not those confirmed",
  WrongRecoveryState: "the recovery's state does not allow this",
  RecoveryTooEarly: "the recovery was confirmed too recently: its delay has not passed",
  FrozenPartyCannotCancel:
    "the party is frozen: whoever holds its keys cannot keep them by cancelling, only the guardian can cancel",
  PartyIsFrozen: "the party is frozen already",
  PartyNotFrozen: "the party is not frozen",
  BadSigner: "a signer is named twice, or has no key",
  BadThreshold: "so many signatures cannot be asked of so many signers",
  NoPossession: "nobody has shown to hold this key",
  StaleEpoch: "the party's signers have changed since this was signed: what was signed before is void",
  NotASigner: "the key that signed is not, or no longer, one of the party's",
  Paused: "the ledger is paused: payments and withdrawals go on, nothing else",
};

/** Contract errors that mean the duplicate and nothing else. */
const DUPLICATE = new Set(["TagTaken", "ClaimExists"]);

/** A contract's refusal as a problem, with the error's name and arguments. */
export function problemOfRevert(revert: Revert): Problem {
  return new Problem(
    DUPLICATE.has(revert.name) ? "invoice-already-registered" : "refused-by-ledger",
    errorOfRevert(revert),
  );
}

/** The same as kept with a failed operation. */
export function errorOfRevert({ name, args }: Revert): {
  detail: string;
  extra: { contractError: string; arguments: unknown };
} {
  const detail = SENTENCES[name] ?? `the ledger refuses: ${name}`;
  return { detail, extra: { contractError: name, arguments: plain(args) } };
}

/** Integers as decimal strings, as everywhere in the API. */
function plain(value: RevertValue | Revert["args"]): unknown {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map((item: RevertValue) => plain(item));
  if (typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
  return value;
}
