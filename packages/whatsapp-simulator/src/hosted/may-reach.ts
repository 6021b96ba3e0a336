/** True for an address on this machine, or on a host that was allowed by name: nothing leaves it otherwise. */
export function mayReach(address: string, allowedHosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  if (protocol !== "http:" && protocol !== "https:") return false;
  return (
    hostname === "localhost" ||
    hostname === "[::1]" ||
    /^127(\.\d+){3}$/.test(hostname) ||
    allowedHosts.includes(hostname)
  );
}
