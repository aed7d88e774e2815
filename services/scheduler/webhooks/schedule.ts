const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds before each further attempt; after the last the event is given up at this webhook. About a day in all. */
export const RETRY_AFTER_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  6 * HOUR,
  12 * HOUR,
];

/** So many events given up one after another suspend a webhook until its owner resumes it. */
export const MOST_GIVEN_UP = 3;

/** A tenth more or less, so that many that failed together do not come back together. */
export const withJitter = (ms: number, random = Math.random()): number => Math.round(ms * (0.9 + 0.2 * random));
