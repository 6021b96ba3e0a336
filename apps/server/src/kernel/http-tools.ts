import type { FastifyReply, FastifyRequest } from "fastify";
import { invalid } from "./errors.ts";
import type { HttpTools } from "./route.ts";

/** Gives a command the little of HTTP it may need, without the library behind it. */
export function httpTools(request: FastifyRequest, reply: FastifyReply, publicUrl: string): HttpTools {
  const cookieOptions = { path: "/", httpOnly: true, sameSite: "lax", secure: publicUrl.startsWith("https:") } as const;
  return {
    ip: request.ip,
    userAgent: request.headers["user-agent"] ?? "",
    cookie: (name) => request.cookies[name],
    setCookie: (name, value, { maxAge }) => {
      reply.setCookie(name, value, { ...cookieOptions, ...(maxAge === undefined ? {} : { maxAge }) });
    },
    clearCookie: (name) => {
      reply.clearCookie(name, cookieOptions);
    },
    header: (name) => {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    },
    async *files() {
      if (!request.isMultipart()) throw invalid("multipart_expected");
      for await (const part of request.files()) {
        yield { fieldName: part.fieldname, fileName: part.filename, mediaType: part.mimetype, stream: part.file };
      }
    },
  };
}
