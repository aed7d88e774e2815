import { writeFileSync } from "node:fs";

const SHIFTED = new URL("shifted.ts", import.meta.url).href;
const DAY = 86_400;

export interface MovableClock {
  /** For the processes whose clock it is to be. */
  readonly env: { readonly CLOCK_SHIFT_FILE: string; readonly NODE_OPTIONS: string };
  readonly letPass: (days: number) => void;
}

/** A clock that runs ahead by what was let pass so far, which it keeps in `file`. */
export function movableClock(file: string): MovableClock {
  let days = 0;
  writeFileSync(file, "0");
  const options = [process.env["NODE_OPTIONS"], `--import=${SHIFTED}`].filter((option) => option !== undefined);
  return {
    env: { CLOCK_SHIFT_FILE: file, NODE_OPTIONS: options.join(" ") },
    letPass: (more) => {
      days += more;
      writeFileSync(file, String(days * DAY));
    },
  };
}

/** Makes it the clock of this process and of those that it starts from now on. */
export async function moveOwnClock({ env }: MovableClock): Promise<void> {
  Object.assign(process.env, env);
  await import(SHIFTED);
}
