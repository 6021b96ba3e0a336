/** The mark: a b whose counter is a speech bubble, with one marigold dot. */
export function Logo({ size = 36, ink = "#fff", hole = "#083530" }: { size?: number; ink?: string; hole?: string }) {
  return (
    <svg width={size} height={size} viewBox="0 0 36 36" role="img" aria-label="Balas">
      <path fill={ink} d="M9 4.500a2.600 2.600 0 0 1 5.200 0v7.300a10.200 10.200 0 1 1-3 16.500L9 31z" />
      <path fill={hole} d="M18.700 14.200a6.500 6.500 0 1 0 0 13h6.500v-6.500a6.500 6.500 0 0 0-6.500-6.500z" />
      <circle cx="18.900" cy="20.700" r="2.700" fill="#f2ae1f" />
    </svg>
  );
}
