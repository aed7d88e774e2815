import { expect } from "chai";
import type { Database } from "../../../services/store/database.ts";
import { migrate } from "../../../services/store/migrate.ts";
import { one } from "../../../services/store/rows.ts";
import { eachDatabase } from "./databases.ts";
import { refusal } from "./refusal.ts";

const hash = (digit: string): string => `0x${digit.repeat(64)}`;
const address = (digit: string): string => `0x${digit.repeat(40)}`;

describe("schema core", () => {
  eachDatabase((_, open) => {
    let db: Database;

    before(async () => {
      db = await open();
      await migrate(db);
      await db.query(
        "insert into core.parties (id, account, name, country, custody) values ($1, $2, 'Ada', 'DE', 'custodial')",
        [hash("1"), address("1")],
      );
    });

    const operation = async (id: string, key: string | null, account = address("1")): Promise<void> => {
      await db.query(
        `insert into core.operations (id, account, idempotency_key, method, path, request_hash, command)
         values ($1, $2, $3, $4, $5, $6, 'register')`,
        [id, account, key, ...(key === null ? [null, null, null] : ["POST", "/v1/receivables", hash("e")])],
      );
    };
    const setStatus = (id: string, status: string): Promise<object[]> =>
      db.query("update core.operations set status = $2 where id = $1", [id, status]);

    it("numbers operations in the order of acceptance", async () => {
      await operation(hash("a"), "one");
      await operation(hash("b"), "two");
      const rows = await db.query<{ sequence: bigint }>(
        "select sequence from core.operations where id in ($1, $2) order by sequence",
        [hash("a"), hash("b")],
      );
      expect(rows.map(({ sequence }) => sequence)).to.satisfy(([a, b]: bigint[]) => (a ?? 0n) < (b ?? 0n));
    });

    it("takes an idempotency key once for an account, and again for another", async () => {
      expect(await refusal(operation(hash("c"), "one"))).to.include({
        name: "UniqueViolation",
        constraint: "operations_account_idempotency_key_key",
      });
      await operation(hash("c"), "one", address("2"));
    });

    it("takes operations re-created from the chain, which have no request, side by side", async () => {
      await operation(hash("d"), null);
      await operation(hash("e"), null);
    });

    it("walks an operation to its end and never back", async () => {
      await operation(hash("f"), "walk");
      const statuses = ["awaiting_signatures", "queued", "sent", "unknown", "done"];
      for (const status of statuses) await setStatus(hash("f"), status);
      for (const status of ["queued", "failed", "unknown", "received"]) {
        const error = await refusal(setStatus(hash("f"), status));
        expect(error, status).to.include({ sqlState: "23514", constraint: "operations_final_status" });
      }
      const { after, status } = one(
        await db.query<{ after: boolean; status: string }>(
          "select updated_at > created_at as after, status from core.operations where id = $1",
          [hash("f")],
        ),
      );
      expect({ after, status }).to.deep.equal({ after: true, status: "done" });
      await db.query("update core.operations set block = 7 where id = $1", [hash("f")]);
    });

    const refused: Record<string, [sql: string, state: string]> = {
      "an id in capitals": [
        `insert into core.keystore (address, ciphertext) values ('0x${"A".repeat(40)}', '')`,
        "23514",
      ],
      "an id of another length": [`insert into core.keystore (address, ciphertext) values ('0xab', '')`, "23514"],
      "an unknown status": [`update core.operations set status = 'finished' where id = '${hash("a")}'`, "23514"],
      "an unknown role": [
        `insert into core.users (id, party_id, name, roles) values ('u', '${hash("1")}', 'U', '{root}')`,
        "23514",
      ],
      "a user without a role": [
        `insert into core.users (id, party_id, name, roles) values ('u', '${hash("1")}', 'U', '{}')`,
        "23514",
      ],
      "a maker without a party": [`insert into core.users (id, name, roles) values ('u', 'U', '{maker}')`, "23514"],
      "a user of an unknown party": [
        `insert into core.users (id, party_id, name, roles) values ('u', '${hash("9")}', 'U', '{maker}')`,
        "23503",
      ],
      "a signer of unknown kind": [
        `insert into core.users (id, party_id, name, roles, signer) values ('u', '${hash("1")}', 'U', '{maker}', '${address("5")}')`,
        "23514",
      ],
      "a signature of an unknown operation": [
        `insert into core.signatures (operation_id, signer, signature) values ('${hash("0")}', '${address("5")}', '0x00')`,
        "23503",
      ],
      "a request without its key": [
        `insert into core.operations (id, account, method, path, request_hash, command)
         values ('${hash("2")}', '${address("1")}', 'POST', '/', '${hash("e")}', 'register')`,
        "23514",
      ],
      "a mined transaction without its block": [
        `insert into core.relay_transactions (relay, nonce, raw, hash, status)
         values ('${address("7")}', 0, '0x00', '${hash("7")}', 'mined')`,
        "23514",
      ],
    };
    for (const [what, [sql, state]] of Object.entries(refused)) {
      it(`refuses ${what}`, async () => {
        expect(await refusal(db.query(sql))).to.have.property("sqlState", state);
      });
    }

    it("gives a nonce of a relay key to one transaction only", async () => {
      const insert = "insert into core.relay_transactions (relay, nonce, raw, hash) values ($1, $2, '0x00', $3)";
      await db.query(insert, [address("8"), 0n, hash("7")]);
      expect(await refusal(db.query(insert, [address("8"), 0n, hash("8")]))).to.have.property(
        "constraint",
        "relay_transactions_pkey",
      );
      await db.query(insert, [address("9"), 0n, hash("8")]);
    });

    it("lets an operator belong to no party", async () => {
      await db.query("insert into core.users (id, name, roles) values ('root', 'Root', '{operator,auditor}')");
    });

    it("holds bytes of documents as they came", async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      await db.query(
        `insert into core.documents (root, party_id, media_type, sha256, ciphertext, tree_ciphertext)
         values ($1, $2, 'application/xml', $3, $4, $5)`,
        [hash("a"), hash("1"), hash("b"), bytes, new Uint8Array()],
      );
      const row = one(await db.query("select ciphertext, tree_ciphertext from core.documents"));
      expect(row).to.deep.equal({ ciphertext: bytes, tree_ciphertext: new Uint8Array() });
    });
  });
});
