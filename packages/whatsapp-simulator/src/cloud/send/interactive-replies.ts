import type { Input } from "../../admin/read-input.ts";
import type { Shown } from "./native-flow.ts";
import { objectAt, objectsAt, optionalTextAt, textAt, wrongValue } from "./parameters.ts";

const RESPONSE = 1;
const SINGLE_SELECT = 1;

/** Up to three buttons that answer. */
export function checkButtons(action: Input): Shown {
  const buttons = objectsAt(action, "buttons", 1, 3).map((button) => {
    if (button.type !== "reply") throw wrongValue("Param button['type'] must be reply.");
    const reply = objectAt(button, "reply");
    return { id: textAt(reply, "id", 256), title: textAt(reply, "title", 20) };
  });
  unique(
    buttons.map(({ id }) => id),
    "button id",
  );
  unique(
    buttons.map(({ title }) => title),
    "button title",
  );
  return ({ body, footer, header }) => ({
    buttonsMessage: {
      contentText: body,
      footerText: footer,
      ...(header === null ? { headerType: 1 } : { headerType: 2, text: header }),
      buttons: buttons.map(({ id, title }) => ({
        buttonId: id,
        buttonText: { displayText: title },
        type: RESPONSE,
      })),
    },
  });
}

/** A menu of up to ten rows. */
export function checkList(action: Input): Shown {
  const buttonText = textAt(action, "button", 20);
  const given = objectsAt(action, "sections", 1, 10);
  const sections = given.map((section) => ({
    title: given.length > 1 ? textAt(section, "title", 24) : (optionalTextAt(section, "title", 24) ?? ""),
    rows: objectsAt(section, "rows", 1, 10).map((row) => ({
      rowId: textAt(row, "id", 200),
      title: textAt(row, "title", 24),
      description: optionalTextAt(row, "description", 72) ?? "",
    })),
  }));
  const rows = sections.flatMap((section) => section.rows);
  if (rows.length > 10) throw wrongValue(`Total row count exceeds the maximum of 10: ${rows.length}.`);
  unique(
    rows.map(({ rowId }) => rowId),
    "row id",
  );
  return ({ body, footer, header }) => ({
    listMessage: {
      title: header,
      description: body,
      footerText: footer,
      buttonText,
      sections,
      listType: SINGLE_SELECT,
    },
  });
}

function unique(values: string[], what: string): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw wrongValue(`Duplicated ${what}: ${twice}.`);
}
