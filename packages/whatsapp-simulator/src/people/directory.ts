import { chanceOf } from "../network/chance.ts";
import type { Settings } from "../network/settings.ts";
import { number, optionalText, text } from "../store/row.ts";
import type { Row, Store } from "../store/store.ts";
import { type Address, phoneDigits, type User } from "./user.ts";

const COLUMNS = "phone, lid, name, kind, registered, online, persona";

/** Everyone who has a number. People exist from their first mention; a row costs no keys. */
export class Directory {
  private readonly store: Store;
  private readonly settings: Settings;
  private readonly seed: string;
  private readonly byPhone = new Map<string, User>();
  private readonly byLid = new Map<string, User>();

  constructor(store: Store, settings: Settings, seed: string) {
    this.store = store;
    this.settings = settings;
    this.seed = seed;
  }

  /** The user of a number that is known already. */
  find(phone: string): User | undefined {
    return (
      this.byPhone.get(phone) ?? this.remember(this.store.one(`select ${COLUMNS} from users where phone = ?`, phone))
    );
  }

  /** The user of a hidden id. */
  findByLid(lid: string): User | undefined {
    return this.byLid.get(lid) ?? this.remember(this.store.one(`select ${COLUMNS} from users where lid = ?`, lid));
  }

  /** The user of a number, made on the spot when unknown numbers exist; undefined when nobody has it. */
  reach(phone: string): User | undefined {
    const known = this.find(phone);
    if (known) return known.registered ? known : undefined;
    if (!this.settings.unknownNumbersExist || !phoneDigits(phone)) return undefined;
    return this.create({ phone });
  }

  /** Makes a user, or changes the one that has the number. */
  create(change: { phone: string } & Partial<Omit<User, "lid" | "phone">>): User {
    const known = this.find(change.phone);
    const user: User = {
      phone: change.phone,
      lid: known?.lid ?? this.newLid(change.phone),
      name: change.name ?? known?.name ?? `Person ${change.phone.slice(-4)}`,
      kind: change.kind ?? known?.kind ?? "person",
      registered: change.registered ?? known?.registered ?? true,
      online: change.online ?? known?.online ?? true,
      persona: "persona" in change ? change.persona : known?.persona,
    };
    this.store.run(
      `insert into users (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?) on conflict (phone) do update set
       name = excluded.name, kind = excluded.kind, registered = excluded.registered, online = excluded.online, persona = excluded.persona`,
      user.phone,
      user.lid,
      user.name,
      user.kind,
      Number(user.registered),
      Number(user.online),
      user.persona ? JSON.stringify(user.persona) : null,
    );
    if (known) return Object.assign(known, user);
    this.byPhone.set(user.phone, user);
    this.byLid.set(user.lid, user);
    return user;
  }

  /** Who is meant by a jid; undefined when it names nobody reachable. */
  resolve(jid: string | undefined): Address | undefined {
    const match = /^(\d+)(?:_\d+)?(?::(\d+))?@(s\.whatsapp\.net|c\.us|lid)$/.exec(jid ?? "");
    if (!match?.[1]) return undefined;
    const device = Number(match[2] ?? 0);
    if (match[3] === "lid") {
      const user = this.findByLid(match[1]);
      return user?.registered ? { user, device, server: "lid" } : undefined;
    }
    const user = this.reach(match[1]);
    return user ? { user, device, server: "pn" } : undefined;
  }

  /** Forgets what is held in memory. */
  forget(): void {
    this.byPhone.clear();
    this.byLid.clear();
  }

  private remember(row: Row | undefined): User | undefined {
    if (!row) return undefined;
    const persona = optionalText(row, "persona");
    const user: User = {
      phone: text(row, "phone"),
      lid: text(row, "lid"),
      name: text(row, "name"),
      kind: row.kind === "phone" ? "phone" : "person",
      registered: number(row, "registered") === 1,
      online: number(row, "online") === 1,
      persona: persona === undefined ? undefined : JSON.parse(persona),
    };
    this.byPhone.set(user.phone, user);
    this.byLid.set(user.lid, user);
    return user;
  }

  private newLid(phone: string): string {
    for (let attempt = 0; ; attempt++) {
      const lid = String(
        100_000_000_000_000 + Math.floor(chanceOf(this.seed, "lid", phone, attempt) * 800_000_000_000_000),
      );
      if (!this.findByLid(lid)) return lid;
    }
  }
}
