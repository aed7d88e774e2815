import { refusal } from "./problem.ts";
import type { XmlElement } from "./xml.ts";

/** An element, where it stands, and the namespaces in which names below it count. */
export interface Place {
  readonly element: XmlElement;
  /** Local names from the root, with a 1-based index where a name may repeat: `Invoice/InvoiceLine[2]/ID`. */
  readonly path: string;
  readonly vocabulary: ReadonlySet<string>;
}

interface Step {
  readonly names: readonly string[];
  readonly repeats: boolean;
  readonly condition?: { readonly attribute?: string; readonly path?: Path; readonly value: string };
}

export interface Path {
  readonly steps: readonly Step[];
  /** Several values at this path must be equal. */
  readonly agree: boolean;
}

const STEP = /^([\w|-]+)(\*?)(?:\[(@?)([\w/]+)=(\w+)\])?$/;

/**
 * A path of child elements by local name. A step is `Name` (at most one), `Name*` (any number), `Old|New` (either name), and may end in
 * `[Child/Name=value]` or `[@attribute=value]` (only elements where that holds, in whatever capitals).
 * A leading `=` says that all values found must be equal; else the first one counts.
 */
export function path(text: string): Path {
  const agree = text.startsWith("=");
  const steps = text.slice(agree ? 1 : 0).split(/\/(?![^[]*\])/);
  return { agree, steps: steps.map(stepOf) };
}

function stepOf(step: string): Step {
  const [, names, star, at, name, value] = STEP.exec(step) ?? [];
  if (names === undefined) throw new TypeError(`not a step of a path: ${step}`);
  const base = { names: names.split("|"), repeats: star === "*" };
  if (name === undefined || value === undefined) return base;
  return { ...base, condition: at === "@" ? { attribute: name, value } : { path: path(name), value } };
}

/**
 * Every element at a path, in document order.
 *
 * @throws DomainError duplicate-field where a step that allows one element finds more: readers disagree on which one counts
 */
export function find(from: Place, { steps }: Path): Place[] {
  return steps.reduce<Place[]>((places, step) => places.flatMap((place) => childrenAt(place, step)), [from]);
}

/**
 * The first place with a text at the first of the paths that has one.
 *
 * @throws DomainError duplicate-field, unexpected-element
 */
export function first(from: Place, paths: readonly Path[]): Place | undefined {
  for (const candidate of paths) {
    const places = find(from, candidate).filter((place) => textOf(place) !== undefined);
    const [found] = places;
    if (!found) continue;
    const other = candidate.agree ? places.find((place) => textOf(place) !== textOf(found)) : undefined;
    if (other) throw refusal("duplicate-field", "this element says otherwise than an earlier one", other.path);
    return found;
  }
  return undefined;
}

/**
 * The text of a leaf element with white space collapsed; undefined if nothing remains.
 *
 * @throws DomainError unexpected-element
 */
export function textOf({ element, path: at }: Place): string | undefined {
  if (element.children.length > 0) throw refusal("unexpected-element", "the value holds an element", at);
  const text = element.text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");
  return text === "" ? undefined : text;
}

function childrenAt(parent: Place, step: Step): Place[] {
  const { vocabulary } = parent;
  const named = parent.element.children.filter(({ uri, local }) => step.names.includes(local) && vocabulary.has(uri));
  const places = named.map((element, at) => {
    const index = step.repeats || named.length > 1 ? `[${at + 1}]` : "";
    return { element, path: `${parent.path}/${element.local}${index}`, vocabulary };
  });
  const matching = places.filter((place) => holds(place, step.condition));
  const [, second] = matching;
  if (second && !step.repeats) throw refusal("duplicate-field", "this element may occur once", second.path);
  return matching;
}

function holds(place: Place, condition: Step["condition"]): boolean {
  if (!condition) return true;
  const values = condition.path
    ? find(place, condition.path).map(textOf)
    : [place.element.attributes.get(condition.attribute ?? "")];
  return values.some((value) => value?.toUpperCase() === condition.value.toUpperCase());
}
