/** What a mail says: paragraphs, and at most one link that stands as a button. */
export interface MailText {
  language: "id" | "en";
  subject: string;
  greeting: string;
  paragraphs: string[];
  link?: { label: string; url: string };
  /** Below the link, smaller. */
  closing: string;
}

/** Lays a mail out as plain text and as HTML that any mail program shows; every text is escaped. */
export function layOutMail(mail: MailText): { subject: string; text: string; html: string } {
  const lines = [mail.greeting, ...mail.paragraphs, ...(mail.link ? [mail.link.url] : []), mail.closing, "Balas"];
  return { subject: mail.subject, text: `${lines.join("\n\n")}\n`, html: htmlOf(mail) };
}

function htmlOf(mail: MailText): string {
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;
  const button = mail.link
    ? `<p style="margin:24px 0"><a href="${escapeHtml(mail.link.url)}" style="background:#0b6b5c;color:#ffffff;` +
      `padding:12px 20px;border-radius:8px;text-decoration:none;font-weight:600;display:inline-block">` +
      `${escapeHtml(mail.link.label)}</a></p>` +
      `<p style="margin:0 0 16px;font-size:13px;color:#5c6b66;word-break:break-all">${escapeHtml(mail.link.url)}</p>`
    : "";
  return (
    `<!doctype html><html lang="${mail.language}"><head><meta charset="utf-8"><title>${escapeHtml(mail.subject)}</title></head>` +
    `<body style="margin:0;background:#f6f5f1;font-family:'Plus Jakarta Sans',system-ui,sans-serif;color:#1c2623;` +
    `font-size:16px;line-height:1.5"><div style="max-width:520px;margin:0 auto;padding:32px 16px">` +
    `<div style="background:#ffffff;border-radius:8px;padding:32px">` +
    `${[mail.greeting, ...mail.paragraphs].map(paragraph).join("")}${button}` +
    `<p style="margin:0;font-size:13px;color:#5c6b66">${escapeHtml(mail.closing)}</p></div>` +
    `<p style="margin:16px 0 0;text-align:center;font-size:13px;color:#5c6b66">Balas</p></div></body></html>`
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
