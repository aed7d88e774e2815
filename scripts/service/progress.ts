/** Tells what is being done, so that nobody wonders in front of a still screen. */
export type Progress = (what: string) => void;

export const silently: Progress = () => undefined;

/** Lines with the seconds since the start: "  2.4 s  deploying the contracts". */
export function progressTo(write: (line: string) => void): Progress {
  const started = performance.now();
  return (what) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    write(`  ${seconds.padStart(5)} s  ${what}\n`);
  };
}
