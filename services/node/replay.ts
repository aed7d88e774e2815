import type { Engine, MinedBlock } from "./engine/engine.ts";
import type { Hex } from "./hex.ts";
import { checkPins } from "./journal/pins.ts";
import { readRecords } from "./journal/reader.ts";
import type { BlockRecord, HeaderRecord, JournalRecord, SealedRecord } from "./journal/record.ts";
import { messageOf, NodeRefusal } from "./refusal.ts";

/** Rebuilds the chain from its journal, block by block, and holds it to every hash recorded there. */
export class Replay {
  readonly #engine: Engine;
  readonly #expected: HeaderRecord;
  head: MinedBlock;
  blocks = 0;
  transactions = 0;
  /** Offset after the last good record; 0 until there is one. */
  end = 0;
  /** True while the head stands in the journal without its hash: writing that was cut off. */
  headUnsealed = false;

  constructor(engine: Engine, genesis: MinedBlock, expected: HeaderRecord) {
    this.#engine = engine;
    this.head = genesis;
    this.#expected = expected;
  }

  /** @throws NodeRefusal `journal-mismatch`, `journal-corrupt`, `head-mismatch`. */
  async run(path: string): Promise<void> {
    for await (const { record, line, end } of readRecords(path)) {
      await this.#take(record, `${path}, line ${line}`);
      this.end = end;
    }
  }

  async #take(record: JournalRecord, where: string): Promise<void> {
    if (record.kind === "header" && this.end === 0) checkPins(record, this.#expected);
    else if (record.kind === "block" && this.end > 0 && !this.headUnsealed) await this.#mine(record, where);
    else if (record.kind === "sealed" && this.headUnsealed) this.#compare(record, where);
    else throw corrupt(where, `a "${record.kind}" record cannot stand here`);
  }

  async #mine(block: BlockRecord, where: string): Promise<void> {
    const next = this.head.number + 1;
    if (block.number !== next) throw corrupt(where, `block ${block.number} stands where block ${next} belongs`);
    try {
      for (const raw of block.transactions) await this.#engine.offer(raw as Hex);
      this.head = await this.#engine.mine(block.timestamp);
    } catch (cause) {
      throw corrupt(where, `block ${block.number} cannot be mined again: ${messageOf(cause)}`, cause);
    }
    this.headUnsealed = true;
    this.blocks += 1;
    this.transactions += block.transactions.length;
  }

  #compare(sealed: SealedRecord, where: string): void {
    const { number, hash } = this.head;
    if (sealed.number !== number) throw corrupt(where, `the hash of block ${sealed.number} follows block ${number}`);
    if (sealed.hash !== hash) {
      const values = `the journal has ${sealed.hash}, replaying it gives ${hash}`;
      throw new NodeRefusal("head-mismatch", `${where}: block ${number} differs: ${values}`);
    }
    this.headUnsealed = false;
  }
}

function corrupt(where: string, what: string, cause?: unknown): NodeRefusal {
  return new NodeRefusal("journal-corrupt", `${where}: ${what}; restore the journal from a copy`, { cause });
}
