/** Only the asked fields of an object, its id always; without a wish, the usual ones. */
export function pickFields(
  whole: Record<string, unknown>,
  wish: string | null,
  usual: readonly string[],
): Record<string, unknown> {
  const wanted = wish ? wish.split(",").map((field) => field.trim().split(/[.{(]/)[0] ?? "") : usual;
  const picked: Record<string, unknown> = {};
  for (const field of ["id", ...wanted]) if (whole[field] !== undefined) picked[field] = whole[field];
  return picked;
}
