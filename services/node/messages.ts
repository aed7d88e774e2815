import type { RefusalCode } from "./refusal.ts";

/** What the node's process tells the one that started it. */
export type NodeMessage =
  | { readonly kind: "log"; readonly line: string }
  | { readonly kind: "ready"; readonly url: string }
  | { readonly kind: "refused"; readonly code: RefusalCode; readonly message: string };
