import { Client } from "../client.ts";
import type { KeyHolder } from "../keyHolder.ts";
import { Scene } from "../tokenise/scene.ts";
import { made } from "../made.ts";

/** What the steps of the lost key share beside the claim's own scene. */
export class LostKeyScene extends Scene {
  #owner: KeyHolder | undefined;
  #thief: KeyHolder | undefined;
  #recovery: string | undefined;

  get registrar(): Client {
    return new Client(this.network.url, this.network.credentials.registrar);
  }

  /** The financier, with the key that it signs with. */
  get owner(): KeyHolder {
    return made(this.#owner, "the financier's own key");
  }

  set owner(owner: KeyHolder) {
    this.#owner = owner;
  }

  get thief(): KeyHolder {
    return made(this.#thief, "the thief");
  }

  set thief(thief: KeyHolder) {
    this.#thief = thief;
  }

  /** The recovery's path in the API. */
  get recovery(): string {
    return made(this.#recovery, "the recovery");
  }

  set recovery(path: string) {
    this.#recovery = path;
  }

  get party(): string {
    return `/v1/parties/${this.cast.financier.id}`;
  }

  /** The financier's one user, with its API keys, as the registrar sees it. */
  async user(): Promise<{ readonly id: string; readonly apiKeys: readonly { readonly id: string }[] }> {
    const { items } = (await this.registrar.get(`/v1/users?party=${this.cast.financier.id}`)) as {
      items: { id: string; apiKeys: { id: string }[] }[];
    };
    const [user] = items;
    return made(user, "the financier's user");
  }
}
