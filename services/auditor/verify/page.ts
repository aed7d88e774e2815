/** The verifier as a page: one file that a browser opens, also from a disk without a network. */
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "../../domain/hex.ts";
import { DomainError } from "../../domain/problem.ts";
import { utf8 } from "../../domain/utf8.ts";
import { readBundle } from "../format/bundle.ts";
import { readTrust } from "../format/trust.ts";
import { auditReport } from "./html.ts";
import { verify } from "./verify.ts";

/** As much of a browser as is used here. */
interface Picked {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
  text(): Promise<string>;
}
interface Element {
  textContent: string;
  srcdoc: string;
  hidden: boolean;
  readonly dataset: Record<string, string>;
  readonly files?: ArrayLike<Picked>;
  addEventListener(event: "change", listener: () => void): void;
}
interface Browser {
  readonly document: { readonly body: Element; getElementById(id: string): Element | null };
  readonly location: { readonly href: string };
}

const MOST_BYTES = 64 * 1024 * 1024;
const { document, location } = globalThis as unknown as Browser;

const element = (id: string): Element => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
};
const picked = (id: string): Picked | undefined => element(id).files?.[0];
const digest = (bytes: Uint8Array): string => toHex(sha256(bytes)).slice(2);

function show(result: string, said: string, page = ""): void {
  document.body.dataset["result"] = result;
  element("said").textContent = said;
  Object.assign(element("report"), { srcdoc: page, hidden: page === "" });
}

function check(bundle: string, trust: string, document_?: string): void {
  try {
    const report = verify(readBundle(bundle), readTrust(trust), document_);
    const said =
      report.result === "proven" ? "Proven: everything that could be checked holds." : "Refused: do not rely on it.";
    show(report.result, said, auditReport(report, digest(utf8(bundle))));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    show("unreadable", `Unreadable: ${error.message}`);
  }
}

async function checkPicked(): Promise<void> {
  const [bundle, trust, file] = [picked("bundle"), picked("trust"), picked("file")];
  if (!bundle || !trust) return;
  if (bundle.size > MOST_BYTES) {
    show(
      "unreadable",
      `Unreadable: the bundle has ${String(bundle.size)} bytes, and more than ${String(MOST_BYTES)} are not read`,
    );
    return;
  }
  check(await bundle.text(), await trust.text(), file && digest(new Uint8Array(await file.arrayBuffer())));
}

for (const id of ["bundle", "trust", "file"]) element(id).addEventListener("change", () => void checkPicked());

/** Served beside its files, the page checks those that its address names. */
const named = new URL(location.href).searchParams;
const [bundleUrl, trustUrl] = [named.get("bundle"), named.get("trust")];
if (bundleUrl !== null && trustUrl !== null) {
  const text = async (url: string): Promise<string> => (await fetch(url)).text();
  check(await text(bundleUrl), await text(trustUrl));
}
