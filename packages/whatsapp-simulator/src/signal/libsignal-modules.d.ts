/** The parts of libsignal that ship without types. */
declare module "libsignal/src/session_record.js" {
  class SessionRecord {
    static deserialize(data: object): SessionRecord;
    serialize(): object;
    haveOpenSession(): boolean;
    getOpenSession(): { pendingPreKey?: object; registrationId?: number } | undefined;
    deleteAllSessions(): void;
  }
  export default SessionRecord;
}
declare module "libsignal/src/protocol_address.js" {
  class ProtocolAddress {
    constructor(id: string, deviceId: number);
  }
  export default ProtocolAddress;
}
declare module "libsignal/src/session_cipher.js" {
  import type ProtocolAddress from "libsignal/src/protocol_address.js";

  class SessionCipher {
    constructor(storage: object, address: ProtocolAddress);
    encrypt(data: Buffer): Promise<{ type: number; body: Buffer }>;
    decryptPreKeyWhisperMessage(data: Buffer): Promise<Buffer>;
    decryptWhisperMessage(data: Buffer): Promise<Buffer>;
  }
  export default SessionCipher;
}
declare module "libsignal/src/session_builder.js" {
  import type ProtocolAddress from "libsignal/src/protocol_address.js";

  class SessionBuilder {
    constructor(storage: object, address: ProtocolAddress);
    initOutgoing(bundle: object): Promise<void>;
  }
  export default SessionBuilder;
}
