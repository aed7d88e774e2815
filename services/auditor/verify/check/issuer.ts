import type { Address, Hash } from "../../../domain/brand.ts";
import { fingerprintDigest } from "../../../evm/fingerprintHash.ts";
import { recoverDigest } from "../../../evm/signature.ts";
import type { BundleOf } from "../../format/bundle.ts";
import type { HistoryEvent } from "../../format/historyEvent.ts";
import type { ClaimWords } from "../../format/layouts/claim.ts";
import type { Trust } from "../../format/trust.ts";
import { must } from "../problem.ts";
import type { Ledger } from "./ledger.ts";

/** @throws Refused, DomainError bad-signature, bad-proof */
export function checkIssuer(
  { attestation, subject, network }: BundleOf<"claim">,
  ledger: Ledger,
  { facts }: HistoryEvent,
  stored: ClaimWords,
): string {
  const [seller, debtor] = [facts["seller"] as Address, facts["debtor"] as Address];
  must(ledger.party(seller) === stored.seller, "the seller in the history is not the one that the ledger has");
  must(ledger.party(debtor) === stored.debtor, "the debtor in the history is not the one that the ledger has");
  const { numberTags, tags, signature } = attestation;
  must(tags[0] === subject, "the attested tag is not the claim's");
  const contract = ledger.contract("fingerprints");
  const { chainId, networkId }: Trust["network"] = network;
  const digest = fingerprintDigest(
    { chainId, networkId, contract },
    { numberTags, tags, seller, debtor, documentRoot: facts["documentRoot"] as Hash },
  );
  const signer = recoverDigest(digest, signature);
  must(ledger.version.fingerprinters.includes(signer), `the attestation was signed by ${signer}, which is not trusted`);
  return `registered by ${seller}, an admitted party; the invoice was attested by ${signer}`;
}
