import type { proto } from "baileys";

/** What a tappable message shows around its action. */
export interface Frame {
  body: string;
  footer: string | null;
  header: string | null;
}

/** A message whose buttons are named and described in JSON, as phones know them. */
export function nativeFlow(frame: Frame, buttons: { name: string; parameters: unknown }[]): proto.IMessage {
  return {
    interactiveMessage: {
      header: { title: frame.header ?? "", hasMediaAttachment: false },
      body: { text: frame.body },
      footer: frame.footer === null ? null : { text: frame.footer },
      nativeFlowMessage: {
        buttons: buttons.map(({ name, parameters }) => ({ name, buttonParamsJson: JSON.stringify(parameters) })),
      },
    },
  };
}

/** Makes the message around what was checked. */
export type Shown = (frame: Frame) => proto.IMessage;
