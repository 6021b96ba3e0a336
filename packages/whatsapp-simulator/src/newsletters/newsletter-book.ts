import { randomBytes } from "node:crypto";
import { text } from "../store/row.ts";
import type { Store } from "../store/store.ts";
import type { Newsletter } from "./newsletter.ts";

/** All channels. */
export class NewsletterBook {
  private readonly store: Store;
  private readonly cached = new Map<string, Newsletter>();

  constructor(store: Store) {
    this.store = store;
  }

  /** A channel by its jid. */
  find(id: string): Newsletter | undefined {
    const cached = this.cached.get(id);
    if (cached) return cached;
    const row = this.store.one("select data from newsletters where id = ?", id);
    if (!row) return undefined;
    const newsletter: Newsletter = JSON.parse(text(row, "data"));
    this.cached.set(id, newsletter);
    return newsletter;
  }

  /** Every channel. */
  all(): Newsletter[] {
    return this.store.all("select id from newsletters order by id").flatMap((row) => this.find(text(row, "id")) ?? []);
  }

  /** Makes a channel. */
  create(owner: string, name: string, description: string, at: number): Newsletter {
    const newsletter: Newsletter = {
      id: `1203634${String(randomBytes(6).readUIntBE(0, 6)).padStart(15, "0").slice(0, 11)}@newsletter`,
      name,
      description,
      createdAt: at,
      invite: randomBytes(12).toString("base64url"),
      picture: null,
      owner,
      admins: [owner],
      followers: [owner],
      muted: [],
      posts: [],
    };
    this.save(newsletter);
    return newsletter;
  }

  /** Writes a channel. */
  save(newsletter: Newsletter): void {
    this.store.run("insert or replace into newsletters values (?, ?)", newsletter.id, JSON.stringify(newsletter));
    this.cached.set(newsletter.id, newsletter);
  }

  /** Takes a channel away. */
  delete(id: string): void {
    this.store.run("delete from newsletters where id = ?", id);
    this.cached.delete(id);
  }

  /** Forgets what is held in memory. */
  forget(): void {
    this.cached.clear();
  }
}
