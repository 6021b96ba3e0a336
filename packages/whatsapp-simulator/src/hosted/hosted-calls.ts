import type { OrderedError } from "../cloud/cloud.ts";
import type { CloudNumber, Template, Waba } from "../cloud/cloud-objects.ts";
import type { CloudSettings } from "../cloud/cloud-settings.ts";
import type { WahaSession, WahaSettings } from "../waha/waha-objects.ts";

export type { CloudNumber, CloudSettings, OrderedError, Template, Waba, WahaSession, WahaSettings };

/** A number of the Cloud API with its keys. */
export interface CloudKeys {
  id: string;
  phone: string;
  wabaId: string;
  businessId: string;
  appId: string;
  appSecret: string;
  verifyToken: string;
  token: string;
}

/** What is wished of a new number. */
export interface NewCloudNumber {
  phone?: string;
  name?: string;
  wabaId?: string;
  appId?: string;
  businessId?: string;
  appSecret?: string;
  webhookUrl?: string;
  verifyToken?: string;
  verify?: boolean;
  registered?: boolean;
  subscribed?: boolean;
}

type Caller = <Result>(method: string, path: string, body?: unknown) => Promise<Result>;

/** The admin calls for numbers whose client is an HTTP API. */
export function hostedCalls(call: Caller) {
  return {
    createCloudNumber: (wish: NewCloudNumber = {}) => call<CloudKeys>("POST", "/cloud/numbers", wish),
    cloudNumber: (id: string) => call<CloudNumber>("GET", `/cloud/numbers/${id}`),
    changeCloudNumber: (
      id: string,
      change: Partial<
        Pick<CloudNumber, "quality" | "throughput" | "registered" | "codeVerified" | "allowedRecipients">
      >,
    ) => call<CloudNumber>("PUT", `/cloud/numbers/${id}`, change),
    receiveAtCloudNumber: (id: string, message: { from: string; type: string; [part: string]: unknown }) =>
      call<{ id: string; nativeId: string }>("POST", `/cloud/numbers/${id}/receive`, message),
    changeCloudAccount: (wabaId: string, change: Partial<Pick<Waba, "dailyLimit" | "verified">>) =>
      call<Waba>("PUT", `/cloud/accounts/${wabaId}`, change),
    changeTemplate: (
      id: string,
      change: Partial<Pick<Template, "status" | "quality" | "category" | "pacing">> & { reason?: string },
    ) => call<Template>("PUT", `/cloud/templates/${id}`, change),
    orderCloudError: (order: { code: number } & Partial<Omit<OrderedError, "id" | "code">>) =>
      call<OrderedError>("POST", "/cloud/errors", order),
    changeCloudSettings: (change: Partial<CloudSettings>) => call<CloudSettings>("PUT", "/cloud/settings", change),
    waha: () => call<WahaSettings & { path: string }>("GET", "/waha"),
    changeWaha: (change: Partial<WahaSettings>) => call<WahaSettings & { path: string }>("PUT", "/waha", change),
    scanWaha: (shown: { phone: string; qr?: string; code?: string }) => call<WahaSession>("POST", "/waha/scan", shown),
    failWahaSession: (name: string) => call<WahaSession>("POST", `/waha/sessions/${name}/fail`),
    orderWahaError: (order: { path: string; status?: number; times?: number }) =>
      call<{ id: string }>("POST", "/waha/errors", order),
  };
}
