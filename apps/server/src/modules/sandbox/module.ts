import { defineModule } from "../../kernel/module.ts";
import { sandboxRoutes } from "./routes.ts";

export const sandbox = defineModule({
  name: "sandbox",
  tables: ["sandbox_phones"],
  permissions: { "sandbox.use": "Use the virtual phones and customers of sandbox numbers." },
  routes: sandboxRoutes,
});
