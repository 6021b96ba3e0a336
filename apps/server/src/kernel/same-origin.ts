/** Tells whether a page of this host sent the request; "null", which a sandboxed page sends, is nobody's. */
export function isSameOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
