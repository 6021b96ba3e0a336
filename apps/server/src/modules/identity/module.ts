import { defineModule } from "../../kernel/module.ts";
import { authRoutes } from "./auth.routes.ts";
import { sendPasswordReset } from "./forgot-password.ts";
import { removeEnded } from "./outbox.ts";
import { sendMail } from "./send-mail.job.ts";
import { userRoutes } from "./user.routes.ts";

export const identity = defineModule({
  name: "identity",
  tables: [
    "users",
    "email_verifications",
    "password_resets",
    "sign_ins",
    "refresh_tokens",
    "failed_sign_ins",
    "expected_people",
    "mails",
    "api_keys",
  ],
  permissions: { "apiKeys.manage": "See, make and revoke the organization's API keys." },
  routes: [...authRoutes, ...userRoutes],
  jobs: [sendMail, sendPasswordReset],
  sweeps: [{ name: "identity.remove-ended", everySeconds: 3600, run: removeEnded }],
});
