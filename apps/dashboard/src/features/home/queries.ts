import { queryOptions } from "@tanstack/react-query";
import { get } from "../../api/request.ts";

export const stepNames = ["connect_number", "send_test", "import_contacts", "invite_team", "launch_campaign"] as const;
export type StepName = (typeof stepNames)[number];

export interface OnboardingStep {
  name: string;
  done: boolean;
  at?: string | null;
}

/** What of the set-up is really done, from the data itself and not from clicks. */
export const onboardingQuery = queryOptions({
  queryKey: ["onboarding"],
  queryFn: () => get<{ steps: OnboardingStep[] }>("/organization/onboarding"),
});
