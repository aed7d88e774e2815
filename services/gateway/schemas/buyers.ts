import { Type } from "typebox";

import { Id } from "./common.ts";

export const Buyers = Type.Optional(
  Type.Array(Id, {
    maxItems: 50,
    uniqueItems: true,
    description: "who may take it; nobody named: every financier",
  }),
);
