import { StoryFailed } from "./client.ts";

/** @returns what an earlier step has left in the scene. @throws StoryFailed when the steps are out of order */
export function made<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new StoryFailed(`an earlier step should have made ${what}`);
  return thing;
}
