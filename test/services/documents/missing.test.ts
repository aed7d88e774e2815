import { expect } from "chai";

import { parseDate } from "../../../services/domain/date.ts";
import { missingFor } from "../../../services/documents/missing.ts";
import { refusalOf } from "../../../services/documents/refusalOf.ts";
import { fixture, readJsonText, readXmlText, varied } from "./support.ts";

const JSON_FILE = "harbour-steel.json";
const withoutDueDate = readJsonText(varied(JSON_FILE, '"dueDate": "2027-10-29",', ""));
const dueEarly = readJsonText(varied(JSON_FILE, "2027-10-29", "2026-11-01"));
const withoutIds = readJsonText(fixture(JSON_FILE).replaceAll(/"(vat|legalId)": "[^"]*",/g, ""));

describe("documents: what an invoice lacks to become a claim", () => {
  it("is nothing for one that has a due date and two identified parties", () => {
    expect(missingFor(readXmlText(fixture("harbour-steel-ubl.xml")))).to.deep.equal([]);
  });

  it("is a due date, until one is supplied", () => {
    expect(missingFor(withoutDueDate)).to.deep.equal(["dueDate"]);
    expect(missingFor(withoutDueDate, { dueDate: parseDate("2027-01-01") })).to.deep.equal([]);
  });

  it("is a confirmation of a due date before the issue date, stated or supplied", () => {
    expect(missingFor(dueEarly)).to.deep.equal(["dueBeforeIssue"]);
    expect(missingFor(dueEarly, { dueBeforeIssue: false })).to.deep.equal(["dueBeforeIssue"]);
    expect(missingFor(dueEarly, { dueBeforeIssue: true })).to.deep.equal([]);
    expect(missingFor(withoutDueDate, { dueDate: parseDate("2026-11-01") })).to.deep.equal(["dueBeforeIssue"]);
    expect(missingFor(withoutDueDate, { dueDate: parseDate("2026-11-02") })).to.deep.equal([]);
  });

  it("does not let a supplied due date stand for the document's own", () => {
    expect(missingFor(dueEarly, { dueDate: parseDate("2027-01-01") })).to.deep.equal(["dueBeforeIssue"]);
  });

  it("is an identifier of either party; an electronic address is none", () => {
    expect(withoutIds.buyer.endpoint).to.equal("payables@kestrel-shipyards.example");
    expect(missingFor(withoutIds)).to.deep.equal(["sellerId", "buyerId"]);
    expect(missingFor(withoutIds, { buyerId: "NL827182818B01" })).to.deep.equal(["sellerId"]);
    expect(missingFor(withoutIds, { buyerId: "NL827182818B01", sellerId: "DE314159211" })).to.deep.equal([]);
  });
});

describe("documents: what rules an invoice out", () => {
  it("is a credit note before its amount, and an amount below one minor unit", () => {
    const amount = (minor: string): string => varied(JSON_FILE, '"amount": "10000000"', `"amount": "${minor}"`);
    expect(refusalOf(readJsonText(amount("1")))).to.equal(undefined);
    expect(refusalOf(readJsonText(amount("0")))).to.equal("non-positive");
    expect(refusalOf(readJsonText(amount("-1")))).to.equal("non-positive");
    expect(refusalOf(readJsonText(amount("-1").replace("380", "381")))).to.equal("credit-note");
  });
});
