import { FAULTS, type FaultRule } from "../network/fault-rules.ts";
import { refusal } from "../network/refusal.ts";
import { isInput, needPhone, optionalNumber, optionalWord } from "./read-input.ts";

const MOST_RULES = 100;
const LATEST = 8_640_000_000_000_000;

/** Reads the rules by which things go wrong. */
export function readRules(value: unknown): FaultRule[] {
  if (!Array.isArray(value) || value.length > MOST_RULES)
    throw refusal(400, "invalid", `rules must be a list of at most ${MOST_RULES}`);
  return value.map((one: unknown) => {
    if (!isInput(one)) throw refusal(400, "invalid", "a rule must be an object");
    const fault = optionalWord(one, "fault", FAULTS);
    if (!fault) throw refusal(400, "missing", "fault is needed");
    return {
      fault,
      chance: optionalNumber(one, "chance", 0, 1),
      phone: one.phone === undefined ? undefined : needPhone(one.phone),
      from: optionalNumber(one, "from", 0, LATEST),
      until: optionalNumber(one, "until", 0, LATEST),
      times: optionalNumber(one, "times", 0, 1_000_000),
      every: optionalNumber(one, "every", 100, 86_400_000),
      value: optionalNumber(one, "value", 0, 1_000_000_000),
    };
  });
}
