import { createTransport } from "nodemailer";

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html?: string;
}

export interface Mailer {
  /** False when mails only reach the operator's outbox page. */
  isConfigured: boolean;
  /** Hands the mail to the mail server; rejects when it was not taken, so that the job is tried again. */
  send(mail: Mail): Promise<void>;
}

/** Sends by SMTP when a server is configured; otherwise sending is a no-op because the outbox keeps every mail anyway. */
export function createMailer(smtpUrl: string | undefined, from: string): Mailer {
  if (!smtpUrl) return { isConfigured: false, send: async () => {} };
  const transport = createTransport(smtpUrl);
  return {
    isConfigured: true,
    async send(mail) {
      await transport.sendMail({ from, ...mail });
    },
  };
}
