import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";

/** Says in passing that something worked; `action` may hold an undo, and then it stays longer. */
export function toast(message: ReactNode, action?: ReactNode): void {
  notifications.show({
    message: (
      <span className="row">
        <span className="grow">{message}</span>
        {action}
      </span>
    ),
    autoClose: action ? 8000 : 3500,
  });
}
