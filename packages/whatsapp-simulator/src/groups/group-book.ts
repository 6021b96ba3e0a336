import { randomBytes } from "node:crypto";
import { text } from "../store/row.ts";
import type { Store } from "../store/store.ts";
import type { Group } from "./group.ts";

/** All groups. */
export class GroupBook {
  private readonly store: Store;
  private readonly cached = new Map<string, Group>();
  private counter = 0;

  constructor(store: Store) {
    this.store = store;
  }

  /** A group by its jid. */
  find(id: string): Group | undefined {
    const cached = this.cached.get(id);
    if (cached) return cached;
    const row = this.store.one("select data from groups where id = ?", id);
    if (!row) return undefined;
    const group: Group = JSON.parse(text(row, "data"));
    this.cached.set(id, group);
    return group;
  }

  /** The group an invite link leads to. */
  findByInvite(code: string): Group | undefined {
    const row = this.store.one("select id from groups where invite_code = ?", code);
    return row && this.find(text(row, "id"));
  }

  /** The groups a phone is a member of. */
  of(phone: string): Group[] {
    return this.store
      .all("select group_id from group_members where phone = ? order by group_id", phone)
      .flatMap((row) => this.find(text(row, "group_id")) ?? []);
  }

  /** Every group. */
  all(): Group[] {
    return this.store.all("select id from groups order by id").flatMap((row) => this.find(text(row, "id")) ?? []);
  }

  /** The groups of a community. */
  subgroupsOf(community: string): Group[] {
    return this.all().filter((group) => group.parent === community);
  }

  /** Writes a group. */
  save(group: Group): void {
    this.store.transaction(() => {
      this.store.run(
        "insert or replace into groups values (?, ?, ?)",
        group.id,
        group.inviteCode,
        JSON.stringify(group),
      );
      this.store.run("delete from group_members where group_id = ?", group.id);
      for (const phone of Object.keys(group.members))
        this.store.run("insert into group_members values (?, ?)", phone, group.id);
    });
    this.cached.set(group.id, group);
  }

  /** True when a phone is an admin of this group; false for what is no group. */
  isAdmin(id: string, phone: string): boolean {
    const role = this.find(id)?.members[phone];
    return role === "admin" || role === "superadmin";
  }

  /** A jid that no group has. */
  newId(): string {
    return `120363${String(Date.now()).slice(-10)}${String(this.counter++ % 100).padStart(2, "0")}@g.us`;
  }

  /** An invite code that nobody can guess. */
  newInvite(): string {
    return randomBytes(16).toString("base64url");
  }

  /** Forgets what is held in memory. */
  forget(): void {
    this.cached.clear();
  }
}
