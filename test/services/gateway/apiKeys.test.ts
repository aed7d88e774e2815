import { randomBytes } from "node:crypto";
import { expect } from "chai";

import { actorOf, issueApiKey } from "../../../services/gateway/auth/apiKeys.ts";
import type { Database } from "../../../services/store/database.ts";
import { migrate } from "../../../services/store/migrate.ts";
import { eachDatabase } from "../store/databases.ts";

const PARTY = `0x${"ab".repeat(32)}`;
const ACCOUNT = `0x${"cd".repeat(20)}`;

describe("API keys", () => {
  eachDatabase((_name, open) => {
    let db: Database;
    before(async () => {
      db = await open();
      await migrate(db);
      await db.query(
        "INSERT INTO core.parties (id, account, name, country, custody) VALUES ($1, $2, 'Acme', 'DE', 'custodial')",
        [PARTY, ACCOUNT],
      );
      await db.query("INSERT INTO core.users (id, party_id, name, roles) VALUES ('u1', $1, 'Ann', $2)", [
        PARTY,
        ["viewer"],
      ]);
    });

    it("name the user, its roles and its party", async () => {
      const actor = await actorOf(db, await issueApiKey(db, "u1"));
      expect(actor).to.deep.include({
        userId: "u1",
        userName: "Ann",
        roles: ["viewer"],
        partyId: PARTY,
        account: ACCOUNT,
      });
    });

    it("are not kept: the database has a hash and a prefix", async () => {
      const key = await issueApiKey(db, "u1");
      const rows = await db.query<Record<string, unknown>>("SELECT * FROM core.api_keys");
      expect(JSON.stringify(rows).includes(key)).to.equal(false);
      expect(rows.some(({ prefix }) => key.startsWith(`${String(prefix)}_`))).to.equal(true);
    });

    it("stop working when revoked, and never worked when made up", async () => {
      const key = await issueApiKey(db, "u1");
      await db.query("UPDATE core.api_keys SET revoked_at = now() WHERE prefix = $1", [
        key.split("_").slice(0, 2).join("_"),
      ]);
      expect(await actorOf(db, key)).to.equal(undefined);
      expect(await actorOf(db, `tsk_${randomBytes(4).toString("hex")}_x`)).to.equal(undefined);
    });
  });
});
