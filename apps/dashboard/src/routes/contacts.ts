import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell.ts";

const sorts = ["newest", "oldest", "name"] as const;

/** What the list of people shows; it stands in the address, so that a link or a reload shows the same. */
interface ContactsSearch {
  search?: string | undefined;
  tagId?: string | undefined;
  importId?: string | undefined;
  sort?: (typeof sorts)[number] | undefined;
}

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/contacts",
  validateSearch: readFilter,
  component: lazyRouteComponent(() => import("../features/contacts/contacts-page.tsx"), "ContactsPage"),
});

const organize = createRoute({
  getParentRoute: () => shellRoute,
  path: "/contacts/organize",
  component: lazyRouteComponent(() => import("../features/contacts/organize-page.tsx"), "OrganizePage"),
});

const imports = createRoute({
  getParentRoute: () => shellRoute,
  path: "/contacts/import",
  component: lazyRouteComponent(() => import("../features/contacts/imports-page.tsx"), "ImportsPage"),
});

const oneImport = createRoute({
  getParentRoute: () => shellRoute,
  path: "/contacts/import/$id",
  validateSearch: ({ edit }: Record<string, unknown>): { edit?: "columns" | "rules" } =>
    edit === "columns" || edit === "rules" ? { edit } : {},
  component: lazyRouteComponent(() => import("../features/contacts/import-page.tsx"), "ImportPage"),
});

const person = createRoute({
  getParentRoute: () => shellRoute,
  path: "/contacts/$id",
  component: lazyRouteComponent(() => import("../features/contacts/contact-page.tsx"), "ContactPage"),
});

function readFilter(given: Record<string, unknown>): ContactsSearch {
  const sort = sorts.find((name) => name === given.sort);
  const part = (name: "search" | "tagId" | "importId") => {
    const value = given[name];
    return typeof value === "string" && value !== "" ? { [name]: value } : {};
  };
  return { ...part("search"), ...part("tagId"), ...part("importId"), ...(sort ? { sort } : {}) };
}

export const contactRoutes = [list, organize, imports, oneImport, person] as const;
