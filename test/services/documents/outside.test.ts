import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";

import { expect } from "chai";

import { outsideOf } from "./outside.ts";

describe("documents: the watch on the outside world", () => {
  it("sees a file that is read", () => {
    const asked = outsideOf(() => {
      expect(() => readFileSync(import.meta.filename)).to.throw("readFileSync was called");
    });
    expect(asked).to.deep.equal(["readFileSync"]);
    expect(readFileSync(import.meta.filename).length).to.be.greaterThan(0);
  });

  it("sees a file that is read later", () => {
    let reading: Promise<unknown> = Promise.resolve();
    const asked = outsideOf(() => {
      reading = readFile(import.meta.filename);
    });
    expect(asked).to.include("FSREQPROMISE");
    return reading;
  });

  it("sees a connection", () => {
    const asked = outsideOf(() => {
      connect({ host: "127.0.0.1", port: 9 })
        .on("error", () => undefined)
        .destroy();
    });
    expect(asked).to.include("socket");
  });

  it("sees nothing where nothing is asked for", () => {
    expect(outsideOf(() => void JSON.parse("{}"))).to.deep.equal([]);
  });
});
