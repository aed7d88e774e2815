import type { Address, Hash } from "../../domain/brand.ts";
import type { ChainBlock, ChainTransaction } from "./chainBlock.ts";
import type { Contract, ContractBook } from "./contractBook.ts";
import { decodeLog } from "./decodeLog.ts";
import type { Args, LedgerEvent } from "./ledgerEvent.ts";
import { TransactionContext } from "./transactionContext.ts";

/**
 * Our contracts' events of a block, in order. Accounts are learnt on the way: Parties announces an account before the
 * account says anything.
 */
export function decodeBlock(block: ChainBlock, book: ContractBook): LedgerEvent[] {
  return block.transactions.flatMap((transaction) => decodeTransaction(block, transaction, book));
}

function decodeTransaction(block: ChainBlock, transaction: ChainTransaction, book: ContractBook): LedgerEvent[] {
  const context = new TransactionContext(transaction, book);
  const place = { block: block.number, at: block.timestamp, transactionHash: transaction.hash, transaction: context };
  const events: LedgerEvent[] = [];
  for (const log of transaction.logs) {
    const contract = book.find(log.address);
    if (!contract) continue;
    const { name, args } = decodeLog(contract.name, log);
    const event = { contract, name, args: { ...args, ...learn(book, context, contract, name, args) }, ...place, log };
    events.push(event);
  }
  return events;
}

/** Takes note of what later events are read with. @returns what the event itself leaves out */
function learn(book: ContractBook, context: TransactionContext, contract: Contract, name: string, args: Args): Args {
  const { address } = contract;
  switch (`${contract.name}.${name}`) {
    case "Parties.PartyAdmitted":
      book.addAccount(args["account"] as Address, contract);
      break;
    case "PartyAccount.SignersChanged":
      book.setEpoch(address, args["epoch"] as bigint);
      break;
    case "PartyAccount.IntentDone":
      context.noteExecution(address, args["id"] as Hash);
      break;
    case "PartyAccount.IntentCancelled":
      return { epoch: book.epochOf(address) };
  }
  return {};
}
