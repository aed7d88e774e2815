import type { Queries } from "../../store/database.ts";
import type { ChainBlock } from "../decode/chainBlock.ts";
import type { ContractBook } from "../decode/contractBook.ts";
import type { LedgerEvent } from "../decode/ledgerEvent.ts";

/** Keeps blocks and our contracts' logs as the node gave them, and the calldata that may hold signatures. */
export async function keepRaw(
  queries: Queries,
  blocks: readonly ChainBlock[],
  events: readonly LedgerEvent[],
  book: ContractBook,
): Promise<void> {
  await queries.query(
    "insert into blocks (number, hash, timestamp) select * from unnest($1::int8[], $2::text[], $3::int8[])",
    [blocks.map(({ number }) => number), blocks.map(({ hash }) => hash), blocks.map(({ timestamp }) => timestamp)],
  );
  if (events.length === 0) return;
  await keepLogs(queries, events);
  await keepCalls(queries, blocks, events, book);
}

async function keepLogs(queries: Queries, events: readonly LedgerEvent[]): Promise<void> {
  await queries.query(
    `insert into logs (block, index, address, topics, data, transaction_hash, position)
     select block, index, address, string_to_array(topics, ' '), data, transaction_hash, position
     from unnest($1::int8[], $2::int4[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int4[])
       as log (block, index, address, topics, data, transaction_hash, position)`,
    [
      events.map(({ block }) => block),
      events.map(({ log }) => log.index),
      events.map(({ log }) => log.address),
      // SQL arrays of arrays are rectangular, and topics are not.
      events.map(({ log }) => log.topics.join(" ")),
      events.map(({ log }) => log.data),
      events.map(({ transactionHash }) => transactionHash),
      events.map(({ log }) => log.position),
    ],
  );
}

async function keepCalls(
  queries: Queries,
  blocks: readonly ChainBlock[],
  events: readonly LedgerEvent[],
  book: ContractBook,
): Promise<void> {
  const ours = new Set(events.map(({ transactionHash }) => transactionHash));
  const kept = blocks.flatMap(({ number, transactions }) =>
    transactions.flatMap(({ hash, call }) => {
      const name = call && book.find(call.recipient)?.name;
      const mayCarryIntents = name === "Relay" || name === "PartyAccount";
      return call && mayCarryIntents && ours.has(hash) ? [{ number, hash, ...call }] : [];
    }),
  );
  if (kept.length === 0) return;
  await queries.query(
    `insert into transactions (block, hash, recipient, input)
     select * from unnest($1::int8[], $2::text[], $3::text[], $4::text[])`,
    [
      kept.map(({ number }) => number),
      kept.map(({ hash }) => hash),
      kept.map(({ recipient }) => recipient),
      kept.map(({ input }) => input),
    ],
  );
}
