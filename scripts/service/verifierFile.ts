import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const entry = fileURLToPath(new URL("../../services/auditor/verify/main.ts", import.meta.url));

/**
 * Makes the offline verifier: one file without dependencies, for Node and for browsers, readable as it is.
 * @returns its size in bytes
 */
export async function buildVerifier(target: string): Promise<number> {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: target,
    bundle: true,
    format: "esm",
    target: "es2023",
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["node:*"],
    charset: "utf8",
    legalComments: "inline",
    metafile: true,
    logLevel: "silent",
  });
  return Object.values(metafile.outputs)[0]?.bytes ?? 0;
}
