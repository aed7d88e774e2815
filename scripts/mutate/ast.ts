/** A node of the syntax tree that the compiler gives out, as far as mutations look at it. */
export interface Node {
  readonly nodeType: string;
  /** Start and length in bytes, index of the source. */
  readonly src: string;
  readonly [field: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "nodeType" in value && "src" in value;
}

/** The node in a field. @throws Error if there is none */
export function nodeIn(node: Node, field: string): Node {
  const value = node[field];
  if (!isNode(value)) throw new Error(`a ${node.nodeType} without ${field}`);
  return value;
}

export function nodesIn(node: Node, field: string): Node[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function textIn(node: Node, field: string): string {
  const value = node[field];
  return typeof value === "string" ? value : "";
}

/** Where a node stands, in bytes. */
export function spanOf(node: Node): { start: number; end: number } {
  const [start, length] = node.src.split(":").map(Number);
  if (start === undefined || length === undefined) throw new Error(`a ${node.nodeType} without a place`);
  return { start, end: start + length };
}

/** Every node below and including this one, in the order of the source. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child);
  }
}
