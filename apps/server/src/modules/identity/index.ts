export { authenticate } from "./authenticate.ts";
export type { MailText } from "./mail-layout.ts";
export { expectPerson, findVerifiedPerson, type Person, personOf } from "./person-of.ts";
export { avatarUrlOf } from "./present-profile.ts";
export { email, type Language, language, personName, zone } from "./schema.ts";
export { writeMail } from "./write-mail.ts";
