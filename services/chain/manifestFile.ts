import { randomUUID } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { Value } from "typebox/value";

import type { Manifest } from "./manifest.ts";
import { manifestSchema } from "./manifestSchema.ts";
import { ChainError } from "./problem.ts";

/**
 * @returns undefined if there is no such file: nothing was deployed yet
 * @throws ChainError bad-manifest, naming the first thing that is wrong
 */
export async function readManifest(file: string): Promise<Manifest | undefined> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  return text === undefined ? undefined : parseManifest(text, file);
}

/** On disk, whole, before it returns: after a power cut there is the old file or the new one. */
export async function writeManifest(file: string, manifest: Manifest): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`;
  const handle = await open(draft, "wx");
  try {
    await handle.writeFile(`${JSON.stringify(manifest, undefined, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  const folder = await open(dirname(file), "r");
  await folder.sync().finally(() => folder.close());
}

function parseManifest(text: string, file: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ChainError("bad-manifest", `${file} is no JSON`, { cause });
  }
  const [problem] = Value.Errors(manifestSchema, value);
  if (problem) {
    // A member that the schema forbids is one whose schema is "false".
    const what = problem.keyword === "boolean" ? "is not known" : problem.message;
    throw new ChainError("bad-manifest", `${file}: ${problem.instancePath || "/"} ${what}`);
  }
  return value as Manifest;
}
