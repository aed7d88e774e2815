import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { LostKeyScene } from "../lostKey/scene.ts";

/** The folder that the auditor takes home: empty at first, and nowhere near the service. */
export class OfflineScene extends LostKeyScene {
  #folder: string | undefined;

  /** Fields that the seller discloses, of all that its invoice has. */
  readonly disclosed = ["issueDate", "number", "payable"];

  get folder(): string {
    return (this.#folder ??= mkdtempSync(join(tmpdir(), "tallystick-auditor-")));
  }

  inFolder(name: string): string {
    return join(this.folder, name);
  }

  tidy(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }
}
