import { Type } from "typebox";

import { actorIn } from "../auth/plugin.ts";
import { recallWire } from "../commands/recalls.ts";
import type { Context } from "../context.ts";
import { answerAct } from "../operations/answer.ts";
import { reconcile } from "../queries/reconcile.ts";
import { booksAsCsv } from "../queries/reconciliationCsv.ts";
import { Books, BooksParams, BooksQuery, NewRecall } from "../schemas/reconciliation.ts";
import { act, read } from "./app.ts";
import type { App } from "./app.ts";

const tag = "cash";

const readBooks = read({
  tag,
  summary: "A day's books of one currency, for settlement banks, operators and auditors; as CSV with format=csv",
  answer: Books,
  params: BooksParams,
  query: BooksQuery,
});
const { response } = readBooks.schema;
const inBoth = {
  ...response[200].content,
  "text/csv": { schema: Type.String({ description: "the same as a table" }) },
};
const books = {
  ...readBooks,
  schema: { ...readBooks.schema, response: { ...response, 200: { ...response[200], content: inBoth } } },
};

/** Wires that are called back, and the day's books. */
export function registerReconciliationRoutes(app: App, context: Context): void {
  app.post(
    "/v1/cash/recalls",
    act({
      tag,
      summary: "A settlement bank takes back what is still there of a wire that was recalled",
      roles: ["maker"],
      body: NewRecall,
    }),
    async (request, reply) =>
      answerAct(context, request, reply, () => recallWire(context, actorIn(request), request.body)),
  );
  app.get("/v1/cash/:currency/reconciliation", books, async (request, reply) => {
    const { currency } = request.params;
    const { date, format } = request.query;
    const found = await reconcile(context, actorIn(request), currency, date);
    if (format !== "csv") return found;
    return reply
      .type("text/csv; charset=utf-8")
      .header("Content-Disposition", `attachment; filename="reconciliation-${currency}-${date}.csv"`)
      .serializer((text: unknown) => String(text))
      .send(booksAsCsv(found));
  });
}
