import { fileURLToPath } from "node:url";

import { buildVerifier, buildVerifierPage } from "./service/verifierFile.ts";

const TARGETS = { "tallystick-verify.mjs": buildVerifier, "tallystick-verify.html": buildVerifierPage } as const;

for (const [name, build] of Object.entries(TARGETS)) {
  const target = fileURLToPath(new URL(`../dist/${name}`, import.meta.url));
  const bytes = await build(target);
  process.stdout.write(`${target}: ${String(bytes)} bytes\n`);
}
