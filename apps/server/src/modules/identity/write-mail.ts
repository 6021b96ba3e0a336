import { sql } from "kysely";
import { z } from "zod";
import type { Ctx, SystemCtx } from "../../kernel/context.ts";
import type { MailText } from "./mail-layout.ts";
import { layOutMail } from "./mail-layout.ts";
import { sendMail } from "./send-mail.job.ts";

const written = z.object({ id: z.uuid() });

/** Writes a mail in this transaction, for an organization's command or for identity itself; a job sends it after commit. */
export async function writeMail(ctx: Ctx | SystemCtx, mail: { to: string } & MailText): Promise<void> {
  const { subject, text, html } = layOutMail(mail);
  // A function of the owner: role app has no right to read anyone's mail.
  const { rows } = await sql`select write_mail(${mail.to}, ${subject}, ${text}, ${html}, ${ctx.now()}) as id`.execute(
    ctx.db,
  );
  const mailId = written.parse(rows[0]).id;
  if ("enqueueSystem" in ctx) await ctx.enqueueSystem(sendMail, { mailId });
  else await ctx.enqueue(sendMail, { mailId });
}
