export { type FuzzPlan, type FuzzResult, fuzz } from "./fuzz.ts";
export type { FuzzTarget } from "./fuzz-session.ts";
export { type TestPerson, testPerson } from "./test-person.ts";
