/** Where the storage keeps the file of an import until the import ends. */
export function importFileKey(organizationId: string, importId: string): string {
  return `imports/${organizationId}/${importId}.csv`;
}
