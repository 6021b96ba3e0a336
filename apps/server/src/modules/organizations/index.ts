export { createGatekeeper } from "./gatekeeper.ts";
export { accessMember, readMemberNames } from "./members.ts";
export { readOrganizationSettings } from "./organization.ts";
export { permissionsOf, type RoleName, roleName } from "./roles.ts";
