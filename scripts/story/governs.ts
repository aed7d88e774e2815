import { Client } from "./client.ts";
import type { Json } from "./client.ts";
import { approved } from "./parties.ts";
import type { StoryNetwork } from "./story.ts";

/** The governor's maker acts, its checker approves. */
export async function governs({ url, credentials }: StoryNetwork, path: string, body: unknown = {}): Promise<Json> {
  const made = await new Client(url, credentials.governorMaker).act(path, body);
  return approved(new Client(url, credentials.governorChecker), made, path);
}
