import type { Hash } from "../../../domain/brand.ts";
import { projection } from "../projection.ts";
import { appendToSubject, needSubject } from "../subjectHistory.ts";

export const revoked = projection<{ subject: Hash; seq: bigint; intent: Hash; id: Hash; reason: Hash }>(
  "Attestations",
  "Revoked",
  {
    need(event, mirror) {
      needSubject(event, mirror);
      mirror.attestations.need({ id: event.args.id });
    },
    apply(event, mirror) {
      const { args, block, at } = event;
      appendToSubject(event, mirror);
      const revocation = { revokedBlock: block, revokedAt: at, revokeReason: args.reason };
      mirror.attestations.change({ id: args.id }, revocation);
    },
  },
);
