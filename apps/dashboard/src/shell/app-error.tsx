import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ErrorState } from "../ui/states.tsx";

/** A screen that could not be shown at all, in place of the screen. */
export function AppError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main style={{ display: "grid", placeItems: "center", minHeight: "100%" }}>
      <ErrorState error={error} onRetry={retry} />
    </main>
  );
}
