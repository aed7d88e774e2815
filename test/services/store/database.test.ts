import { expect } from "chai";
import { one } from "../../../services/store/rows.ts";
import { json } from "../../../services/store/parameter.ts";
import type { Database } from "../../../services/store/database.ts";
import { DatabaseError, UniqueViolation } from "../../../services/store/errors.ts";
import { eachDatabase } from "./databases.ts";
import { refusal } from "./refusal.ts";

describe("a database", () => {
  eachDatabase((name, open) => {
    let db: Database;

    before(async () => {
      db = await open();
      await db.query(
        "create table coin (id bigint primary key, owner text constraint coin_owner unique, amount numeric)",
      );
    });

    it("says which database it is", () => {
      expect(db.kind).to.equal(name);
    });

    it("reads every supported type in one form", async () => {
      const row = one(
        await db.query(`select
        true as bool, '\\x00ff'::bytea as bytea, 9007199254740993::bigint as int8, 7::int as int4, 1.5::float8 as float8,
        'text'::text as text, 'a'::char(3) as char, '{"a":[1,null]}'::jsonb as jsonb, date '2024-02-29' as date,
        timestamptz '2024-02-29 23:59:59.12+02' as instant, 79228162514264337593543950335::numeric as numeric,
        '5f0f5a9c-3a51-4b4e-9d54-0d2a7a3d4c11'::uuid as uuid, null::bigint as nothing`),
      );
      expect(row).to.deep.equal({
        bool: true,
        bytea: new Uint8Array([0, 255]),
        int8: 9007199254740993n,
        int4: 7,
        float8: 1.5,
        text: "text",
        char: "a  ",
        jsonb: { a: [1, null] },
        date: "2024-02-29",
        instant: "2024-02-29T21:59:59.120000Z",
        numeric: 79228162514264337593543950335n,
        uuid: "5f0f5a9c-3a51-4b4e-9d54-0d2a7a3d4c11",
        nothing: null,
      });
      expect(row).to.have.property("bytea").that.is.instanceOf(Uint8Array).and.is.not.instanceOf(Buffer);
    });

    it("writes parameters of every kind and reads the same back", async () => {
      const strings = ["", "NULL", null, 'a"b\\c{},', " ünïcode 票据 🧾 "];
      const row = one(
        await db.query(
          `select $1::bigint as int8, $2::text as text, $3::bool as bool, $4::bytea as bytea, $5::jsonb as jsonb,
          $6::text[] as texts, $7::bigint[] as int8s, $8::bytea[] as byteas, $9::jsonb[] as jsonbs, $10::date as date,
          $11::timestamptz as instant, $12::int as int4, $13::text as nothing, $14::int[] as none, $15::date[] as dates`,
          [
            -(2n ** 63n),
            "line\nend",
            false,
            new Uint8Array([1, 0, 2]).subarray(1),
            json(["x", { y: null }]),
            strings,
            [1n, -2n],
            [new Uint8Array(), new Uint8Array([0x22, 0x5c])],
            [json({ a: '"' }), json(null)],
            "2023-12-31",
            "2024-01-01T00:00:00+01:00",
            42,
            null,
            [],
            ["0001-01-01", "9999-12-31"],
          ],
        ),
      );
      expect(row).to.deep.equal({
        int8: -(2n ** 63n),
        text: "line\nend",
        bool: false,
        bytea: new Uint8Array([0, 2]),
        jsonb: ["x", { y: null }],
        texts: strings,
        int8s: [1n, -2n],
        byteas: [new Uint8Array(), new Uint8Array([0x22, 0x5c])],
        jsonbs: [{ a: '"' }, null],
        date: "2023-12-31",
        instant: "2023-12-31T23:00:00.000000Z",
        int4: 42,
        nothing: null,
        none: [],
        dates: ["0001-01-01", "9999-12-31"],
      });
    });

    it("refuses to read what would lose its meaning", async () => {
      const cases = {
        "numeric with a fraction": "select 1.50::numeric as v",
        "not a number": "select 'NaN'::numeric as v",
        "an endless instant": "select 'infinity'::timestamptz as v",
        "an endless date": "select '-infinity'::date as v",
        "a type without a reader": "select point(1, 2) as v",
      };
      for (const [what, sql] of Object.entries(cases)) {
        expect(await refusal(db.query(sql)), what).to.be.instanceOf(TypeError);
      }
    });

    it("runs one statement only, even without parameters", async () => {
      const error = await refusal(db.query("select 1; drop table coin"));
      expect(error).to.be.instanceOf(DatabaseError).and.have.property("sqlState", "42601");
      expect(await db.query("select 1 from coin")).to.deep.equal([]);
    });

    it("names the key of a duplicate row", async () => {
      await db.query("insert into coin values (1, 'ada', 5)");
      const error = await refusal(db.query("insert into coin values (2, 'ada', 5)"));
      expect(error).to.be.instanceOf(UniqueViolation);
      expect(error).to.include({ constraint: "coin_owner", table: "coin", sqlState: "23505" });
      expect(error).to.have.property("cause").that.is.instanceOf(Error);
      expect((error as Error).stack).to.include("database.test.ts");
    });

    it("tells the state and constraint of any other refusal", async () => {
      await db.query("create table even (n int constraint even_n check (n % 2 = 0))");
      const error = await refusal(db.query("insert into even values ($1)", [3]));
      expect(error)
        .to.be.instanceOf(DatabaseError)
        .and.include({ sqlState: "23514", constraint: "even_n", name: "DatabaseError" });
      expect(await refusal(db.query("select $1::int + $2::int", [1]))).to.have.property("name", "DatabaseError");
    });

    it("goes on after a refused statement", async () => {
      await refusal(db.query("selec"));
      expect(await db.query("select 1 as n")).to.deep.equal([{ n: 1 }]);
    });

    it("closes after what runs, and answers nothing afterwards", async () => {
      const other = await open();
      const last = other.query("select 1 as n");
      await Promise.all([other.close(), other.close()]);
      expect(await last).to.deep.equal([{ n: 1 }]);
      expect(await refusal(other.query("select 1"))).to.have.property("name", "DatabaseUnavailable");
      expect(await refusal(other.tx((q) => q.query("select 1")))).to.have.property("name", "DatabaseUnavailable");
    });
  });
});
