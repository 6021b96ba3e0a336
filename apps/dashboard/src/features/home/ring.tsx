const radius = 18;
const around = 2 * Math.PI * radius;

/** How much of a small whole is done. */
export function Ring({ share, label }: { share: number; label: string }) {
  return (
    <svg width="44" height="44" viewBox="0 0 44 44" role="img" aria-label={label} style={{ flex: "none" }}>
      <circle cx="22" cy="22" r={radius} fill="none" stroke="var(--surface-hover)" strokeWidth="6" />
      {share > 0 && (
        <circle
          cx="22"
          cy="22"
          r={radius}
          fill="none"
          stroke="var(--primary)"
          strokeWidth="6"
          strokeLinecap="round"
          strokeDasharray={`${around * share} ${around}`}
          transform="rotate(-90 22 22)"
        />
      )}
    </svg>
  );
}
