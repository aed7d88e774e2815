import { addDays, daysBetween, parseDate } from "./date.ts";
import type { CalendarDate } from "./date.ts";

const EPOCH = parseDate("1970-01-01");

/** Contracts count days from 1970-01-01. */
export const dayNumber = (day: CalendarDate): number => daysBetween(EPOCH, day);

export const dayOfNumber = (number: bigint | number): CalendarDate => addDays(EPOCH, Number(number));
