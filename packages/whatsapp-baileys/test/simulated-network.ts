import type { NetworkDouble } from "@balas/whatsapp/contract";

interface HeldMessage {
  direction: "in" | "out";
  peer: string;
  id: string;
  text: string;
  deliveries: number;
}

/** The simulated network, moved through its admin API. */
export async function simulatedNetwork(url: string, admin: string): Promise<NetworkDouble> {
  async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${admin}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }
  const digits = (phone: string) => phone.replace("+", "");
  let customers = 0;

  const { rootPublicKey } = await call<{ rootPublicKey: string }>("GET", "/state");
  await call("PUT", "/settings", { unknownNumbersExist: false, receiptDelay: 100 });
  return {
    network: { url, rootKey: Buffer.from(rootPublicKey, "base64") },
    async newPhone() {
      return `+${(await call<{ phone: string }>("POST", "/phones", {})).phone}`;
    },
    async newCustomer() {
      customers += 1;
      const phone = `62813${String(Date.now()).slice(-6)}${String(customers).padStart(2, "0")}`;
      await call("POST", "/people", { people: [{ phone, name: `Customer ${customers}` }] });
      return `+${phone}`;
    },
    async scan(phone, qr) {
      await call("POST", `/phones/${digits(phone)}/scan`, { qr });
    },
    async held(customer, from) {
      const path = `/people/${digits(customer)}/messages?with=${digits(from)}`;
      const { messages } = await call<{ messages: HeldMessage[] }>("GET", path);
      return messages
        .filter(({ direction, peer }) => direction === "in" && peer === digits(from))
        .map(({ id, text, deliveries }) => ({ waId: id, text, copies: deliveries }));
    },
    async write(customer, to, text, waId) {
      return (await call<{ id: string }>("POST", `/people/${digits(customer)}/send`, { to, text, id: waId })).id;
    },
    async type(phone, to, text) {
      return (await call<{ id: string }>("POST", `/phones/${digits(phone)}/type`, { to, text })).id;
    },
    async read(customer, from) {
      await call("POST", `/people/${digits(customer)}/read`, { from });
    },
    async deliverTwice(isOn) {
      await call("PUT", "/settings", { faults: { duplicateChance: isOn ? 1 : 0 } });
    },
    async drop(phone) {
      await call("POST", `/accounts/${digits(phone)}/drop`, {});
    },
    async kick(phone, code) {
      await call("POST", `/accounts/${digits(phone)}/kick`, { code });
    },
    async unlink(phone) {
      await call("POST", `/accounts/${digits(phone)}/logout`, {});
    },
    async refuseNewChats(phone) {
      await call("POST", `/accounts/${digits(phone)}/limit`, { newChats: 0 });
    },
  };
}
