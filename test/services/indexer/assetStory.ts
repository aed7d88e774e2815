import { assetIdOf, letters, shortText } from "../../../services/chain/assetId.ts";
import type { AssetId } from "../../../services/domain/brand.ts";
import { randomHash } from "../chain/acting.ts";
import type { Actor, Ledger } from "./ledger.ts";

interface Cast {
  readonly supplier: Actor;
  readonly subSupplier: Actor;
  readonly financier: Actor;
}

const FAR = 4_000_000_000n;
const PATENT = 0;
/** As in IAssets.Basis and IAssets.Stage. */
const [GRANT, EXTENSION] = [2, 5];
const [GRANTED, APPLICATION] = [0, 1];

/** Every act on assets and liens once at least. @returns the asset in which most of it happened */
export async function playAssets(ledger: Ledger, cast: Cast): Promise<AssetId> {
  const { supplier, subSupplier, financier } = cast;
  const act = (name: string, ...args: unknown[]) => ledger.call("Assets", name, ...args);
  const records = (name: string, ...args: unknown[]) => ledger.does(ledger.operator, act(name, ...args));
  const evidence = randomHash();
  const id = assetIdOf("US", "patent", "7158629");
  await ledger.does(supplier, act("register", registration("7158629", supplier, subSupplier)));
  await records("reject", id, evidence);
  await ledger.does(supplier, act("register", registration("7158629", supplier, subSupplier)));
  await records("verify", id, evidence);
  await records("recordStage", id, APPLICATION, evidence);
  await records("recordStage", id, GRANTED, evidence);
  await records("recordTerm", id, [FAR - 1n, EXTENSION, evidence]);
  await records("recordFees", id, FAR, evidence);
  await records("recordContest", id, true, evidence);
  await records("recordRestraint", id, true, evidence);
  await records("recordRestraint", id, false, evidence);

  const propose = () => ledger.does(supplier, act("propose", proposal(id, financier)));
  for (let lien = 0; lien < 5; lien++) await propose();
  await ledger.does(financier, act("withdraw", 1, evidence));
  await records("refuse", 2, evidence);
  for (const lien of [3, 4, 5]) {
    await ledger.does(subSupplier, act("consent", lien));
    await ledger.does(financier, act("consent", lien));
  }
  await records("activate", 3, entry(2));
  await records("activate", 4, entry(1));
  await records("activate", 5, entry(3));
  await ledger.does(financier, act("release", 3, evidence));
  const buyer = [[supplier.account, 1]];
  await records("enforce", 5, buyer, [], evidence);
  await ledger.does(supplier, act("transfer", id, [[subSupplier.account, 3]], evidence));
  await ledger.does(financier, act("transfer", id, [[subSupplier.account, 3]], evidence));

  const lapsed = assetIdOf("US", "patent", "1");
  await ledger.does(supplier, act("register", registration("1", supplier, subSupplier)));
  for (const name of ["expire", "invalidate", "restore"]) await records(name, lapsed, evidence);
  return id;
}

export const registration = (number: string, ...owners: Actor[]): unknown => ({
  office: letters("US"),
  kind: PATENT,
  number: shortText(number),
  stage: GRANTED,
  term: { expiresAt: FAR, termBasis: GRANT, source: randomHash() },
  feesPaidUntil: FAR,
  hasSameDayInvention: false,
  owners: owners.map(({ account }, at) => ({ account, parts: at + 1 })),
  documentRoot: randomHash(),
});

export const proposal = (asset: AssetId, lender: Actor, given: object = {}): unknown => ({
  asset,
  lienKind: 0,
  lender: lender.account,
  amount: 1_000n,
  currency: letters("EUR"),
  debtDueAt: 3_000_000_000n,
  notices: 1,
  debt: randomHash(),
  documentRoot: randomHash(),
  ...given,
});

export const entry = (sequence: number): unknown => ({
  register: shortText("USPTO"),
  number: shortText(`056731/${sequence}`),
  officialAt: 1_000n,
  sequence,
  documentHash: randomHash(),
});
