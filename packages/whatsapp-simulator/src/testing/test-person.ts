import type { HeldMessage, Sending, SimulatorClient } from "../client.ts";

const LOOK_EVERY_MS = 20;

/** Somebody on the simulated network, as a test speaks of them. */
export interface TestPerson {
  readonly phone: string;
  /** Sends to a number or a group. */
  send(to: string, content: string | Omit<Sending, "to">): Promise<{ id: string }>;
  /** Resolves to the first message that fits and arrived since the last one that was awaited; rejects after a while. */
  received(fits: RegExp | ((message: HeldMessage) => boolean), within?: number): Promise<HeldMessage>;
  /** Resolves when a message that this person sent is read. */
  wasRead(id: string, within?: number): Promise<HeldMessage>;
  /** Resolves when a message looks like this: edited, revoked, reacted to, voted for. */
  sees(id: string, fits: (message: HeldMessage) => boolean, within?: number): Promise<HeldMessage>;
  /** Reads what is there. */
  read(from?: string): Promise<{ read: number }>;
}

/** Helps a test to wait for what a virtual phone or person gets: `await person.received(/halo/)`. */
export function testPerson(client: SimulatorClient, phone: string): TestPerson {
  let seen = 0;
  const wait = async (what: string, look: () => Promise<HeldMessage | undefined>, within: number) => {
    const end = Date.now() + within;
    for (;;) {
      const found = await look();
      if (found) return found;
      if (Date.now() > end) throw new Error(`${phone} waited in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  };
  const one = async (id: string) => (await client.chat(phone)).messages.find((message) => message.id === id);
  return {
    phone,
    send: (to, content) =>
      client.sendAsPerson(phone, { to, ...(typeof content === "string" ? { text: content } : content) }),
    received: async (fits, within = 10_000) => {
      const matches = (message: HeldMessage) => (fits instanceof RegExp ? fits.test(message.text) : fits(message));
      const look = async () =>
        (await client.chat(phone)).messages.find(
          (message) => message.direction === "in" && message.seq > seen && matches(message),
        );
      const found = await wait(String(fits), look, within);
      seen = found.seq;
      return found;
    },
    wasRead: (id, within = 10_000) =>
      wait(
        `${id} to be read`,
        async () => {
          const found = await one(id);
          return found?.status === "read" ? found : undefined;
        },
        within,
      ),
    sees: (id, fits, within = 10_000) =>
      wait(
        `a change of ${id}`,
        async () => {
          const found = await one(id);
          return found && fits(found) ? found : undefined;
        },
        within,
      ),
    read: (from) => client.readAsPerson(phone, from),
  };
}
