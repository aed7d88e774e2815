import { expect } from "chai";
import { ZeroAddress, id as hashOf } from "ethers";

import { ROLES } from "../../../services/chain/roles.ts";
import { expiredParty, freeze, newcomer } from "../ClaimToken/standing.ts";
import { ZERO_HASH, euroOf } from "../support/claims.ts";
import { EUR, PartyRole, USD, deployLedger } from "../support/ledger.ts";
import type { Ledger } from "../support/ledger.ts";
import { deploy } from "../support/deployed.ts";
import { loadFixture, networkHelpers, nextBlockAt, outsider } from "../support/network.ts";
import type { Party } from "../support/party.ts";
import { expectRefusal } from "../support/refusal.ts";
import { newDay } from "./day.ts";

const REF = hashOf("deposit 1");

const mint = ({ bank, euro }: Ledger, to: string, amount: bigint, ref = REF, by: Party = bank) =>
  by.acts(euro.call("mint", to, amount, ref));

describe("Cash.mint", () => {
  it("books a deposit under the bank's reference", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, bank, euro } = ledger;
    const supply = await euro.uint("totalSupply");
    const receipt = await mint(ledger, supplier.address, 500n);
    expect(await euroOf(ledger, supplier)).to.equal(500n);
    expect(await euro.uint("totalSupply")).to.equal(supply + 500n);
    expect(await euro.flag("refUsed", REF)).to.equal(true);
    expect(euro.events(receipt, "Minted")).to.deep.equal([
      { ref: REF, bank: bank.address, to: supplier.address, amount: 500n, claim: 0n },
    ]);
    expect(euro.events(receipt, "Transfer")).to.deep.equal([{ from: ZeroAddress, to: supplier.address, value: 500n }]);
  });

  it("refuses whoever is not a settlement bank", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, governor, registrar } = ledger;
    for (const party of [supplier, governor, registrar]) {
      const act = mint(ledger, supplier.address, 1n, REF, party);
      await expectRefusal(act, "AccessManagedUnauthorized", party.address);
    }
  });

  it("refuses a bank that one key alone can act for", async () => {
    const ledger = await loadFixture(deployLedger);
    const { governor, supplier, accessManager, euro } = ledger;
    const small = await newcomer(ledger, "small bank", PartyRole.SETTLEMENT_BANK);
    await governor.acts(
      accessManager.call("grantRole", ROLES.SETTLEMENT.id, small.address, 0),
      euro.call("setDailyCap", small.address, 100n),
    );
    await expectRefusal(mint(ledger, supplier.address, 1n, REF, small), "SingleKey", small.address);
  });

  it("refuses a reference that was used before, by whatever bank and for whatever", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, buyer } = ledger;
    await mint(ledger, supplier.address, 1n);
    await expectRefusal(mint(ledger, buyer.address, 2n), "RefUsed", REF);
    expect(await euroOf(ledger, supplier)).to.equal(1n);
  });

  it("keeps the references of one currency apart from another's", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, bank, governor, dollar } = ledger;
    await mint(ledger, supplier.address, 1n);
    await governor.acts(dollar.call("setDailyCap", bank.address, 10n));
    await bank.acts(dollar.call("mint", supplier.address, 2n, REF));
    expect(await dollar.uint("balanceOf", supplier.address)).to.equal(2n);
  });

  it("refuses a deposit without reference, or of nothing", async () => {
    const ledger = await loadFixture(deployLedger);
    const { address } = ledger.supplier;
    await expectRefusal(mint(ledger, address, 1n, ZERO_HASH), "EmptyRef");
    await expectRefusal(mint(ledger, address, 0n), "ZeroAmount");
  });

  it("refuses a stranger, a frozen party, one whose check has expired, and a system contract", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, market, euro, receivables } = ledger;
    await freeze(ledger, supplier);
    const expired = await expiredParty(ledger, "expired", PartyRole.ENTERPRISE);
    const barred = [outsider(5), supplier.address, expired.address, market.address, euro.address, receivables.address];
    for (const to of barred) await expectRefusal(mint(ledger, to, 1n), "CannotReceive", to);
    await expectRefusal(mint(ledger, ZeroAddress, 1n), "ERC20InvalidReceiver", ZeroAddress);
  });
});

describe("A bank's cap of the day", () => {
  it("bounds all that the bank mints, to the minor unit", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, governor, bank, euro } = ledger;
    await newDay();
    await governor.acts(euro.call("setDailyCap", bank.address, 100n));
    await mint(ledger, supplier.address, 60n);
    const act = mint(ledger, supplier.address, 41n, hashOf("deposit 2"));
    await expectRefusal(act, "DailyCapExceeded", bank.address, 41n, 40n);
    await mint(ledger, supplier.address, 40n, hashOf("deposit 2"));
    expect(await euro.uint("capLeft", bank.address)).to.equal(0n);
  });

  it("starts anew at midnight UTC, and not a second before", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, governor, bank, euro } = ledger;
    await governor.acts(euro.call("setDailyCap", bank.address, 100n));
    const midnight = await newDay();
    await networkHelpers.time.increaseTo(midnight - 60n);
    await mint(ledger, supplier.address, 100n);
    await nextBlockAt(midnight - 1n);
    const early = mint(ledger, supplier.address, 1n, hashOf("early"));
    await expectRefusal(early, "DailyCapExceeded", bank.address, 1n, 0n);
    await nextBlockAt(midnight);
    await mint(ledger, supplier.address, 100n, hashOf("next day"));
    expect(await euroOf(ledger, supplier)).to.equal(200n);
    await expectRefusal(
      mint(ledger, supplier.address, 1n, hashOf("too much")),
      "DailyCapExceeded",
      bank.address,
      1n,
      0n,
    );
  });

  it("is nothing until the governor sets it, and may be set below what was minted", async () => {
    const ledger = await loadFixture(deployLedger);
    const { supplier, governor, bank, euro, dollar } = ledger;
    expect(await dollar.uint("capLeft", bank.address)).to.equal(0n);
    await newDay();
    await mint(ledger, supplier.address, 5n, hashOf("before"));
    const receipt = await governor.acts(euro.call("setDailyCap", bank.address, 1n));
    expect(euro.events(receipt, "DailyCapSet")).to.deep.equal([{ bank: bank.address, cap: 1n }]);
    expect(await euro.uint("capLeft", bank.address)).to.equal(0n);
    await expectRefusal(mint(ledger, supplier.address, 1n), "DailyCapExceeded", bank.address, 1n, 0n);
  });
});

describe("Cash", () => {
  it("counts in minor units of its currency", async () => {
    const { euro, dollar, accessManager, parties } = await loadFixture(deployLedger);
    expect(await euro.uint("decimals")).to.equal(2n);
    expect(await euro.text("symbol")).to.equal("EUR");
    expect(await euro.text("currency")).to.equal(EUR);
    expect(await dollar.text("currency")).to.equal(USD);
    for (const [currency, code, exponent] of [
      ["0x4a5059", "JPY", 0n],
      ["0x424844", "BHD", 3n],
    ] as const) {
      const cash = await deploy("Cash", accessManager.address, parties.address, currency, code, exponent);
      expect(await cash.uint("decimals")).to.equal(exponent);
      expect(await cash.text("name")).to.equal(`Deposits in ${code}`);
    }
  });
});
