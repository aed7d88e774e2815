import { expect } from "chai";

import { Bell } from "../../../services/domain/bell.ts";

const LONG = 60_000;

describe("a bell", () => {
  it("wakes everybody who rests, at every ring", async () => {
    const bell = new Bell();
    for (let ring = 0; ring < 3; ring++) {
      const resting = [1, 2].map(() => bell.rest(LONG, bell.rung));
      bell.ring();
      await Promise.all(resting);
    }
    expect(bell.rung).to.equal(3);
  });

  it("lets nobody rest who has not seen its last ring", async () => {
    const bell = new Bell();
    const { rung } = bell;
    bell.ring();
    await bell.rest(LONG, rung);
  });

  it("lets go when the work ends, and when the time is over", async () => {
    const bell = new Bell();
    const ending = new AbortController();
    const resting = bell.rest(LONG, bell.rung, ending.signal);
    ending.abort();
    await resting;
    await bell.rest(1, bell.rung);
    expect(bell.rung).to.equal(0);
  });
});
