import { fileURLToPath } from "node:url";

import { buildVerifier } from "./service/verifierFile.ts";

const target = fileURLToPath(new URL("../dist/tallystick-verify.mjs", import.meta.url));
const bytes = await buildVerifier(target);
process.stdout.write(`${target}: ${String(bytes)} bytes\n`);
