import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createQueryClient } from "./api/query-client.ts";
import { createAppRouter } from "./routes/router.tsx";
import { themeChoice } from "./session/theme-choice.ts";
import { resolveVariables, theme } from "./ui/theme.ts";

const queryClient = createQueryClient({ onSignedOut: () => leaveShell() });
const router = createAppRouter(queryClient);

/** The whole dashboard. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      colorSchemeManager={themeChoice}
      defaultColorScheme="auto"
      // Each part's own layered file is imported instead, see ui/mantine-styles.ts.
      deduplicateCssVariables
    >
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" limit={3} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** A sign-in that ended while a screen was open leads to the sign-in page and back to the same screen. */
function leaveShell(): void {
  const isInside = router.state.matches.some((match) => match.routeId === "/shell");
  if (!isInside) return;
  queryClient.clear();
  void router.navigate({ to: "/sign-in", search: { next: router.state.location.href } });
}
