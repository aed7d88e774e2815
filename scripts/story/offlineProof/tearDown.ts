import { readdirSync } from "node:fs";

import { expectEqual, StoryFailed } from "../client.ts";
import type { Told } from "../story.ts";
import type { OfflineScene } from "./scene.ts";

/** The operator is gone, with its chain, its database and its keys. */
export async function tearDown(scene: OfflineScene): Promise<Told> {
  const { network } = scene;
  if (!network.end) throw new StoryFailed("this story ends its service: it is told on a network of its own only");
  await network.end();
  const answers = await fetch(`${network.url}/health`, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    () => false,
  );
  expectEqual(answers, false, "whether the service still answers");
  const files = readdirSync(scene.folder).sort();
  const taken = ["access-log.json", "bundle.json", "checkpoint.json", "tallystick-verify.mjs", "trust.json"];
  expectEqual(files, taken, "the auditor's folder");
  return {
    title: "The service is stopped and its home deleted: chain, database and keys are gone",
    lines: [`nothing answers at ${network.url} any more; what is left is ${files.join(", ")}`],
    data: { files },
  };
}
