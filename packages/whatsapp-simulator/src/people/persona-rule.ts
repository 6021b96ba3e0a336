/** What somebody does about a message that fits; several things at once are done in this order. */
export interface PersonaAction {
  /** One of these texts. */
  answer?: string[] | undefined;
  /** A picture or the like, bytes in base64. */
  media?:
    | { kind: "image" | "video" | "audio" | "document" | "sticker"; base64: string; caption?: string | undefined }
    | undefined;
  react?: string | undefined;
  /** The option of a poll to vote for: its number, from 0. */
  vote?: number | undefined;
  block?: boolean | undefined;
  report?: boolean | undefined;
  /** The phone is off for so many simulated milliseconds. */
  offline?: number | undefined;
  /** Moves to this number. */
  changeNumber?: string | undefined;
}

/** A rule of somebody's behavior: the first one that fits a message decides, before all chances. */
export interface PersonaRule {
  /** A regular expression that the words must fit, in any case; any message when it is left out. */
  when?: string | undefined;
  /** The kind of content, such as `text` or `imageMessage`; any when it is left out. */
  kind?: string | undefined;
  chance?: number | undefined;
  /** Simulated milliseconds, shortest and longest. */
  delay?: [number, number] | undefined;
  do: PersonaAction;
}
