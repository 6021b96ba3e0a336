import { chanceOf } from "./chance.ts";
import type { Clock } from "./clock.ts";
import type { EventLog } from "./event-log.ts";
import type { FaultName, FaultRule } from "./fault-rules.ts";
import type { Settings } from "./settings.ts";

/** Decides what goes wrong. Without rules, the common case, a question costs one look at an empty list. */
export class FaultBox {
  private readonly settings: Settings;
  private readonly clock: Clock;
  private readonly events: EventLog;
  private readonly seed: string;
  private readonly used = new WeakMap<FaultRule, number>();
  private readonly last = new WeakMap<FaultRule, number>();
  private asked = 0;

  constructor(parts: { settings: Settings; clock: Clock; events: EventLog; seed: string }) {
    this.settings = parts.settings;
    this.clock = parts.clock;
    this.events = parts.events;
    this.seed = parts.seed;
  }

  /** The rule by which this goes wrong now; undefined when all is well. */
  strikes(fault: FaultName, phone?: string): FaultRule | undefined {
    if (this.settings.rules.length === 0) return undefined;
    const rule = this.settings.rules.find((one) => one.fault === fault && this.applies(one, phone));
    if (!rule || chanceOf(this.seed, fault, this.asked++) >= (rule.chance ?? 1)) return undefined;
    this.used.set(rule, (this.used.get(rule) ?? 0) + 1);
    this.events.note(`fault.${fault}`, { phone, value: rule.value });
    return rule;
  }

  /** The rules for this fault whose turn it is by their `every`. */
  due(fault: FaultName): FaultRule[] {
    if (this.settings.rules.length === 0) return [];
    const now = Date.now();
    return this.settings.rules.filter((rule) => {
      if (rule.fault !== fault || rule.every === undefined || !this.applies(rule, rule.phone)) return false;
      const last = this.last.get(rule);
      if (last !== undefined && now - last < rule.every) return false;
      this.last.set(rule, now);
      // The first turn comes after the first interval.
      return last !== undefined;
    });
  }

  /** Counts a rule that was carried out by its turn. */
  count(rule: FaultRule, phone: string | undefined): void {
    this.used.set(rule, (this.used.get(rule) ?? 0) + 1);
    this.events.note(`fault.${rule.fault}`, { phone, value: rule.value });
  }

  private applies(rule: FaultRule, phone: string | undefined): boolean {
    if (rule.phone !== undefined && rule.phone !== phone) return false;
    if (rule.times !== undefined && (this.used.get(rule) ?? 0) >= rule.times) return false;
    const now = this.clock.now();
    return now >= (rule.from ?? 0) && now < (rule.until ?? Number.POSITIVE_INFINITY);
  }
}
