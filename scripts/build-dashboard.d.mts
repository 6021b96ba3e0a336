/** Tells whether there is a dashboard whose sources are newer than its build. */
export function isDashboardStale(): boolean;

/** Builds the dashboard and resolves to the exit code and output of the build. */
export function buildDashboard(
  node: string,
  options?: { isQuiet?: boolean },
): Promise<{ code: number; output: string }>;
