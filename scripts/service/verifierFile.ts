import { fileURLToPath } from "node:url";
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import type { BuildOptions } from "esbuild";

const source = (name: string): string =>
  fileURLToPath(new URL(`../../services/auditor/verify/${name}`, import.meta.url));

const OPTIONS = {
  bundle: true,
  format: "esm",
  target: "es2023",
  platform: "neutral",
  mainFields: ["module", "main"],
  external: ["node:*"],
  charset: "utf8",
  legalComments: "inline",
  logLevel: "silent",
} as const satisfies BuildOptions;

/**
 * Makes the offline verifier: one file without dependencies, for Node and for browsers, readable as it is.
 * @returns its size in bytes
 */
export async function buildVerifier(target: string): Promise<number> {
  const { metafile } = await build({
    entryPoints: [source("main.ts")],
    outfile: target,
    ...OPTIONS,
    metafile: true,
  });
  return Object.values(metafile.outputs)[0]?.bytes ?? 0;
}

/**
 * Makes the same as a page: one file that a browser opens, without a network.
 * @returns its size in bytes
 */
export async function buildVerifierPage(target: string): Promise<number> {
  const { outputFiles } = await build({ ...OPTIONS, entryPoints: [source("page.ts")], write: false });
  const script = outputFiles
    .map(({ text }) => text)
    .join("")
    .replaceAll("</script", "<\\/script");
  const page = readFileSync(source("page.html"), "utf8").replace("/* verifier */", () => script);
  writeFileSync(target, page);
  return Buffer.byteLength(page);
}
