import { parse } from "./bundle.ts";
import { malformed } from "./read.ts";

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [LIST, OBJECT, LIST_END, OBJECT_END] = [0x5b, 0x7b, 0x5d, 0x7d];
/** Longer than any item of a bundle: what is longer is refused before it is read. */
const MOST_CHARACTERS = 16 * 1024 * 1024;
/** More than a bundle has: what has more is refused before it takes the memory. */
const MOST_FIELDS = 64;
const MOST_ITEMS = 1_000_000;

/**
 * Splits the text of an object into the values of its fields as it comes, and a field that is a list into its items, so that the
 * text is never in memory as a whole. It looks at quotes, brackets, commas and colons only: whoever uses it compares what was
 * read with what came, and so finds whatever it is lenient about.
 */
export class Splitter {
  readonly #fields = Object.create(null) as Record<string, unknown>;
  #state: "before" | "name" | "value" | "items" | "listed" | "done" = "before";
  #depth = 0;
  #inString = false;
  #escaped = false;
  #held: string[] = [];
  #length = 0;
  #name = "";
  #items: unknown[] = [];
  #names = 0;

  /** @throws DomainError malformed */
  push(text: string): void {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      if (!this.#parts(text.charCodeAt(at))) continue;
      this.#hold(text.slice(from, at));
      from = at + 1;
      this.#take(text.charCodeAt(at));
    }
    this.#hold(text.slice(from));
  }

  /** The object's fields. @throws DomainError malformed unless everything that was opened is closed */
  end(): Record<string, unknown> {
    if (this.#state !== "done" || this.#length > 0) throw malformed("", "is no JSON object");
    return this.#fields;
  }

  /** Whether the character parts two things that are looked for; keeps count of brackets and quotes. */
  #parts(code: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (code === BACKSLASH) this.#escaped = true;
      else if (code === QUOTE) this.#inString = false;
      return false;
    }
    switch (code) {
      case QUOTE:
        this.#inString = true;
        return false;
      case OBJECT:
      case LIST:
        this.#depth++;
        return this.#depth === 1 || (this.#depth === 2 && code === LIST && this.#state === "value");
      case OBJECT_END:
      case LIST_END:
        return this.#depth-- === this.#level;
      case COMMA:
        return this.#depth === this.#level;
      case COLON:
        return this.#depth === 1 && this.#state === "name";
      default:
        return false;
    }
  }

  /** How deep what is looked for stands now. */
  get #level(): number {
    return this.#state === "items" ? 2 : 1;
  }

  #take(code: number): void {
    const piece = this.#held.join("");
    [this.#held, this.#length] = [[], 0];
    if (this.#items.length > MOST_ITEMS || this.#names > MOST_FIELDS)
      throw malformed("", `has more than ${MOST_FIELDS} fields, or than ${MOST_ITEMS} items in one`);
    if (code === COLON) [this.#name, this.#state, this.#names] = [String(parse(piece)), "value", this.#names + 1];
    else if (code === OBJECT) this.#state = "name";
    else if (code === LIST) [this.#items, this.#state] = [[], "items"];
    else if (this.#state === "items") {
      if (code === COMMA || piece !== "" || this.#items.length > 0) this.#items.push(parse(piece));
      if (code !== COMMA) [this.#fields[this.#name], this.#state] = [this.#items, "listed"];
    } else {
      if (this.#state === "value") this.#fields[this.#name] = parse(piece);
      this.#state = code === COMMA ? "name" : "done";
    }
  }

  #hold(text: string): void {
    if (text === "") return;
    this.#length += text.length;
    if (this.#length > MOST_CHARACTERS) throw malformed("", `has an item of more than ${MOST_CHARACTERS} characters`);
    this.#held.push(text);
  }
}
