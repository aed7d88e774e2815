import type { Node } from "./ast.ts";
import { nodeIn, nodesIn, spanOf, textIn } from "./ast.ts";

/** Bytes of the source from `start` to `end`, and what stands there instead. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The bytes of the source as text. */
export type Text = (start: number, end: number) => string;

type Operator = (node: Node, text: Text) => Edit[];

const BINARY: Readonly<Record<string, string>> = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "==": "!=",
  "!=": "==",
  "&&": "||",
  "||": "&&",
  "&": "|",
  "|": "&",
  "<<": ">>",
  ">>": "<<",
};

const ASSIGNMENT: Readonly<Record<string, string>> = { "+=": "-=", "-=": "+=", "|=": "&=", "&=": "|=" };

/** Functions of the libraries that round, or choose, in one of two ways. */
const OTHER_WAY = new Map(Object.entries({ min: "max", max: "min", Ceil: "Floor", Floor: "Ceil" }));

/** Replaces the operator between two parts of a node. */
function between(left: Node, right: Node, from: string, to: string, text: Text): Edit[] {
  const { end } = spanOf(left);
  const at = text(end, spanOf(right).start).indexOf(from);
  return at < 0 ? [] : [{ start: end + at, end: end + at + from.length, text: to }];
}

function whole(node: Node, text: string): Edit {
  return { ...spanOf(node), text };
}

const source = (node: Node, text: Text): string => text(spanOf(node).start, spanOf(node).end);

const binary: Operator = (node, text) => {
  const [from, left, right] = [
    textIn(node, "operator"),
    nodeIn(node, "leftExpression"),
    nodeIn(node, "rightExpression"),
  ];
  const to = BINARY[from];
  return to === undefined ? [] : between(left, right, from, to, text);
};

const unary: Operator = (node, text) => {
  const operator = textIn(node, "operator");
  const operand = nodeIn(node, "subExpression");
  if (operator === "!" || operator === "~" || operator === "-") return [whole(node, source(operand, text))];
  const to = operator === "++" ? "--" : operator === "--" ? "++" : undefined;
  if (to === undefined) return [];
  return [whole(node, node["prefix"] === true ? to + source(operand, text) : source(operand, text) + to)];
};

const assignment: Operator = (node, text) => {
  const [from, left, right] = [textIn(node, "operator"), nodeIn(node, "leftHandSide"), nodeIn(node, "rightHandSide")];
  const to = ASSIGNMENT[from];
  return to === undefined ? [] : between(left, right, from, to, text);
};

const conditional: Operator = (node, text) =>
  ["trueExpression", "falseExpression"].map((branch) => whole(node, `(${source(nodeIn(node, branch), text)})`));

const condition: Operator = (node) => {
  const asked = nodeIn(node, "condition");
  return [whole(asked, "true"), whole(asked, "false")];
};

const literal: Operator = (node) => {
  const value = textIn(node, "value");
  if (textIn(node, "kind") === "bool") return [whole(node, value === "true" ? "false" : "true")];
  if (textIn(node, "kind") !== "number") return [];
  return value === "0" ? [whole(node, "1")] : value === "1" ? [whole(node, "0")] : [whole(node, "1")];
};

/** A statement that is not made: a call, an assignment, a check, an event. */
const dropped: Operator = (node, text) => {
  const { start, end } = spanOf(node);
  return [{ start, end: text(end, end + 1) === ";" ? end + 1 : end, text: "{}" }];
};

const call: Operator = (node, text) => {
  const [callee, given] = [nodeIn(node, "expression"), nodesIn(node, "arguments")];
  const edits: Edit[] = [];
  const [first, second] = given;
  if (first && second && textIn(callee, "memberName") === "ceilDiv") {
    edits.push(whole(node, `(${source(first, text)}) / (${source(second, text)})`));
  }
  for (const [index, one] of given.entries()) {
    const next = given[index + 1];
    if (next && typeOf(one) === typeOf(next) && source(one, text) !== source(next, text)) {
      const kept = text(spanOf(one).end, spanOf(next).start);
      const swapped = source(next, text) + kept + source(one, text);
      edits.push({ start: spanOf(one).start, end: spanOf(next).end, text: swapped });
    }
  }
  return edits;
};

function typeOf(node: Node): string {
  const types = node["typeDescriptions"] as { typeString?: string } | undefined;
  // Where a value stands does not matter to what it can be exchanged with.
  return (types?.typeString ?? "").replace(/ (memory|storage ref|storage pointer|calldata)$/, "");
}

const member: Operator = (node, text) => {
  const name = textIn(node, "memberName");
  const to = OTHER_WAY.get(name);
  const { start, end } = spanOf(node);
  return to === undefined || !text(start, end).endsWith(name) ? [] : [{ start: end - name.length, end, text: to }];
};

const modifiers: Operator = (node) =>
  nodesIn(node, "modifiers")
    .filter((modifier) => textIn(modifier, "kind") === "modifierInvocation")
    .map((modifier) => whole(modifier, ""));

/** What can be made wrong at a node, by its type. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  BinaryOperation: binary,
  UnaryOperation: unary,
  Assignment: assignment,
  Conditional: conditional,
  IfStatement: condition,
  Literal: literal,
  ExpressionStatement: dropped,
  EmitStatement: dropped,
  RevertStatement: dropped,
  FunctionCall: call,
  MemberAccess: member,
  FunctionDefinition: modifiers,
};
