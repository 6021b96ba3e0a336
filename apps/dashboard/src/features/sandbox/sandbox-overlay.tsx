import { lazy, Suspense } from "react";
import { useSandboxView } from "./open-sandbox.ts";

const SandboxDrawer = lazy(() => import("./sandbox-drawer.tsx"));

/** The drawer's place in the frame; its code is fetched when it is first opened. */
export function SandboxOverlay() {
  const { isOpen } = useSandboxView();
  return (
    isOpen && (
      <Suspense>
        <SandboxDrawer />
      </Suspense>
    )
  );
}
