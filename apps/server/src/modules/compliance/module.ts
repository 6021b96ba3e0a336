import { defineModule } from "../../kernel/module.ts";
import { contactOptedIn, contactOptedOut } from "./events.ts";
import { onContactDeleted } from "./on-contact-deleted.ts";
import { onContactMerged } from "./on-contact-merged.ts";
import { complianceRoutes } from "./routes.ts";

export const compliance = defineModule({
  name: "compliance",
  tables: ["opt_outs"],
  permissions: {
    "compliance.view": "See what people agreed to and refused",
    "compliance.record": "Record that a person wants no messages, or wants them again",
  },
  routes: complianceRoutes,
  listeners: [onContactMerged, onContactDeleted],
  liveFacts: [contactOptedOut, contactOptedIn].map((fact) => ({ fact, permission: "compliance.view" })),
});
