import { expect } from "chai";

import { csv } from "../../../services/gateway/queries/csv.ts";

describe("a table for spreadsheets", () => {
  it("quotes what would end a cell, and ends each row as RFC 4180 says", () => {
    expect(
      csv([
        ["a", "b,c"],
        ['d"e', "f\ng"],
      ]),
    ).to.equal('\ufeffa,"b,c"\r\n"d""e","f\ng"\r\n');
  });

  it("lets nothing be computed", () => {
    for (const formula of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
      expect(csv([[formula]]), formula).to.match(/^\ufeff"?'/);
    expect(csv([["1-1"]])).to.equal("\ufeff1-1\r\n");
  });
});
