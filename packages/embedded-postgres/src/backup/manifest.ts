/** The last entry of a backup: what is in it, so that a restore can prove that it got everything. */
export type Manifest = {
  format: 1;
  balas: string;
  createdAt: string;
  /** Left out on purpose: a backup that is stolen opens no WhatsApp number. */
  masterKey: "left out";
  files: Record<string, { size: number; sha256: string }>;
};

export const manifestPath = "manifest.json";

/** Reads a manifest or refuses it. */
export function parseManifest(text: string): Manifest {
  const manifest: Partial<Manifest> = JSON.parse(text);
  if (manifest.format !== 1 || typeof manifest.files !== "object") {
    throw new Error("This backup was made by a newer Balas: restore it with that one.");
  }
  return { format: 1, balas: "", createdAt: "", masterKey: "left out", ...manifest, files: manifest.files };
}
