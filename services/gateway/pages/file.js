const element = (id) => document.getElementById(id);

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Of the chosen file, or what was typed; null when there is neither. */
async function sha256() {
  const [file] = element("file").files;
  if (!file) return element("sha256").value.trim().toLowerCase().replace(/^0x/, "") || null;
  if (!crypto.subtle) throw new Error("a browser hashes files on pages that came over HTTPS only");
  return hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
}

function show(isFound, said, facts) {
  const answer = element("answer");
  answer.className = isFound ? "belongs" : "unknown";
  answer.hidden = false;
  element("said").textContent = said;
  const rows = Object.entries(facts).flatMap(([name, value]) => [
    Object.assign(document.createElement("dt"), { textContent: name }),
    Object.assign(document.createElement("dd"), { textContent: value }),
  ]);
  element("facts").replaceChildren(...rows);
}

async function lookUp() {
  const hash = await sha256();
  if (hash === null) return show(false, "Choose a file, or give its SHA-256.", {});
  const answer = await fetch(`/v1/provenance/files/${encodeURIComponent(hash)}`, {
    headers: { authorization: `Bearer ${element("key").value.trim()}` },
  });
  const body = await answer.json();
  if (!answer.ok) return show(false, body.detail ?? body.title, { "SHA-256": hash });
  return show(true, "This file is the document of a claim.", {
    Claim: body.receivable,
    Status: body.status,
    "Document root": body.documentRoot,
    "Media type": body.mediaType,
    "SHA-256": body.sha256,
  });
}

element("form").addEventListener("submit", (event) => {
  event.preventDefault();
  lookUp().catch((error) => show(false, `It could not be looked up: ${error.message}`, {}));
});
