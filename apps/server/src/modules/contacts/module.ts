import { defineModule } from "../../kernel/module.ts";
import { checkImport } from "./check-import.job.ts";
import { contactRoutes } from "./contact-routes.ts";
import { eraseField } from "./erase-field.job.ts";
import { contactCreated, contactDeleted, contactMerged, contactUpdated, importProgressed } from "./events.ts";
import { fieldRoutes } from "./field-routes.ts";
import { forgetUploads } from "./forget-uploads.sweep.ts";
import { importRoutes } from "./import-routes.ts";
import { runImport } from "./run-import.job.ts";
import { tagRoutes } from "./tag-routes.ts";

export const contacts = defineModule({
  name: "contacts",
  tables: [
    "contacts",
    "contact_identities",
    "tags",
    "contact_tags",
    "custom_fields",
    "imports",
    "import_rows",
    "import_contacts",
  ],
  permissions: {
    "contacts.view": "See people, tags and imports",
    "contacts.edit": "Add people, change and tag them",
    "contacts.delete": "Delete people",
    "contacts.organize": "Change and remove tags and custom fields",
    "contacts.import": "Import people from files",
  },
  routes: [...contactRoutes, ...tagRoutes, ...fieldRoutes, ...importRoutes],
  jobs: [eraseField, checkImport, runImport],
  sweeps: [forgetUploads],
  liveFacts: [contactCreated, contactUpdated, contactDeleted, contactMerged, importProgressed].map((fact) => ({
    fact,
    permission: "contacts.view",
  })),
});
