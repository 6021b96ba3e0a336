import type { Store } from "../store/store.ts";
import { makeTlsIdentity, type TlsIdentity } from "./certificate-authority.ts";

/** The certificates of a network, made once, so that who trusts them need not be told again after a restart. */
export function loadTlsIdentity(store: Store): TlsIdentity {
  const stored = store.meta("tls");
  if (stored !== undefined) return JSON.parse(stored);
  const identity = makeTlsIdentity();
  store.setMeta("tls", JSON.stringify(identity));
  return identity;
}
