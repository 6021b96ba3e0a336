import { z } from "zod";
import { route } from "../../kernel/route.ts";
import { accessSession } from "./access-session.ts";
import { deleteSession, logOutSession, restartSession, startSession, stopSession } from "./ask-session.ts";
import { createSession } from "./create-session.ts";
import { listActivity } from "./list-activity.ts";
import { listSessions } from "./list-sessions.ts";
import { presentSession } from "./present-session.ts";
import { readQr } from "./read-qr.ts";
import {
  activityAnswer,
  createSessionBody,
  qrAnswer,
  sessionAnswer,
  sessionList,
  sessionParams,
  updateSessionBody,
} from "./schema.ts";
import { updateSession } from "./update-session.ts";

const tag = "WhatsApp Sessions";
const params = sessionParams;
const response = sessionAnswer;

export const routes = [
  route({
    method: "GET",
    path: "/sessions",
    permission: "sessions.view",
    tag,
    summary: "List the numbers",
    response: sessionList,
    run: (ctx) => listSessions(ctx),
  }),
  route({
    method: "POST",
    path: "/sessions",
    permission: "sessions.pair",
    tag,
    summary: "Add a number and start its pairing",
    body: createSessionBody,
    response,
    status: 201,
    run: async (ctx, { body }) => presentSession(await createSession(ctx, body), ctx.actor),
  }),
  route({
    method: "GET",
    path: "/sessions/:id",
    permission: "sessions.view",
    tag,
    summary: "Show a number and its status",
    params,
    response,
    run: async (ctx, { params: { id } }) => presentSession(await accessSession(ctx, id), ctx.actor),
  }),
  route({
    method: "PUT",
    path: "/sessions/:id",
    permission: "sessions.manage",
    tag,
    summary: "Change name, description or speed profile",
    params,
    body: updateSessionBody,
    response,
    run: async (ctx, { params: { id }, body }) => presentSession(await updateSession(ctx, id, body), ctx.actor),
  }),
  route({
    method: "DELETE",
    path: "/sessions/:id",
    permission: "sessions.delete",
    tag,
    summary: "Unlink and remove a number; its messages stay",
    params,
    run: async (ctx, { params: { id } }) => {
      await deleteSession(ctx, id);
      return undefined;
    },
  }),
  route({
    method: "GET",
    path: "/sessions/:id/qr",
    permission: "sessions.pair",
    tag,
    summary: "Read the QR code that is shown now",
    params,
    response: qrAnswer,
    run: (ctx, { params: { id } }) => readQr(ctx, id),
  }),
  route({
    method: "GET",
    path: "/sessions/:id/activity",
    permission: "sessions.view",
    tag,
    summary: "List what happened to a number",
    params,
    response: z.object({ items: z.array(activityAnswer) }),
    run: (ctx, { params: { id } }) => listActivity(ctx, id),
  }),
  route({
    method: "POST",
    path: "/sessions/:id/start",
    permission: "sessions.manage",
    tag,
    summary: "Bring a number online, or show a new QR code",
    params,
    response,
    status: 202,
    run: async (ctx, { params: { id } }) => presentSession(await startSession(ctx, id), ctx.actor),
  }),
  route({
    method: "POST",
    path: "/sessions/:id/stop",
    permission: "sessions.manage",
    tag,
    summary: "Take a number offline and keep its pairing",
    params,
    response,
    status: 202,
    run: async (ctx, { params: { id } }) => presentSession(await stopSession(ctx, id), ctx.actor),
  }),
  route({
    method: "POST",
    path: "/sessions/:id/restart",
    permission: "sessions.manage",
    tag,
    summary: "Connect a number again",
    params,
    response,
    status: 202,
    run: async (ctx, { params: { id } }) => presentSession(await restartSession(ctx, id), ctx.actor),
  }),
  route({
    method: "POST",
    path: "/sessions/:id/logout",
    permission: "sessions.pair",
    tag,
    summary: "Unlink the device and forget the pairing",
    params,
    response,
    status: 202,
    run: async (ctx, { params: { id } }) => presentSession(await logOutSession(ctx, id), ctx.actor),
  }),
];
