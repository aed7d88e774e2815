import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = process.env["TALLYSTICK_CORPUS"] ?? fileURLToPath(new URL("../../../../shared/data", import.meta.url));

/** A file of the shared test data; undefined where the data is not there. */
export function corpusFile(path: string): string | undefined {
  const file = `${folder}/${path}`;
  return existsSync(file) ? file : undefined;
}

/** A file of the project's own fixtures. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/invoices/${name}`, import.meta.url));
