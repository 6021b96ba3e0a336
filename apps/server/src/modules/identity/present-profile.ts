import type { PresentedProfile } from "./schema.ts";

/** A person as he sees himself. */
export function presentProfile(user: {
  id: string;
  name: string;
  email: string;
  phone: string | null;
  language: string;
  zone: string;
  avatar_id: string | null;
  operator_since: Date | null;
}): PresentedProfile {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    phone: user.phone,
    language: user.language === "en" ? "en" : "id",
    zone: user.zone,
    avatarUrl: avatarUrlOf(user.avatar_id),
    isOperator: user.operator_since !== null,
  };
}

/** Where a person's photo is served, for those who are signed in. */
export function avatarUrlOf(avatarId: string | null): string | null {
  return avatarId && `/api/v1/user/avatars/${avatarId}`;
}
