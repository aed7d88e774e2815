import type { Client } from "../client.ts";
import { StoryFailed } from "../client.ts";

/** The very bytes: a bundle has one writing. */
export async function download(url: string, { apiKey }: Client, path: string): Promise<string> {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${apiKey}` } });
  const text = await answer.text();
  if (answer.status !== 200) throw new StoryFailed(`GET ${path}: ${String(answer.status)} ${text}`);
  return text;
}
