import { readFileSync } from "node:fs";

/**
 * Loaded into a process before anything else (`node --import`): its clock runs as many seconds ahead as the file says that
 * CLOCK_SHIFT_FILE names, whatever is written there meanwhile. The chain's time is taken from it.
 */
const file = process.env["CLOCK_SHIFT_FILE"];
const RealDate = Date;
const realNow = Date.now.bind(Date);

const shift = (): number => (file === undefined ? 0 : Number(readFileSync(file, "utf8")) * 1000);

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[]) =>
    Reflect.construct(target, args.length === 0 ? [realNow() + shift()] : args) as object,
  get: (target, name) => (name === "now" ? () => realNow() + shift() : (Reflect.get(target, name) as unknown)),
});
