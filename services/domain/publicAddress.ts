import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Ranges of the IANA special-purpose registries that no public server answers at (RFC 6890 and its updates). */
const NOT_PUBLIC_IPV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/** Inside 2000::/3, outside of which nothing is public: protocol assignments, documentation, 6to4 (hides an IPv4 address). */
const NOT_PUBLIC_IPV6 = ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"];

const listOf = (ranges: readonly string[], family: "ipv4" | "ipv6"): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", bits = ""] = range.split("/");
    list.addSubnet(network, Number(bits), family);
  }
  return list;
};

const refusedIpv4 = listOf(NOT_PUBLIC_IPV4, "ipv4");
const refusedIpv6 = listOf(NOT_PUBLIC_IPV6, "ipv6");
const unicastIpv6 = listOf(["2000::/3"], "ipv6");
const loopbackIpv4 = listOf(["127.0.0.0/8"], "ipv4");
const loopbackIpv6 = listOf(["::1/128"], "ipv6");

/** Whether an IP address is one of the public internet; an address that embeds another (mapped, translated) never is. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !refusedIpv4.check(address, "ipv4");
  return isIPv6(address) && unicastIpv6.check(address, "ipv6") && !refusedIpv6.check(address, "ipv6");
}

/** Whether an IP address is this very machine. */
export function isLoopbackAddress(address: string): boolean {
  if (isIPv4(address)) return loopbackIpv4.check(address, "ipv4");
  return isIPv6(address) && loopbackIpv6.check(address, "ipv6");
}
