import type { Bundle } from "../../format/bundle.ts";
import type { StoredHistory } from "../../format/stored.ts";
import { assetSubject } from "./asset.ts";
import { claimSubject } from "./claim.ts";
import { facilitySubject } from "./facility.ts";
import { partySubject } from "./party.ts";
import type { Subject } from "./subject.ts";

/** How this bundle's subject is checked. `use` is handed one whose storage only it understands. */
export function withSubject<T>(bundle: Bundle, use: <S extends StoredHistory>(subject: Subject<S>) => T): T {
  switch (bundle.kind) {
    case "claim":
      return use(claimSubject(bundle));
    case "asset":
      return use(assetSubject(bundle));
    case "party":
      return use(partySubject(bundle));
    case "facility":
      return use(facilitySubject(bundle));
  }
}
