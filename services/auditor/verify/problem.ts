import { DomainError } from "../../domain/problem.ts";

/** A verdict's reason to fail, as whoever reads it understands it. */
export class Refused extends Error {
  override readonly name = "Refused";
}

export function must(holds: boolean, why: string): asserts holds {
  if (!holds) throw new Refused(why);
}

/** What a check's error says; anything but a refusal is a defect of ours and goes on up. */
export function reasonOf(error: unknown): string {
  if (error instanceof Refused || error instanceof DomainError) return error.message;
  throw error;
}
