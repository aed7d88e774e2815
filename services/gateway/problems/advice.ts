import type { ProblemCode } from "./codes.ts";

/** What each problem means and what to do, as served at /problems/{code}. */
export const ADVICE: Readonly<Record<ProblemCode, string>> = {
  "bad-request": "The request is not well-formed HTTP or JSON. Nothing was stored. Mend it and send it again.",
  "invalid-field":
    "`field` names the part of the request, as a JSON pointer or a path in the document; `detail` says what is wrong with it. Nothing was stored and the Idempotency-Key is still free.",
  "idempotency-key-required":
    "Every POST that acts on the ledger carries an Idempotency-Key of 1 to 255 visible ASCII characters, chosen by the caller. Sending the same key again is safe: it never acts twice.",
  unauthenticated: "Send `Authorization: Bearer tsk_...`. A revoked key stops working at once.",
  forbidden: "The user behind the key lacks the role that this needs.",
  "not-found": "There is no such thing, or it belongs to others: the two are not told apart.",
  "method-not-allowed": "See the OpenAPI document for what the resource offers.",
  "request-in-progress": "Another request with this key is being stored at this moment. Ask again.",
  "invoice-already-registered":
    "An invoice is registered once, for ever, whatever became of its claim and however its number is spelt. Where the claim is the caller's own, `receivable` names it.",
  "party-exists": "An admitted party has this identifier. `party` names it.",
  "operation-not-open": "The operation has all its signatures, or has ended.",
  "state-conflict": "The thing has changed since it was read.",
  "too-large": "The body exceeds the documented limit.",
  "unsupported-media-type": "Send one of the content types that the OpenAPI document lists.",
  "key-reused": "The Idempotency-Key belongs to an earlier request with other content. Choose another key.",
  "document-refused":
    "The document is not exactly one readable invoice. `reason` is the reader's code, `field` the path.",
  "not-financeable": "Credit notes and documents without a positive payable amount never become claims.",
  "missing-information": "`missing` lists what the document does not say and must be supplied as query parameters.",
  "unknown-party": "No admitted party has the identifier or id that `field` points to.",
  "seller-mismatch": "Only the seller named in the document can register it.",
  "currency-mismatch": "Amounts are given in the currency of the claim, ask or account that they concern.",
  "invalid-identifier": "An identifier's check digits are wrong, or none of those given has any.",
  "four-eyes": "The user who made an operation cannot approve it.",
  "bad-signature": "The signature is not, over exactly this payload, one of the account's present signers.",
  "refused-by-ledger":
    "The contracts refuse it. `contractError` and `arguments` are the contract's own words. If `operation` is given, the act was tried on the ledger and its intent is consumed.",
  "too-many-requests": "Wait as long as `Retry-After` says.",
  internal: "Our fault. The request id finds it in the log.",
  "not-ready": "The service is starting, catching up or overloaded. Try again shortly.",
};
