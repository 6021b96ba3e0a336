import { z } from "zod";
import { systemJob } from "../../kernel/jobs.ts";

/**
 * Sends a mail that waits in the outbox. Once a mail server took it, its text is removed, because the links in it open
 * accounts; without a mail server it stays for the operator, and the log says that it waits.
 */
export const sendMail = systemJob("identity.send-mail", z.object({ mailId: z.uuid() }), async (scope, { mailId }) => {
  const mail = await scope.inSystemTransaction("read a mail", (ctx) =>
    ctx.db.selectFrom("mails").selectAll().where("id", "=", mailId).where("sent_at", "is", null).executeTakeFirst(),
  );
  if (!mail) return;
  const { mailer, log } = scope.ports;
  const about = { recipientDomain: mail.recipient.split("@")[1], subject: mail.subject };
  if (!mailer.isConfigured) {
    log.info(about, "a mail waits in the operator's outbox, because no mail server is configured");
    return;
  }
  await mailer.send({ to: mail.recipient, subject: mail.subject, text: mail.text, html: mail.html });
  await scope.inSystemTransaction("note that a mail was sent", (ctx) =>
    ctx.db.updateTable("mails").set({ sent_at: ctx.now(), text: "", html: "" }).where("id", "=", mailId).execute(),
  );
  log.info(about, "a mail was sent");
});
