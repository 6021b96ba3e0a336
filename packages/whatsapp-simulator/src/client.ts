import type { AccountSetting } from "./app-state/settings-of-account.ts";
import type { CallState } from "./calls/call-board.ts";
import type { Group } from "./groups/group.ts";
import { hostedCalls } from "./hosted/hosted-calls.ts";
import type { MessageDetails } from "./messages/message-details.ts";
import type { NetworkEvent } from "./network/event-log.ts";
import type { Faults, Persona, Settings } from "./network/settings.ts";
import type { Newsletter } from "./newsletters/newsletter.ts";
import type { Profile } from "./people/profile.ts";

export type { Faults, MessageDetails, NetworkEvent, Persona, Settings };

/** A virtual phone and the clients linked to it. */
export interface PhoneState {
  phone: string;
  lid: string;
  name: string;
  offline: boolean;
  refuseCode: number | null;
  newChatLimit: number | null;
  companions: { device: number; pairedAt: number; connected: boolean; waiting: number }[];
}

/** A virtual person. */
export interface PersonState {
  phone: string;
  lid: string;
  name: string;
  kind: "person" | "phone";
  registered: boolean;
  online: boolean;
  persona: Persona;
}

/** A message as one phone holds it, decrypted. */
export interface HeldMessage {
  seq: number;
  change: number;
  owner: string;
  peer: string;
  direction: "in" | "out";
  id: string;
  kind: string;
  text: string;
  /** Who wrote it: a phone. */
  author: string | null;
  /** What there is beside the words, and what became of the message. */
  details: MessageDetails | null;
  /** In: received, unconfirmed (phone off), read. Out: sent, delivered, read. */
  status: string;
  at: number;
  deliveries: number;
}

/** Somebody who talks to an account, or was introduced to it. */
export interface ChatState {
  phone: string;
  name: string | null;
  last: HeldMessage | null;
  unread: number;
}

export interface NetworkState {
  now: number;
  speed: number;
  seed: string;
  rootPublicKey: string;
  /** PEM; whoever downloads or uploads media must trust it. */
  certificateAuthority: string;
  connections: number;
  people: number;
  phones: number;
  messages: number;
  deliveries: number;
  unknownStanzas: number;
  memoryMegabytes: number;
}

export type SettingsChange = Partial<Omit<Settings, "defaultPersona" | "faults">> & {
  defaultPersona?: Partial<Persona>;
  faults?: Partial<Faults>;
  speed?: number;
  now?: number;
};

export interface PersonChange {
  name?: string;
  registered?: boolean;
  online?: boolean;
  persona?: Partial<Persona> | null;
}

/** What somebody sends: exactly one of the kinds of content, and what goes with it. */
export interface Sending {
  /** A number, or a group's jid. */
  to: string;
  text?: string;
  media?: {
    kind: "image" | "video" | "audio" | "document" | "sticker";
    base64: string;
    mimetype?: string;
    caption?: string;
    fileName?: string;
    seconds?: number;
    voice?: boolean;
  };
  location?: { latitude: number; longitude: number; name?: string; live?: boolean };
  contact?: { name: string; phone: string };
  poll?: { name: string; options: string[]; selectable?: number };
  /** An empty emoji takes the reaction back. */
  react?: { id: string; emoji: string };
  edit?: { id: string; text: string };
  revoke?: string;
  vote?: { id: string; options: string[] };
  /** WhatsApp's own message in the JSON form of its protocol buffers. */
  raw?: object;
  quoted?: string;
  viewOnce?: boolean;
  expiresAfter?: number;
  mentions?: string[];
  id?: string;
  addressing?: "lid" | "pn";
}

/** One setting of an account; `chat` is a number or a group. */
export interface AccountSettingChange {
  chat?: string;
  archive?: boolean;
  markRead?: boolean;
  pin?: boolean;
  /** Until this time in epoch milliseconds; null ends it. */
  mute?: number | null;
  name?: string;
  contact?: { name: string } | null;
  star?: { id: string; on?: boolean };
  label?: { id: string; name?: string; color?: number; deleted?: boolean };
  chatLabel?: { id: string; on?: boolean };
}

export type { AccountSetting, CallState, Newsletter, Profile };

/** What can be set of a profile; a picture is bytes in base64, null takes it away. */
export type ProfileChange = Partial<Pick<Profile, "about" | "privacy" | "business" | "catalog">> & {
  picture?: string | null;
};

export type { Group } from "./groups/group.ts";

/** What can be set of a group by `changeGroup`. */
export interface GroupChange {
  subject?: string;
  description?: string | null;
  announce?: boolean;
  locked?: boolean;
  ephemeral?: number;
  approval?: boolean;
  everyoneAdds?: boolean;
}

/** The file in a message, decrypted. */
export type HeldMedia = NonNullable<MessageDetails["media"]> & { base64: string };

export interface IncomingLoad {
  /** The account that receives. */
  to: string;
  /** How many different people write, or who. */
  people: number | string[];
  ratePerSecond: number;
  seconds: number;
  text?: string;
}

export interface LoadState {
  id: string;
  state: "preparing" | "running" | "done" | "failed";
  error: string | null;
  planned: number;
  /** How many people said hello first, because they never wrote before. */
  warmedUp: number;
  written: number;
  /** Message id and the epoch milliseconds at which its stanza was written to the socket. */
  writtenAt: [string, number][];
}

/** What the simulator refused: the stable code is `code`. */
export class SimulatorError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Talks to the admin API of a simulator; `admin` is the address printed at its start. */
export function simulatorClient(admin: string) {
  const call = async <Result>(method: string, path: string, body?: unknown): Promise<Result> => {
    const init =
      body === undefined ? { method } : { method, body: typeof body === "string" ? body : JSON.stringify(body) };
    const response = await fetch(`${admin}${path}`, init);
    const result = JSON.parse(await response.text());
    if (!response.ok) throw new SimulatorError(response.status, result.error, result.message);
    return result;
  };
  return {
    ...hostedCalls(call),
    state: () => call<NetworkState>("GET", "/state"),
    settings: () => call<Settings & { speed: number; now: number }>("GET", "/settings"),
    changeSettings: (change: SettingsChange) =>
      call<Settings & { speed: number; now: number }>("PUT", "/settings", change),
    reset: () => call<NetworkState>("POST", "/reset"),
    unknownStanzas: () =>
      call<{ unknown: { what: string; example: string; count: number }[] }>("GET", "/unknown-stanzas"),
    /** The whole state, bytes in base64. */
    export: () => call<{ seed: string; tables: Record<string, Record<string, unknown>[]> }>("GET", "/export"),
    /** The media hosts drop every file; a phone that still has one sends it again when asked. */
    expireMedia: () => call<{ expired: number }>("POST", "/media/expire"),
    messages: (since = 0, limit = 10_000) =>
      call<{ messages: HeldMessage[]; next: number }>("GET", `/messages?since=${since}&limit=${limit}`),
    recentEvents: (since = 0) => call<{ events: NetworkEvent[] }>("GET", `/recent-events?since=${since}`),

    /** The latest stanzas, decoded; they are kept from the first call on, as long as one keeps asking. */
    recentStanzas: (since = 0) =>
      call<{
        stanzas: { seq: number; at: number; direction: "in" | "out"; phone: string; device: number; xml: string }[];
      }>("GET", `/recent-stanzas?since=${since}`),

    phones: () => call<{ phones: PhoneState[] }>("GET", "/phones"),
    phone: (phone: string) => call<PhoneState>("GET", `/phones/${phone}`),
    createPhone: (wish: { phone?: string; name?: string } = {}) => call<PhoneState>("POST", "/phones", wish),
    scanQr: (phone: string, qr: string) =>
      call<{ phone: string; device: number }>("POST", `/phones/${phone}/scan`, { qr }),
    scanQrWithAnyPhone: (qr: string) => call<{ phone: string; device: number }>("POST", "/mock-phone/scan-qr", qr),
    enterCode: (phone: string, code: string) =>
      call<{ phone: string; device: number }>("POST", `/phones/${phone}/enter-code`, { code }),
    typeOnPhone: (phone: string, message: Sending) => call<{ id: string }>("POST", `/phones/${phone}/type`, message),

    people: (after = "", limit = 100) =>
      call<{ people: PersonState[] }>("GET", `/people?after=${after}&limit=${limit}`),
    person: (phone: string) => call<PersonState>("GET", `/people/${phone}`),
    changePerson: (phone: string, change: PersonChange) => call<PersonState>("PUT", `/people/${phone}`, change),
    createPeople: (wish: {
      from?: string;
      count?: number;
      people?: (string | ({ phone: string } & PersonChange))[];
      persona?: Partial<Persona>;
    }) => call<{ created: number }>("POST", "/people", wish),
    sendAsPerson: (phone: string, message: Sending) => call<{ id: string }>("POST", `/people/${phone}/send`, message),
    readAsPerson: (phone: string, from?: string) =>
      call<{ read: number }>("POST", `/people/${phone}/read`, from === undefined ? {} : { from }),
    chat: (phone: string, peer?: string) =>
      call<{ messages: HeldMessage[] }>("GET", `/people/${phone}/messages${peer === undefined ? "" : `?with=${peer}`}`),

    /** Comes, goes, writes or records. */
    showPresence: (
      phone: string,
      state: "available" | "unavailable" | "composing" | "recording" | "paused",
      to?: string,
    ) => call<{ state: string }>("POST", `/people/${phone}/presence`, to === undefined ? { state } : { state, to }),
    profile: (phone: string) => call<Profile>("GET", `/people/${phone}/profile`),
    changeProfile: (phone: string, change: ProfileChange) => call<Profile>("PUT", `/people/${phone}/profile`, change),
    block: (phone: string, other: string, blocked = true) =>
      call<{ blocked: string[] }>("POST", `/people/${phone}/block`, { other, blocked }),
    /** Posts a status that these numbers see. */
    postStatus: (phone: string, viewers: string[], content: Omit<Sending, "to">) =>
      call<{ id: string }>("POST", `/people/${phone}/status`, { viewers, ...content }),
    /** Calls a number; it rings until it is answered, refused or given up. */
    call: (phone: string, to: string, wish: { video?: boolean; group?: string; ringFor?: number } = {}) =>
      call<CallState>("POST", `/people/${phone}/call`, { to, ...wish }),
    callState: (id: string) => call<CallState>("GET", `/calls/${id}`),
    endCall: (id: string) => call<CallState>("POST", `/calls/${id}/end`),
    /** The phone was set up anew: its keys are other ones, and those who write to it are told. */
    changeIdentity: (phone: string) => call<{ phone: string }>("POST", `/people/${phone}/new-keys`),

    /** Reports a number to WhatsApp and blocks it. */
    report: (phone: string, other: string) => call<{ blocked: string[] }>("POST", `/people/${phone}/report`, { other }),
    changeNumber: (phone: string, to: string) =>
      call<{ phone: string }>("POST", `/people/${phone}/change-number`, { to }),

    newsletters: () => call<{ newsletters: Newsletter[] }>("GET", "/newsletters"),
    createNewsletter: (wish: { as: string; name: string; description?: string }) =>
      call<Newsletter>("POST", "/newsletters", wish),
    followNewsletter: (id: string, as: string) => call<Newsletter>("POST", `/newsletters/${id}/follow`, { as }),
    postInNewsletter: (id: string, post: { as: string; text: string }) =>
      call<{ serverId: number; id: string }>("POST", `/newsletters/${id}/post`, post),
    reactInNewsletter: (id: string, reaction: { as: string; serverId: number; emoji: string }) =>
      call<Newsletter>("POST", `/newsletters/${id}/react`, reaction),

    /** One message with the whole of its content. */
    message: (phone: string, id: string, peer?: string) =>
      call<{ message: HeldMessage; content: Record<string, unknown> }>(
        "GET",
        `/people/${phone}/messages/${id}${peer === undefined ? "" : `?with=${peer}`}`,
      ),
    /** The file in a message, as the phone decrypts it. */
    mediaOf: (phone: string, id: string) => call<HeldMedia>("GET", `/people/${phone}/messages/${id}/media`),

    groups: () => call<{ groups: Group[] }>("GET", "/groups"),
    group: (id: string) => call<Group>("GET", `/groups/${id}`),
    createGroup: (wish: {
      as: string;
      subject: string;
      members: string[];
      description?: string;
      ephemeral?: number;
      approval?: boolean;
    }) => call<Group>("POST", "/groups", wish),
    changeGroup: (id: string, as: string, change: GroupChange) =>
      call<Group>("PUT", `/groups/${id}`, { as, ...change }),
    changeMembers: (id: string, as: string, action: "add" | "remove" | "promote" | "demote", phones: string[]) =>
      call<{ results: { phone: string; status: number }[] }>("POST", `/groups/${id}/members`, { as, action, phones }),
    decideRequests: (id: string, as: string, action: "approve" | "reject", phones: string[]) =>
      call<{ results: { phone: string; status: number }[] }>("POST", `/groups/${id}/requests`, { as, action, phones }),
    joinGroup: (id: string, as: string) =>
      call<{ result: "joined" | "requested" }>("POST", `/groups/${id}/join`, { as }),
    leaveGroup: (id: string, as: string) => call<Group>("POST", `/groups/${id}/leave`, { as }),

    phoneChat: (phone: string, peer: string) =>
      call<{ messages: HeldMessage[] }>("GET", `/phones/${phone}/messages?with=${peer}`),
    chats: (phone: string, limit = 100) =>
      call<{ chats: ChatState[] }>("GET", `/accounts/${phone}/chats?limit=${limit}`),
    introduce: (phone: string, person: { phone: string; name: string }) =>
      call<{ phone: string; name: string }>("PUT", `/accounts/${phone}/people/${person.phone}`, { name: person.name }),
    setCustomers: (phone: string, persona: Partial<Persona>) =>
      call<{ persona: Partial<Persona> }>("PUT", `/accounts/${phone}/customers`, persona),

    drop: (phone: string) => call<{ dropped: number }>("POST", `/accounts/${phone}/drop`),
    kick: (phone: string, code: number, stay = false) =>
      call<{ closed: number }>("POST", `/accounts/${phone}/kick`, { code, stay }),
    allow: (phone: string) => call<PhoneState>("POST", `/accounts/${phone}/allow`),
    logout: (phone: string, device?: number) =>
      call<{ loggedOut: number }>("POST", `/accounts/${phone}/logout`, device === undefined ? {} : { device }),
    setOnline: (phone: string, online: boolean) => call<PhoneState>("POST", `/accounts/${phone}/online`, { online }),
    limitNewChats: (phone: string, newChats: number | null) =>
      call<PhoneState>("POST", `/accounts/${phone}/limit`, { newChats }),

    /** The settings an account's devices share, as its phone decrypts them. */
    accountSettings: (phone: string) => call<{ settings: AccountSetting[] }>("GET", `/accounts/${phone}/settings`),
    /** The owner changes one of them on the phone. */
    changeAccountSetting: (phone: string, change: AccountSettingChange) =>
      call<{ collection: string; version: number }>("POST", `/accounts/${phone}/settings`, change),

    startIncomingLoad: (load: IncomingLoad) => call<LoadState>("POST", "/load/incoming", load),
    incomingLoad: (id: string) => call<LoadState>("GET", `/load/${id}`),
  };
}

export type SimulatorClient = ReturnType<typeof simulatorClient>;
