/** The error that `work` is expected to end with. */
export async function refusal(work: Promise<unknown>): Promise<unknown> {
  let result: unknown;
  try {
    result = await work;
  } catch (error) {
    return error;
  }
  throw new Error("expected a refusal, got a result", { cause: result });
}
