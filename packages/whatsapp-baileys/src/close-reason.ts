import type { CloseReason } from "@balas/whatsapp";

/** Tells what the code that ended a connection means for its host. `isPaired` is false while a QR code was shown. */
export function closeReasonOf(code: number | undefined, isPaired: boolean): CloseReason {
  switch (code) {
    case 515:
      return { kind: "restart" };
    case 401:
      return { kind: "loggedOut" };
    case 402:
    case 403:
      return { kind: "banned", code };
    case 405:
    case 411:
      return { kind: "rejected", code };
    case 440:
      return { kind: "replaced" };
    case 408:
      return isPaired ? { kind: "lost", code } : { kind: "pairingExpired" };
    case undefined:
      return { kind: "lost" };
    default: // 428 and 503 come and go; 500 is a stream error that the library does not know
      return { kind: "lost", code };
  }
}
