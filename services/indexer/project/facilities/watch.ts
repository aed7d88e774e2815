import { projection } from "../projection.ts";
import { idOf } from "./ids.ts";

type Ground = "none" | "payment" | "margin" | "report";

export const reportFiled = projection<{ id: bigint; index: bigint }>("Facilities", "ReportFiled", {
  apply({ args: { id, index } }, { facilities }) {
    const key = { id: idOf(id) };
    facilities.change(key, { filed: facilities.get(key).filed | (1n << index) });
  },
});

export const marginCalled = projection<{ id: bigint; cureBy: bigint }>("Facilities", "MarginCalled", {
  apply({ args: { id, cureBy } }, { facilities }) {
    facilities.change({ id: idOf(id) }, { cureBy, status: "suspended" });
  },
});

export const defaultRecorded = projection<{ id: bigint; ground: Ground }>("Facilities", "DefaultRecorded", {
  apply({ args: { id, ground } }, { facilities }) {
    facilities.change({ id: idOf(id) }, { ground, status: "suspended" });
  },
});

export const cured = projection<{ id: bigint }>("Facilities", "Cured", {
  apply({ args: { id } }, { facilities }) {
    facilities.change({ id: idOf(id) }, { cureBy: 0n, ground: "none", status: "agreed" });
  },
});

export const waived = projection<{ id: bigint; until: bigint }>("Facilities", "Waived", {
  apply({ args: { id, until } }, { facilities }) {
    facilities.change({ id: idOf(id) }, { cureBy: 0n, ground: "none", waivedUntil: until, status: "agreed" });
  },
});

export const accelerated = projection<{ id: bigint }>("Facilities", "Accelerated", {
  apply({ args: { id }, at }, { facilities }) {
    facilities.change({ id: idOf(id) }, { status: "accelerated", acceleratedAt: at });
  },
});
