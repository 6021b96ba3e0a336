const openers = new Set<() => void>();

/** Opens the palette from anywhere; its code is fetched at the first use. */
export function openPalette(): void {
  for (const open of openers) open();
}

/** Lets the shell answer `openPalette`; returns how to stop. */
export function onOpenPalette(open: () => void): () => void {
  openers.add(open);
  return () => {
    openers.delete(open);
  };
}
