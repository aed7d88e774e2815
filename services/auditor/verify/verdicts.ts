import { must, reasonOf } from "./problem.ts";
import { QUESTIONS } from "./report.ts";
import type { Question, Verdict } from "./report.ts";

/** Collects one verdict for each question. */
export class Verdicts {
  readonly #found = new Map<Question, Verdict>();

  get all(): Verdict[] {
    return (Object.keys(QUESTIONS) as Question[]).flatMap((question) => this.#found.get(question) ?? []);
  }

  /** Whether nothing failed. */
  get hold(): boolean {
    return this.all.every(({ outcome }) => outcome !== "failed");
  }

  /** Runs a check that passes or throws. @returns what it found, nothing when it failed */
  ask<T>(question: Question, check: () => T, detail: (found: T) => string): T | undefined {
    let found: T | undefined;
    this.answer(question, () => {
      found = check();
      return { outcome: "passed", detail: detail(found) };
    });
    return this.#found.get(question)?.outcome === "failed" ? undefined : found;
  }

  /** Runs a check that may also find nothing to check. */
  answer(question: Question, check: () => Pick<Verdict, "outcome" | "detail">): void {
    try {
      this.#found.set(question, { question, ...check() });
    } catch (error) {
      this.refuse(question, reasonOf(error));
    }
  }

  refuse(question: Question, detail: string): void {
    this.#found.set(question, { question, outcome: "failed", detail });
  }

  /** What another question has found. @throws Refused when that one failed */
  need<T>(found: T | undefined, from: Question): T {
    must(found !== undefined, `cannot be told, because "${from}" failed`);
    return found;
  }
}
