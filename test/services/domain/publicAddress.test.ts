import { expect } from "chai";
import fc from "fast-check";

import { isLoopbackAddress, isPublicAddress } from "../../../services/domain/publicAddress.ts";

const PRIVATE = [
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.8",
  "192.168.1.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "::ffff:a00:1",
  "64:ff9b::a00:1",
  "64:ff9b:1::1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:a00:1::",
  "3fff::1",
  "5f00::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fe80::1%eth0",
  "ff02::1",
  "localhost",
  "2130706433",
  "",
];
const PUBLIC = ["1.1.1.1", "8.8.8.8", "100.63.255.255", "172.32.0.1", "192.167.0.1", "2606:4700::1111", "2a00:1450::1"];

describe("public addresses", () => {
  for (const address of PRIVATE) {
    it(`${address === "" ? "nothing" : address} is none`, () => {
      expect(isPublicAddress(address)).to.equal(false);
    });
  }
  for (const address of PUBLIC) {
    it(`${address} is one`, () => {
      expect(isPublicAddress(address)).to.equal(true);
    });
  }

  it("no IPv4 address is public in an IPv6 disguise", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom("::ffff:", "::", "64:ff9b::", "::ffff:0:"), (address, prefix) => {
        expect(isPublicAddress(prefix + address)).to.equal(false);
      }),
    );
  });

  it("loopback is this machine only", () => {
    expect(["127.0.0.1", "127.9.9.9", "::1"].map(isLoopbackAddress)).to.deep.equal([true, true, true]);
    expect(["10.0.0.1", "::2", "128.0.0.1", "localhost"].map(isLoopbackAddress)).to.deep.equal(Array(4).fill(false));
  });
});
