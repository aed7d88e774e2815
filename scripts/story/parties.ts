import { addMonths } from "../../services/domain/date.ts";
import type { CalendarDate } from "../../services/domain/date.ts";
import type { Json } from "./client.ts";
import { Client, expectEqual, StoryFailed } from "./client.ts";
import { makeLei } from "./identifiers.ts";

export interface StoryParty {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly maker: Client;
  /** Of a party that needs two signatures. */
  readonly checker: Client | undefined;
}

export interface NewParty {
  readonly name: string;
  readonly country: string;
  readonly roles: readonly string[];
  readonly registered?: readonly string[];
  /** Signatures needed, and users who can sign beside the maker. */
  readonly threshold?: number;
  readonly checkers?: number;
}

/** The registrar admits a party: every user who signs gets a key of its own. */
export async function admit(url: string, registrar: Client, party: NewParty, today: CalendarDate): Promise<StoryParty> {
  const checkers = Array.from({ length: party.checkers ?? 0 }, (_, at) => ({
    name: `${party.name} checker ${String(at + 1)}`,
    roles: ["checker"],
  }));
  const answer = await registrar.act("/v1/parties", {
    name: party.name,
    country: party.country,
    identifiers: [
      { scheme: "lei", value: makeLei() },
      ...(party.registered ?? []).map((value) => ({ scheme: "register", value })),
    ],
    roles: party.roles,
    kybValidUntil: addMonths(today, 12),
    threshold: party.threshold ?? 1,
    users: [{ name: `${party.name} maker`, roles: ["maker"] }, ...checkers],
  });
  expectEqual(answer["status"], "done", `admission of ${party.name}`);
  const { party: id, account } = answer["result"] as { party: string; account: string };
  const [maker, checker] = (answer["apiKeys"] as { apiKey: string }[]).map(({ apiKey }) => new Client(url, apiKey));
  if (!maker) throw new StoryFailed(`${party.name} got no API key`);
  return { id, name: party.name, account, maker, checker };
}

/** Makes an act and has the checker approve it, if the party needs that. */
export async function act({ maker, checker }: StoryParty, path: string, body: unknown = {}): Promise<Json> {
  return approved(checker, await maker.act(path, body), path);
}

/** Brings an act that waits for its second signature to its end. */
export async function approved(checker: Client | undefined, made: Json, what: string): Promise<Json> {
  const ended =
    made["status"] === "awaiting_signatures" && checker
      ? await checker.act(`/v1/operations/${String(made["id"])}/approvals`)
      : made;
  expectEqual(ended["status"], "done", what);
  return ended;
}
