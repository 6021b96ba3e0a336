import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import type { Session } from "../sessions/queries.ts";
import { BehaviorView } from "./behavior-view.tsx";
import { CustomerView } from "./customer-view.tsx";
import { PhoneView } from "./phone-view.tsx";
import style from "./sandbox-drawer.module.css";
import { ScanView } from "./scan-view.tsx";
import { sandboxTexts } from "./texts.ts";

const views = ["customer", "phone", "behavior"] as const;
type View = (typeof views)[number];

/** One number of the sandbox: its phone scans until it is linked; then one chats from either side. */
export function SandboxNumber({ session }: { session: Session }) {
  const t = useTexts(sandboxTexts);
  const [view, setView] = useState<View>("customer");
  // A number that was linked keeps its chats on screen while it reconnects.
  const mustScan = session.status === "pairing" || session.status === "logged_out" || session.pairedAt === null;
  if (mustScan) return <ScanView session={session} />;
  return (
    <>
      <div className={style.tabs}>
        <SegmentedControl
          fullWidth
          aria-label={t("view.label")}
          data={views.map((value) => ({ value, label: t(`view.${value}`) }))}
          value={view}
          onChange={(value) => setView(views.find((one) => one === value) ?? "customer")}
        />
      </div>
      {view === "customer" && <CustomerView session={session} />}
      {view === "phone" && <PhoneView session={session} />}
      {view === "behavior" && <BehaviorView sessionId={session.id} />}
    </>
  );
}
