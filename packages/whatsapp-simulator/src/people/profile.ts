import { text } from "../store/row.ts";
import type { Store } from "../store/store.ts";

/** What a number says of itself and whom it lets see what. */
export interface Profile {
  about: string;
  /** Epoch seconds. */
  aboutAt: number;
  /** New chats of this number disappear after so many seconds. */
  disappearing: { duration: number; at: number };
  /** WhatsApp's names of what can be hidden, and for whom it is not. */
  privacy: Record<string, string>;
  /** Phones. */
  blocked: string[];
  business: BusinessProfile | null;
  /** Prices in thousandths, as WhatsApp counts. */
  catalog: Product[];
}

/** What a business tells about itself. */
export interface BusinessProfile {
  description?: string | undefined;
  address?: string | undefined;
  email?: string | undefined;
  websites?: string[] | undefined;
  category?: string | undefined;
  hours?: { timezone: string; days: Record<string, string>[] } | undefined;
}

/** Something a business sells. */
export interface Product {
  id: string;
  name: string;
  description: string;
  price: number;
  currency: string;
  retailerId?: string | undefined;
  hidden?: boolean | undefined;
}

const PRIVACY = ["readreceipts", "profile", "status", "online", "last", "groupadd", "calladd", "messages"];

/** The profiles of all who changed anything of theirs. */
export class Profiles {
  private readonly store: Store;
  private readonly cached = new Map<string, Profile>();
  private blocks: Map<string, Set<string>> | undefined;

  constructor(store: Store) {
    this.store = store;
  }

  /** The profile of a phone; that of somebody who never changed anything when there is none. */
  of(phone: string): Profile {
    const cached = this.cached.get(phone);
    if (cached) return cached;
    const row = this.store.one("select data from profiles where phone = ?", phone);
    const profile = { ...newProfile(), ...(row ? JSON.parse(text(row, "data")) : {}) };
    if (row) this.cached.set(phone, profile);
    return profile;
  }

  /** Changes what is named. */
  change(phone: string, change: Partial<Profile>): Profile {
    const profile = { ...this.of(phone), ...change };
    this.store.run("insert or replace into profiles values (?, ?)", phone, JSON.stringify(profile));
    this.cached.set(phone, profile);
    this.blocks = undefined;
    return profile;
  }

  /** True when a phone wants nothing from another one; asked for every message, so it costs next to nothing. */
  hasBlocked(phone: string, other: string): boolean {
    this.blocks ??= this.loadBlocks();
    return this.blocks.size > 0 && (this.blocks.get(phone)?.has(other) ?? false);
  }

  /** True when others may see something of a phone. */
  shows(phone: string, what: string): boolean {
    return this.of(phone).privacy[what] !== "none";
  }

  /** Forgets what is held in memory. */
  forget(): void {
    this.cached.clear();
    this.blocks = undefined;
  }

  private loadBlocks(): Map<string, Set<string>> {
    const blocks = new Map<string, Set<string>>();
    for (const row of this.store.all("select phone from profiles where data not like '%\"blocked\":[]%'"))
      blocks.set(text(row, "phone"), new Set(this.of(text(row, "phone")).blocked));
    return blocks;
  }
}

function newProfile(): Profile {
  return {
    about: "Hey there! I am using WhatsApp.",
    aboutAt: 0,
    disappearing: { duration: 0, at: 0 },
    privacy: Object.fromEntries(PRIVACY.map((name) => [name, "all"])),
    blocked: [],
    business: null,
    catalog: [],
  };
}
