import type { Network } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import { announcePhoneOn } from "../people/announce-phone-on.ts";
import { changeBlock } from "../people/block.ts";
import { personaOf } from "../people/react.ts";
import { readAsPerson } from "../people/read-as-person.ts";
import type { User } from "../people/user.ts";
import { tellPresence, tellTyping } from "../presence/tell-presence.ts";
import { text } from "../store/row.ts";
import { changeProfile } from "./change-profile.ts";
import { needGroup } from "./group-routes.ts";
import type { Routes } from "./handle-admin.ts";
import {
  type Input,
  isInput,
  needPhone,
  optionalBoolean,
  optionalNumber,
  optionalText,
  optionalWord,
} from "./read-input.ts";
import { readPersona } from "./read-persona.ts";
import { sendAs } from "./send-as.ts";

const MOST_AT_ONCE = 100_000;

/** Virtual people: make them, change them, write and read as them. */
export const peopleRoutes: Routes = {
  "GET /admin/people": ({ network, query }) => {
    const limit = Math.min(Math.max(1, Number(query.get("limit")) || 100), 10_000);
    const rows = network.store.all(
      "select phone from users where kind = 'person' and phone > ? order by phone limit ?",
      query.get("after") ?? "",
      limit,
    );
    return {
      people: rows
        .flatMap((row) => network.directory.find(text(row, "phone")) ?? [])
        .map((user) => showPerson(network, user)),
    };
  },
  "POST /admin/people": ({ network, input }) => createPeople(network, input()),
  "GET /admin/people/:phone": ({ network, path }) => showPerson(network, needPerson(network, path.phone)),
  "PUT /admin/people/:phone": ({ network, path, input }) => {
    const phone = needPhone(path.phone);
    const wasOnline = network.directory.find(phone)?.online ?? true;
    const user = network.directory.create(changeOf(phone, input()));
    if (user.online && !wasOnline) announcePhoneOn(network, user);
    return showPerson(network, user);
  },
  "POST /admin/people/:phone/send": ({ network, path, input }) => {
    return sendAs(network, needPhone(path.phone), input());
  },
  "POST /admin/people/:phone/presence": ({ network, path, input }) => {
    const body = input();
    const user = network.directory.reach(needPhone(path.phone));
    if (!user) throw refusal(404, "no_such_person", `${path.phone} is not on WhatsApp`);
    const state = optionalWord(body, "state", ["available", "unavailable", "composing", "recording", "paused"]);
    if (!state) throw refusal(400, "missing", "state is needed");
    if (state === "available" || state === "unavailable") tellPresence(network, user, state === "available");
    else if (typeof body.to === "string" && body.to.endsWith("@g.us"))
      tellTyping(network, user, { group: needGroup(network, body.to).id }, state);
    else tellTyping(network, user, { phone: needPhone(body.to, "to") }, state);
    return { state };
  },
  "PUT /admin/people/:phone/profile": ({ network, path, input }) => changeProfile(network, path.phone, input()),
  "GET /admin/people/:phone/profile": ({ network, path }) => network.profiles.of(needPhone(path.phone)),
  "POST /admin/people/:phone/block": ({ network, path, input }) => {
    const body = input();
    const action = (optionalBoolean(body, "blocked") ?? true) ? "block" : "unblock";
    changeBlock(network, needPhone(path.phone), needPhone(body.other, "other"), action);
    return { blocked: network.profiles.of(needPhone(path.phone)).blocked };
  },
  "POST /admin/people/:phone/read": ({ network, path, input }) => {
    const body = input();
    const from = body.from === undefined ? undefined : needPhone(body.from, "from");
    return { read: readAsPerson(network, needPerson(network, path.phone), from) };
  },
  "GET /admin/people/:phone/messages": ({ network, path, query }) => {
    const peer = query.get("with");
    return {
      messages: network.book
        .changedSince(0, 10_000, needPhone(path.phone), peer === null ? undefined : needPhone(peer, "with"))
        .sort((a, b) => a.seq - b.seq),
    };
  },
};

function createPeople(network: Network, body: Input): { created: number } {
  const persona = body.persona === undefined ? undefined : readPersona(body.persona);
  const wishes: ({ phone: string } & Partial<Omit<User, "lid" | "phone">>)[] = [];
  const common = persona ? { persona } : {};
  if (body.from !== undefined) {
    const first = needPhone(body.from, "from");
    const count = optionalNumber(body, "count", 1, MOST_AT_ONCE);
    if (count === undefined) throw refusal(400, "missing", "count is needed beside from");
    for (let index = 0n; index < BigInt(Math.floor(count)); index++)
      wishes.push({ phone: String(BigInt(first) + index), ...common });
  }
  if (body.people !== undefined) {
    if (!Array.isArray(body.people) || body.people.length > MOST_AT_ONCE)
      throw refusal(400, "invalid", `people must be a list of at most ${MOST_AT_ONCE}`);
    for (const one of body.people)
      wishes.push(
        isInput(one) ? { ...common, ...changeOf(needPhone(one.phone), one) } : { phone: needPhone(one), ...common },
      );
  }
  if (wishes.length === 0) throw refusal(400, "missing", "give people, or from and count");
  network.store.transaction(() => {
    for (const wish of wishes) network.directory.create(wish);
  });
  return { created: wishes.length };
}

function changeOf(phone: string, body: Input): { phone: string } & Partial<Omit<User, "lid" | "phone">> {
  const name = optionalText(body, "name", 200);
  const registered = optionalBoolean(body, "registered");
  const online = optionalBoolean(body, "online");
  return {
    phone,
    ...(name === undefined ? {} : { name }),
    ...(registered === undefined ? {} : { registered }),
    ...(online === undefined ? {} : { online }),
    ...(body.persona === undefined ? {} : { persona: body.persona === null ? undefined : readPersona(body.persona) }),
  };
}

function needPerson(network: Network, input: string | undefined): User {
  const user = network.directory.find(needPhone(input));
  if (!user) throw refusal(404, "no_such_person", `nobody has the number ${input} yet`);
  return user;
}

function showPerson(network: Network, user: User): object {
  const { phone, lid, name, kind, registered, online } = user;
  return { phone, lid, name, kind, registered, online, persona: personaOf(network, user) };
}
