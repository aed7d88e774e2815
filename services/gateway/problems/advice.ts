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
  "method-not-allowed": "`Allow` names the methods that the resource offers; the OpenAPI document describes them.",
  "request-timeout":
    "A request has to arrive whole within a minute. Nothing was stored. Send it again, with the same Idempotency-Key.",
  "request-in-progress": "Another request with this key is being stored at this moment. Ask again.",
  "invoice-already-registered":
    "An invoice is registered once, for ever, whatever became of its claim and however its number is spelt. Where the claim is the caller's own, `receivable` names it; where it is another's, `case` is a number under which the registrar finds it.",
  "credit-note-used":
    "A seller gives a number once, and a credit note lowers one claim once. `receivable` names the claim. One that was declined can be handed in again.",
  "party-exists": "An admitted party has this identifier. `party` names it.",
  "operation-not-open": "The operation has all its signatures, or has ended.",
  "state-conflict": "The thing has changed since it was read.",
  "registration-required":
    "The seller's or the debtor's country asks that a claim stands in a public register before it is assigned. Have the registrar attest the entry (POST /v1/attestations, kind registration), then try again.",
  "too-large": "The body exceeds the documented limit.",
  "uri-too-long": "Ids are 66 characters, currencies three: no address of this API is long.",
  "unsupported-media-type":
    "Send one of the content types that the OpenAPI document lists, in UTF-8 where it is JSON, not compressed.",
  "key-reused": "The Idempotency-Key belongs to an earlier request with other content. Choose another key.",
  "document-refused":
    "The document is not exactly one readable invoice, or grant. `reason` is the reader's code, `field` the path.",
  "not-financeable":
    "Credit notes and documents without a positive payable amount never become claims. What takes an invoice back is posted to /v1/credit-notes.",
  "not-the-same-invoice":
    "A correction has the number, issue date, parties, currency and amount of the invoice that it corrects. `field` says what differs: a lower amount is a credit note's, anything else another invoice, registered by itself.",
  "missing-information": "`missing` lists what the document does not say and must be supplied as query parameters.",
  "unknown-party": "No admitted party has the identifier or id that `field` points to.",
  "seller-mismatch": "Only the seller named in the document can register it.",
  "not-a-credit-note":
    "A credit note (UBL CreditNote, type 381), a red-letter e-fapiao or an invoice with a negative total lowers a debt; an invoice that was prepaid in excess does not.",
  "unknown-reference":
    "The number, and the date where the document says one, have to be those of an invoice that the caller registered and did not cancel, whatever their spelling.",
  "ambiguous-reference":
    "Hand in one document for each invoice; where several claims have the number, `receivables` lists them and the query parameter `receivable` picks one.",
  "buyer-mismatch": "A credit note lowers the debt of the buyer that it names, and of nobody else.",
  "currency-mismatch": "Amounts are given in the currency of the claim, ask or account that they concern.",
  "invalid-identifier": "An identifier's check digits are wrong, or none of those given has any.",
  "recall-uncovered":
    "A recall takes what is still in the claim's suspense, or with the party to whom the deposit was booked: `available`. What paid a debt or was spent is a matter between the bank and its customer. The attempt stands in the day's reconciliation.",
  "four-eyes": "The user who made an operation cannot approve it.",
  "bad-signature": "The signature is not, over exactly this payload, one of the account's present signers.",
  "above-ltv":
    "`arguments` are what would be outstanding, what the collateral counts for now and the limit in basis points. Pledge more, or have it valued: without a valuation that holds a lien counts for nothing.",
  "debt-not-in-default":
    "An asset is sold when the debt under the lien is due and not performed: a facility once it is accelerated, another debt once its time of performance has passed.",
  "issuer-not-admitted":
    "Valuations are an appraiser's to make, registrations the registrar's, and so on, while its check holds and it is not frozen. `arguments` name the roles of which one is needed. The registrar admits, and changes roles with a renewal.",
  "asset-already-registered":
    "An asset is entered once, for ever, by its office, kind and number, however the number is spelt.",
  "owner-mismatch":
    "Only registered owners propose liens, and a lien holds under the title that they consented under: a transfer voids what was not registered before it.",
  "right-ended": "It has expired, lapsed or was declared invalid. `arguments` name the status and the end of its term.",
  "not-granted":
    "An application, an unexamined publication and what gives no right to exclude can be registered, not pledged. `arguments` name the stage.",
  "not-verified":
    "An entry can be pledged once the registrar has held it against the office's register; after each transfer again.",
  "fees-unpaid": "`arguments` say until when they are paid; zero: nobody has said. The registrar records payments.",
  "title-withheld": "It can neither be pledged nor change hands until the registrar records the end of it.",
  "debt-outlives-right": "The last day for performing the debt lies behind the last day of the right.",
  "term-unknown": "The registrar records the end of the term with its basis and source.",
  "contract-incomplete": "`missing` lists what a contract has to say before its lien can be proposed.",
  "consent-missing": "`arguments` name the lien and the first account, owner or lender, that has not consented.",
  "already-pledged":
    "A pledge is exclusive: it neither follows nor precedes another lien. `arguments` name the lien in the way.",
  "same-day-invention": "The parties can insist: name `same-day-invention` among the notices.",
  "invalidation-pending": "The parties can insist: name `invalidation-pending` among the notices.",
  "lien-refused": "The reason stands in the lien. Propose another one.",
  "refused-by-ledger":
    "The contracts refuse it. `contractError` and `arguments` are the contract's own words. If `operation` is given, the act was tried on the ledger and its intent is consumed.",
  "too-many-requests": "Wait as many seconds as `Retry-After` says.",
  "headers-too-large": "All headers together may have 16 kilobytes.",
  internal: "Our fault. The request id finds it in the log.",
  "not-ready":
    "The service is starting, catching up or overloaded, or its chain or database does not answer now. Try again after `Retry-After` seconds, an act with the same Idempotency-Key: it never acts twice.",
};
